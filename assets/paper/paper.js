// Leafing through a booklet, and turning and folding its sheets: what the proof and the live page share.
// Whoever uses it says how many pages there are and how one is drawn.
"use strict";
const byId = (id) => document.getElementById(id);
const still = matchMedia("(prefers-reduced-motion: reduce)");

// What the arrow keys do. At reading size they move the paper, which is wider than the window then.
const arrows = (right, left) =>
  document.body.classList.contains("large") ? {} : { ArrowRight: right, ArrowLeft: left };

// ── the book ──
class Book {
  // Draws page `n`, counted from 0: gives an element.
  constructor(picture) {
    this.picture = picture;
    this.openings = [[null, null]];
    this.opening = 0;
    this.isTurning = false;
    byId("back").addEventListener("click", () => this.leaf(-1));
    byId("on").addEventListener("click", () => this.leaf(1));
    byId("book-paper").addEventListener("click", (event) => {
      const box = byId("book-paper").getBoundingClientRect();
      const isRight = event.clientX > box.left + box.width / 2;
      this.leaf(isRight !== this.isRightBound ? 1 : -1);
    });
  }

  // Takes another set of pages; stays where it is open, if it can.
  take(n, isRightBound) {
    this.n = n;
    this.isRightBound = isRightBound;
    this.openings = [];
    // The cover alone, then two pages each, the back cover alone.
    for (let first = -1; first < n; first += 2) {
      const pair = [first < 0 ? null : first, first + 1 < n ? first + 1 : null];
      this.openings.push(isRightBound ? pair.reverse() : pair);
    }
    this.to(this.opening);
  }

  to(opening) {
    this.opening = Math.max(0, Math.min(opening, this.openings.length - 1));
    this.lay();
  }

  fill(element, page) {
    element.replaceChildren();
    element.classList.toggle("empty", page === null);
    if (page !== null) element.append(this.picture(page));
  }

  say() {
    const shown = this.openings[this.opening].filter((page) => page !== null).map((page) => page + 1);
    const pages = shown.length > 1 ? `Pages ${shown.join(" and ")}` : shown.length ? `Page ${shown[0]}` : "Blank";
    byId("book-where").textContent = `${pages} of ${this.n}`;
    byId("back").disabled = this.opening === 0;
    byId("on").disabled = this.opening === this.openings.length - 1;
  }

  lay() {
    this.fill(byId("left"), this.openings[this.opening][0]);
    this.fill(byId("right"), this.openings[this.opening][1]);
    this.say();
  }

  leaf(step) {
    const next = this.opening + step;
    if (this.isTurning || next < 0 || next >= this.openings.length) return;
    const from = this.openings[this.opening], to = this.openings[next];
    this.opening = next;
    if (still.matches) return this.lay();
    this.isTurning = true;
    // Forward, the leaf at the open side turns over the spine; in a right-bound book that is the left one.
    const turnsRight = (step > 0) !== this.isRightBound;
    const turning = document.createElement("div");
    turning.className = `leaf ${turnsRight ? "right" : "left"}`;
    turning.style.setProperty("--angle", turnsRight ? "-180deg" : "180deg");
    const front = document.createElement("div"), back = document.createElement("div");
    front.className = "face front";
    back.className = "face back";
    const frontPage = from[turnsRight ? 1 : 0], backPage = to[turnsRight ? 0 : 1];
    if (frontPage !== null) front.append(this.picture(frontPage));
    if (backPage !== null) back.append(this.picture(backPage));
    turning.append(front, back);
    this.fill(byId(turnsRight ? "right" : "left"), to[turnsRight ? 1 : 0]);
    byId("book-paper").append(turning);
    this.say();
    const done = () => {
      if (!this.isTurning) return;
      this.isTurning = false;
      turning.remove();
      this.lay();
    };
    turning.addEventListener("transitionend", done);
    setTimeout(done, 800);
    requestAnimationFrame(() => requestAnimationFrame(() => turning.classList.add("turned")));
  }

  // What a key does, if it does anything.
  key(key) {
    const keys = {
      n: () => this.leaf(1),
      p: () => this.leaf(-1),
      ...arrows(() => this.leaf(this.isRightBound ? -1 : 1), () => this.leaf(this.isRightBound ? 1 : -1)),
      Home: () => this.to(0),
      End: () => this.to(this.openings.length - 1),
    };
    return keys[key];
  }
}

