// The fold proof: leafing, turning and folding sheets. Everything it shows is in the page already.
"use strict";
const proof = JSON.parse(document.getElementById("data").textContent);
const images = [...document.querySelectorAll("#pages img")];
const isRightBound = proof.binding === "right";
const byId = (id) => document.getElementById(id);
const still = matchMedia("(prefers-reduced-motion: reduce)");

// ── views ──
const views = ["book", "sheets", "pages", "checklist"];
function show(view) {
  for (const name of views) {
    byId(name).hidden = name !== view;
    byId(`view-${name}`).setAttribute("aria-pressed", String(name === view));
  }
}
for (const name of views) byId(`view-${name}`).addEventListener("click", () => show(name));

function picture(page) {
  const image = new Image();
  image.src = images[page].src;
  image.alt = images[page].alt;
  return image;
}
function fill(element, page) {
  element.replaceChildren();
  element.classList.toggle("empty", page === null);
  if (page !== null) element.append(picture(page));
}
const label = (pages) => {
  const shown = pages.filter((page) => page !== null).map((page) => page + 1);
  return shown.length ? (shown.length > 1 ? `Pages ${shown.join(" and ")}` : `Page ${shown[0]}`) : "Blank";
};

// ── the book ──
// Openings: the cover alone, then two pages each, the back cover alone.
const n = proof.pages;
const openings = [];
for (let first = -1; first < n; first += 2) {
  const pair = [first < 0 ? null : first, first + 1 < n ? first + 1 : null];
  openings.push(isRightBound ? pair.reverse() : pair);
}
let opening = 0;
let isTurning = false;
function say() {
  byId("book-where").textContent = `${label(openings[opening])} of ${n}`;
  byId("back").disabled = opening === 0;
  byId("on").disabled = opening === openings.length - 1;
}
function lay() {
  fill(byId("left"), openings[opening][0]);
  fill(byId("right"), openings[opening][1]);
  say();
}
function leaf(step) {
  const next = opening + step;
  if (isTurning || next < 0 || next >= openings.length) return;
  const from = openings[opening], to = openings[next];
  opening = next;
  if (still.matches) return lay();
  isTurning = true;
  // Forward, the leaf at the open side turns over the spine; in a right-bound book that is the left one.
  const turnsRight = (step > 0) !== isRightBound;
  const turning = document.createElement("div");
  turning.className = `leaf ${turnsRight ? "right" : "left"}`;
  turning.style.setProperty("--angle", turnsRight ? "-180deg" : "180deg");
  const front = document.createElement("div"), back = document.createElement("div");
  front.className = "face front";
  back.className = "face back";
  const frontPage = from[turnsRight ? 1 : 0], backPage = to[turnsRight ? 0 : 1];
  if (frontPage !== null) front.append(picture(frontPage));
  if (backPage !== null) back.append(picture(backPage));
  turning.append(front, back);
  fill(byId(turnsRight ? "right" : "left"), to[turnsRight ? 1 : 0]);
  byId("book-paper").append(turning);
  say();
  const done = () => { if (isTurning) { isTurning = false; turning.remove(); lay(); } };
  turning.addEventListener("transitionend", done);
  setTimeout(done, 800);
  requestAnimationFrame(() => requestAnimationFrame(() => turning.classList.add("turned")));
}
byId("back").addEventListener("click", () => leaf(-1));
byId("on").addEventListener("click", () => leaf(1));
byId("book-paper").addEventListener("click", (event) => {
  const box = byId("book-paper").getBoundingClientRect();
  const isRight = event.clientX > box.left + box.width / 2;
  leaf(isRight !== isRightBound ? 1 : -1);
});

