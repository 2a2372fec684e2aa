// The fold proof: four views of one booklet. Everything it shows is in the page already.
"use strict";
const proof = JSON.parse(byId("data").textContent);
const images = [...document.querySelectorAll("#pages img")];
function picture(page) {
  const image = new Image();
  image.src = images[page].src;
  image.alt = images[page].alt;
  return image;
}
const book = new Book(picture);
const sheets = new Sheets(picture);
book.take(proof.pages, proof.binding === "right");
sheets.take(proof.sheets, proof.width);

const views = ["book", "sheets", "pages", "checklist"];
function show(view) {
  for (const name of views) {
    byId(name).hidden = name !== view;
    byId(`view-${name}`).setAttribute("aria-pressed", String(name === view));
  }
}
for (const name of views) byId(`view-${name}`).addEventListener("click", () => show(name));

addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const keys = {
    1: () => show("book"), 2: () => show("sheets"), 3: () => show("pages"), 4: () => show("checklist"),
    z: () => document.querySelector(".zoom").click(),
  };
  const paper = byId("book").hidden ? (byId("sheets").hidden ? null : sheets) : book;
  const act = keys[event.key] ?? paper?.key(event.key);
  if (!act) return;
  act();
  // Not also what the window does with such keys.
  if (event.key.length > 1) event.preventDefault();
});

show("book");