// ── sheets ──
class Sheets {
  constructor(picture) {
    this.picture = picture;
    this.sheets = [];
    this.width = 1;
    this.sheet = 0;
    this.isFlipped = this.isFolded = false;
    this.exaggerated = 1;
    byId("sheet-back").addEventListener("click", () => this.to(this.sheet - 1));
    byId("sheet-on").addEventListener("click", () => this.to(this.sheet + 1));
    byId("flip").addEventListener("click", () => { this.isFlipped = !this.isFlipped; this.lay(); });
    byId("fold").addEventListener("click", () => { this.isFolded = !this.isFolded; this.lay(); });
    byId("creep").addEventListener("click", () => { this.exaggerated = this.exaggerated > 1 ? 1 : 20; this.lay(); });
  }

  // Takes another set of sheets, with pages of a width in millimetres.
  take(sheets, width) {
    this.sheets = sheets;
    this.width = width;
    this.sheet = Math.max(0, Math.min(this.sheet, sheets.length - 1));
    delete byId("sheet-paper").dataset.key;
    this.lay();
  }

  // A half of a sheet, with the page on its front and the one on its back; places count from the left of
  // the side they are on.
  part(it, place) {
    const element = document.createElement("div");
    element.className = `part ${place ? "right" : "left"}`;
    for (const [name, pages, at] of [["front", it.front, place], ["back", it.back, 1 - place]]) {
      const face = document.createElement("div");
      face.className = `face ${name}`;
      if (pages[at] !== null) {
        const image = this.picture(pages[at]);
        const percent = (it.shift * this.exaggerated / this.width) * 100;
        image.style.left = `${at ? -percent : percent}%`;
        face.append(image);
      }
      element.append(face);
    }
    return element;
  }

  lay() {
    const it = this.sheets[this.sheet];
    if (!it) return;
    const paper = byId("sheet-paper");
    paper.classList.toggle("flipped", this.isFlipped);
    paper.classList.toggle("folded", this.isFolded);
    const key = `${this.sheet} ${this.exaggerated}`;
    if (paper.dataset.key !== key) {
      paper.dataset.key = key;
      paper.replaceChildren(this.part(it, 0), this.part(it, 1));
    }
    const pages = this.isFlipped ? it.back : it.front;
    const creep = it.shift > 0 ? `, moved ${it.shift.toFixed(2)} mm towards the spine` : "";
    byId("sheet-where").textContent =
      `Sheet ${this.sheet + 1} of ${this.sheets.length}, ${this.isFlipped ? "back" : "front"}: ` +
      `${pages.map((page) => (page === null ? "blank" : page + 1)).join(" | ")}${creep}${this.isFolded ? ", folded" : ""}`;
    byId("sheet-back").disabled = this.sheet === 0;
    byId("sheet-on").disabled = this.sheet === this.sheets.length - 1;
    byId("flip").setAttribute("aria-pressed", String(this.isFlipped));
    byId("fold").setAttribute("aria-pressed", String(this.isFolded));
    byId("creep").setAttribute("aria-pressed", String(this.exaggerated > 1));
  }

  to(next) {
    if (next < 0 || next >= this.sheets.length) return;
    this.sheet = next;
    this.isFlipped = this.isFolded = false;
    this.lay();
  }

  key(key) {
    const keys = {
      n: () => this.to(this.sheet + 1),
      p: () => this.to(this.sheet - 1),
      ...arrows(() => this.to(this.sheet + 1), () => this.to(this.sheet - 1)),
      Home: () => this.to(0),
      End: () => this.to(this.sheets.length - 1),
      t: () => byId("flip").click(),
      f: () => byId("fold").click(),
      c: () => byId("creep").click(),
    };
    return keys[key];
  }
}

// ── reading size ──
for (const button of document.querySelectorAll(".zoom")) {
  button.addEventListener("click", () => {
    const isLarge = document.body.classList.toggle("large");
    for (const it of document.querySelectorAll(".zoom")) it.setAttribute("aria-pressed", String(isLarge));
  });
}