// ── sheets ──
let sheet = 0, isFlipped = false, isFolded = false, exaggerated = 1;
// A half of a sheet, with the page on its front and the one on its back; places count from the left of
// the side they are on.
function part(it, place) {
  const element = document.createElement("div");
  element.className = `part ${place ? "right" : "left"}`;
  for (const [name, pages, at] of [["front", it.front, place], ["back", it.back, 1 - place]]) {
    const face = document.createElement("div");
    face.className = `face ${name}`;
    if (pages[at] !== null) {
      const image = picture(pages[at]);
      const percent = (it.shift * exaggerated / proof.width) * 100;
      image.style.left = `${at ? -percent : percent}%`;
      face.append(image);
    }
    element.append(face);
  }
  return element;
}
function laySheet() {
  const it = proof.sheets[sheet];
  const paper = byId("sheet-paper");
  paper.classList.toggle("flipped", isFlipped);
  paper.classList.toggle("folded", isFolded);
  const key = `${sheet} ${exaggerated}`;
  if (paper.dataset.key !== key) {
    paper.dataset.key = key;
    paper.replaceChildren(part(it, 0), part(it, 1));
  }
  const pages = isFlipped ? it.back : it.front;
  const creep = it.shift > 0 ? `, moved ${it.shift.toFixed(2)} mm towards the spine` : "";
  byId("sheet-where").textContent =
    `Sheet ${sheet + 1} of ${proof.sheets.length}, ${isFlipped ? "back" : "front"}: ` +
    `${pages.map((page) => (page === null ? "blank" : page + 1)).join(" | ")}${creep}${isFolded ? ", folding" : ""}`;
  byId("sheet-back").disabled = sheet === 0;
  byId("sheet-on").disabled = sheet === proof.sheets.length - 1;
  byId("flip").setAttribute("aria-pressed", String(isFlipped));
  byId("fold").setAttribute("aria-pressed", String(isFolded));
  byId("creep").setAttribute("aria-pressed", String(exaggerated > 1));
}
function toSheet(next) {
  if (next < 0 || next >= proof.sheets.length) return;
  sheet = next;
  isFlipped = isFolded = false;
  laySheet();
}
byId("sheet-back").addEventListener("click", () => toSheet(sheet - 1));
byId("sheet-on").addEventListener("click", () => toSheet(sheet + 1));
byId("flip").addEventListener("click", () => { isFlipped = !isFlipped; laySheet(); });
byId("fold").addEventListener("click", () => { isFolded = !isFolded; laySheet(); });
byId("creep").addEventListener("click", () => { exaggerated = exaggerated > 1 ? 1 : 20; laySheet(); });

// ── keys ──
for (const button of document.querySelectorAll(".zoom")) {
  button.addEventListener("click", () => {
    const isLarge = document.body.classList.toggle("large");
    for (const it of document.querySelectorAll(".zoom")) it.setAttribute("aria-pressed", String(isLarge));
  });
}
addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const isBook = !byId("book").hidden, isSheets = !byId("sheets").hidden;
  const onwards = isRightBound ? "ArrowLeft" : "ArrowRight";
  const keys = {
    1: () => show("book"), 2: () => show("sheets"), 3: () => show("pages"), 4: () => show("checklist"),
    ArrowRight: () => isBook ? leaf(onwards === "ArrowRight" ? 1 : -1) : isSheets && toSheet(sheet + 1),
    ArrowLeft: () => isBook ? leaf(onwards === "ArrowLeft" ? 1 : -1) : isSheets && toSheet(sheet - 1),
    Home: () => { if (isBook) { opening = 0; lay(); } else if (isSheets) toSheet(0); },
    End: () => { if (isBook) { opening = openings.length - 1; lay(); } else if (isSheets) toSheet(proof.sheets.length - 1); },
    t: () => isSheets && byId("flip").click(),
    f: () => isSheets && byId("fold").click(),
    c: () => isSheets && byId("creep").click(),
    z: () => document.querySelector(".zoom").click(),
  };
  const act = keys[event.key];
  if (act) { act(); if (event.key.startsWith("Arrow")) event.preventDefault(); }
});

lay();
laySheet();
show("book");
