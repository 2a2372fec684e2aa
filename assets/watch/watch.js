// The live page: asks the program for news, and draws what is new.
"use strict";
const SVG = "http://www.w3.org/2000/svg";
const VIEWS = ["spreads", "pages", "book", "sheets", "checklist"];
const OVERLAYS = ["trim", "safe", "baselines", "columns", "order"];
const ZOOMS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3];
const leaves = byId("leaves");
let state = null;
// The sheets that were made last: new ones come after the pages.
let made = null;
let view = "spreads";
let zoom = 1;

const make = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};
const shape = (name, attributes) => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};

// ── what is fetched: each address is asked for once, and forgotten when nothing speaks of it ──
const fetched = new Map();
function fetchOnce(address, read) {
  if (!fetched.has(address)) {
    const found = fetch(address).then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status))).then(read);
    // What could not be fetched is asked for again the next time.
    found.catch(() => fetched.delete(address));
    fetched.set(address, found);
  }
  return fetched.get(address);
}
const parsed = (text) =>
  document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true);
const drawing = (page) => fetchOnce(page.drawing, parsed);
const reading = (page) => fetchOnce(page.reading, JSON.parse);
function forget() {
  const known = [...(state.booklet?.pages ?? []), ...(made?.pages ?? [])];
  const addresses = new Set(known.flatMap((page) => [page.drawing, page.reading]));
  for (const address of fetched.keys()) if (!addresses.has(address)) fetched.delete(address);
}

// A copy of a drawing. Its names are made its own: of two things of one name only the first is found.
let nCopies = 0;
function copy(svg) {
  const copied = svg.cloneNode(true);
  const own = `-${++nCopies}`;
  for (const named of copied.querySelectorAll("[id]")) named.id += own;
  for (const clipped of copied.querySelectorAll("[clip-path]")) {
    clipped.setAttribute("clip-path", clipped.getAttribute("clip-path").replace(")", `${own})`));
  }
  return copied;
}

// A page as an element that is filled as soon as its drawing is there.
function picture(page) {
  const paper = make("div", { className: "paper" });
  paper.setAttribute("role", "img");
  paper.setAttribute("aria-label", `Page ${page.label}`);
  drawing(page).then((svg) => paper.append(copy(svg)), () => {});
  return paper;
}
const book = new Book((n) => picture(state.booklet.pages[n]));
const sheets = new Sheets((n) => {
  const page = (made.pages.length ? made : state.booklet).pages[n];
  // Sheets of a save ago may have pages that are no more.
  return page ? picture(page) : make("div", { className: "paper" });
});

// ── the list of pages ──
// Only pages near the window are drawn.
const near = new IntersectionObserver((seen) => {
  for (const it of seen) {
    it.target.isNear = it.isIntersecting;
    if (it.isIntersecting) draw(it.target);
  }
}, { rootMargin: "1200px 0px" });

function leaf() {
  const item = make("li");
  item.heading = make("h2");
  item.paper = make("div", { className: "paper" });
  item.paper.addEventListener("click", (event) => choose(item, event));
  item.words = make("div", { className: "unseen" });
  item.append(item.paper, item.heading, item.words);
  near.observe(item);
  return item;
}

// Draws what has changed of a page.
async function draw(item) {
  const page = item.page;
  if (item.drawn !== page.drawing) {
    const svg = await drawing(page).catch(() => null);
    // Meanwhile it may have changed again.
    if (!svg || item.page !== page) return;
    const shown = copy(svg);
    shown.setAttribute("aria-hidden", "true");
    item.paper.querySelector(":scope > svg.page")?.remove();
    shown.classList.add("page");
    item.paper.prepend(shown);
    item.drawn = page.drawing;
  }
  await read(item);
}

// Reads what has changed on a page: of all pages, so that all can be searched and heard.
async function read(item) {
  const page = item.page;
  if (item.read !== page.reading) {
    const blocks = await reading(page).catch(() => null);
    if (!blocks || item.page !== page) return;
    item.blocks = blocks;
    item.read = page.reading;
    item.words.lang = state.booklet.language;
    item.words.dir = state.booklet.direction;
    item.words.replaceChildren(...blocks.map((block) => make("p", { textContent: block.words, lang: block.language ?? "" })));
    for (const words of item.words.children) if (!words.lang) words.removeAttribute("lang");
    const focused = [...item.paper.querySelectorAll(".piece")].indexOf(document.activeElement);
    overlay(item);
    item.paper.querySelectorAll(".piece")[focused]?.focus();
    if (chosen?.item === item) {
      const again = blocks.find((block, n) => block.words === chosen.words && (blocks[chosen.n]?.words !== chosen.words || n === chosen.n));
      tell(again ? item : null, again);
    }
  }
}

function list() {
  const pages = state.booklet?.pages ?? [];
  const fresh = [];
  const nBefore = leaves.children.length;
  while (leaves.children.length > pages.length) {
    near.unobserve(leaves.lastChild);
    leaves.lastChild.remove();
  }
  while (leaves.children.length < pages.length) leaves.append(leaf());
  pages.forEach((page, n) => {
    const item = leaves.children[n];
    const isChanged = item.page !== undefined && item.page.drawing !== page.drawing;
    if (isChanged || n >= nBefore) fresh.push(n);
    item.page = page;
    item.heading.textContent = `Page ${page.label}`;
    item.paper.classList.toggle("stale", state.errors);
    item.paper.classList.remove("fresh");
    if (isChanged) {
      void item.paper.offsetWidth;
      item.paper.classList.add("fresh");
    }
  });
  return fresh;
}

// ── overlays ──
const isShown = (name) => byId(`show-${name}`).checked;
function overlay(item) {
  for (const old of item.paper.querySelectorAll(".over, .piece")) old.remove();
  const { width, height, grid, safe } = state.booklet;
  const n = [...leaves.children].indexOf(item);
  const over = shape("svg", { viewBox: `0 0 ${width} ${height}`, class: "over", "aria-hidden": "true" });
  const line = (kind, x1, y1, x2, y2) => over.append(shape("line", { class: kind, x1, y1, x2, y2 }));
  const frame = (kind, x, y, w, h) => over.append(shape("rect", { class: kind, x, y, width: w, height: h }));
  const left = grid.left[n % 2], foot = grid.head + grid.step * grid.lines;
  if (isShown("columns")) {
    frame("area", left, grid.head, grid.measure, foot - grid.head);
    for (const x of [left, left + grid.measure]) line("edge", x, 0, x, height);
    line("edge", 0, grid.head, width, grid.head);
    line("edge", 0, foot, width, foot);
    const first = grid.head + grid.step * grid.first;
    line("edge", left, first, left + grid.measure, first);
  }
  if (isShown("baselines")) {
    for (let row = 1; row <= grid.lines; row++) line("baseline", 0, grid.head + grid.step * row, width, grid.head + grid.step * row);
  }
  if (isShown("safe")) frame("safe", safe, safe, width - 2 * safe, height - 2 * safe);
  if (isShown("trim")) frame("trim", 0, 0, width, height);
  if (over.children.length) item.paper.append(over);
  if (isShown("order")) {
    (item.blocks ?? []).forEach((block, order) => {
      const piece = make("button", { className: "piece" }, make("span", { textContent: order + 1 }));
      piece.setAttribute("aria-label", `${order + 1}, ${block.role}: ${block.words}`);
      piece.addEventListener("click", (event) => { event.stopPropagation(); tell(item, block, true); });
      put(piece, block.area);
      item.paper.append(piece);
    });
  }
}
function put(element, [x, y, w, h]) {
  const { width, height } = state.booklet;
  const percent = (part, whole) => `${(part / whole) * 100}%`;
  Object.assign(element.style, { left: percent(x, width), top: percent(y, height), width: percent(w, width), height: percent(h, height) });
}
for (const name of OVERLAYS) {
  byId(`show-${name}`).addEventListener("change", () => { [...leaves.children].filter((it) => it.page).forEach(overlay); keep(); });
}

// ── from the page to the line of YAML ──
let chosen = null;
function choose(item, event) {
  const box = item.paper.getBoundingClientRect();
  const x = ((event.clientX - box.left) / box.width) * state.booklet.width;
  const y = ((event.clientY - box.top) / box.height) * state.booklet.height;
  const slack = 4;
  const hit = (item.blocks ?? []).filter(({ area: [left, top, w, h] }) =>
    x >= left - slack && x <= left + w + slack && y >= top - slack && y <= top + h + slack);
  hit.sort((one, two) => one.area[2] * one.area[3] - two.area[2] * two.area[3]);
  if (hit.length) tell(item, hit[0]);
  else tell(null);
}
function tell(item, block, isByKey = false) {
  document.querySelector(".chosen")?.remove();
  byId("block").hidden = !item;
  chosen = null;
  if (!item) return;
  const frame = make("div", { className: "chosen" });
  put(frame, block.area);
  item.paper.append(frame);
  chosen = { item, n: item.blocks.indexOf(block), words: block.words, source: block.source };
  const words = block.words.length > 90 ? `${block.words.slice(0, 90)}…` : block.words;
  byId("block-words").textContent = words;
  byId("block-words").lang = block.language ?? state.booklet.language;
  byId("block-place").textContent = block.source ? `${block.source[0]}, line ${block.source[1]}` : "made by the program";
  byId("block-open").hidden = !block.source;
  if (isByKey) byId(block.source ? "block-open" : "block-close").focus();
}
byId("block-open").addEventListener("click", () => openAt(...chosen.source));
byId("block-close").addEventListener("click", () => {
  const piece = chosen?.item.paper.querySelectorAll(".piece")[chosen.n];
  tell(null);
  piece?.focus();
});

async function openAt(file, line) {
  try {
    const answer = await fetch("open", { method: "POST", body: JSON.stringify({ file, line }) });
    say(await answer.text(), !answer.ok);
  } catch {
    say("The program does not answer.", true);
  }
}

// ── what is wrong ──
// Words in which `this` is code.
const worded = (text) => text.split("`").map((part, n) => (n % 2 ? make("code", { textContent: part }) : part));
let told = "";
function complaints() {
  const all = state.complaints;
  byId("wrong").hidden = all.length === 0;
  const counted = (n, word) => (n === 1 ? `1 ${word}` : `${n} ${word}s`);
  const n = { error: 0, warning: 0 };
  for (const it of all) n[it.severity] += 1;
  const parts = Object.entries(n).filter(([, n]) => n).map(([word, n]) => counted(n, word));
  // What is the same stays as it is, with whoever reads in it.
  const now = JSON.stringify([all, state.more]);
  if (now === told) return parts.join(" and ");
  told = now;
  const wasRead = byId("wrong").contains(document.activeElement);
  byId("wrong-heading").textContent = parts.join(" and ") + (state.more ? ` and ${state.more} more` : "");
  byId("complaints").replaceChildren(...all.map((it) => {
    const item = make("li", { className: it.severity });
    item.append(make("p", { className: "message" },
      make("span", { className: "kind", textContent: it.severity === "error" ? "Error: " : "Warning: " }), ...worded(it.message), " ",
      make("span", { className: "code", textContent: it.code })));
    if (it.place) {
      const { file, path, line, column, text: [before, marked, after] } = it.place;
      const code = make("pre", {}, before, make("mark", { textContent: marked || " " }), after);
      code.tabIndex = 0;
      code.setAttribute("aria-label", `The line: ${before}${marked}${after}`);
      code.setAttribute("role", "group");
      item.append(code);
      if (it.label) item.append(make("p", {}, ...worded(it.label)));
      const place = `${file ?? path}, line ${line}, column ${column}`;
      const button = make("button", { className: "place", textContent: place });
      button.addEventListener("click", () => openAt(file, line));
      item.append(file ? button : make("p", { textContent: place }));
    }
    if (it.help) item.append(make("p", {}, ...worded(it.help)));
    return item;
  }));
  if (wasRead) byId(all.length ? "wrong-heading" : "state").focus();
  return parts.join(" and ");
}

// ── views ──
const isList = () => view === "spreads" || view === "pages";
function show(next) {
  const back = anchor();
  if (isList()) listY = scrollY;
  const wasList = isList();
  view = next;
  byId("list").hidden = !isList();
  for (const it of document.querySelectorAll(".of-list")) it.hidden = !isList();
  leaves.classList.toggle("spreads", view === "spreads");
  for (const name of ["book", "sheets", "checklist"]) byId(name).hidden = name !== view;
  for (const name of VIEWS) byId(`view-${name}`).setAttribute("aria-pressed", String(name === view));
  if (!isList()) tell(null);
  if (needsSheets() && state && !made) fetch("state?after=0&sheets=1").catch(() => {});
  papers();
  if (wasList && isList()) back();
  else scrollTo(0, isList() ? listY : 0);
  keep();
}
const needsSheets = () => view === "sheets" || view === "checklist";
for (const name of VIEWS) byId(`view-${name}`).addEventListener("click", () => show(name));

// Draws the views that are looked at besides the list.
function papers() {
  if (!state?.booklet) return;
  const { pages, binding } = state.booklet;
  if (view === "book") book.take(pages.length, binding === "right");
  if (needsSheets()) {
    byId("sentence").textContent = !made ? "The sheets are being laid out." : made.refused || made.sentence;
    byId("checks").innerHTML = made?.checklist ?? "";
    if (made && !made.refused) sheets.take(made.stack, made.width);
    else byId("sheet-where").textContent = byId("sentence").textContent;
  }
}

// Where the list stands: gives what puts it back there when it has been laid out anew.
let listY = 0;
function anchor() {
  const top = byId("title").closest("header").getBoundingClientRect().bottom;
  const item = [...leaves.children].find((it) => it.getBoundingClientRect().bottom > top);
  if (!item || scrollY === 0) return () => {};
  const part = () => {
    const box = item.getBoundingClientRect();
    return [(top - box.top) / box.height, box];
  };
  const [before] = part();
  return () => {
    const [now, box] = part();
    scrollBy({ top: (before - now) * box.height, behavior: "instant" });
  };
}

function resize(next) {
  const back = anchor();
  zoom = Math.min(3, Math.max(0.5, next));
  document.documentElement.style.setProperty("--zoom", zoom);
  byId("percent").textContent = `${Math.round(zoom * 100)} %`;
  byId("smaller").disabled = zoom === ZOOMS[0];
  byId("larger").disabled = zoom === ZOOMS.at(-1);
  back();
  keep();
}
const larger = () => resize(ZOOMS.find((it) => it > zoom) ?? zoom);
const smaller = () => resize(ZOOMS.findLast((it) => it < zoom) ?? zoom);
byId("larger").addEventListener("click", larger);
byId("smaller").addEventListener("click", smaller);
byId("fit").addEventListener("click", () => resize(1));

let said = [""];
function say(text, isBad = false, target = null) {
  said = [text, isBad, target];
  byId("state").textContent = text;
  byId("state").parentElement.classList.toggle("bad", isBad);
  byId("go").hidden = target === null;
  if (target === null) return;
  byId("go").textContent = `Go to page ${state.booklet.pages[target].label}`;
  byId("go").onclick = () => leaves.children[target].scrollIntoView({ block: "start" });
}

// To the next page, or pair of pages, of the list.
function step(by) {
  const items = [...leaves.children];
  const top = byId("title").closest("header").getBoundingClientRect().bottom;
  const now = items.findLastIndex((it) => it.getBoundingClientRect().top <= top + 12);
  const seen = items[Math.max(0, now)]?.getBoundingClientRect().top;
  const wanted = by > 0
    ? items.find((it) => it.getBoundingClientRect().top > Math.max(seen, top) + 12)
    : items.findLast((it) => it.getBoundingClientRect().top < Math.min(seen, top) - 12);
  (wanted ?? items.at(by > 0 ? -1 : 0))?.scrollIntoView({ block: "start" });
}

addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "Escape") {
    for (const menu of document.querySelectorAll(".menu[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
    if (!byId("block").hidden) byId("block-close").click();
    return;
  }
  if (!byId("use-keys").checked && event.key.length === 1) return;
  const paper = { book, sheets }[view];
  const toggle = (name) => () => byId(`show-${name}`).click();
  const keys = {
    "+": larger, "=": larger, "-": smaller, 0: () => resize(1),
    n: () => step(1), p: () => step(-1),
    e: () => byId("wrong").hidden || byId("wrong-heading").focus(),
    z: () => document.querySelector(".zoom").click(),
  };
  VIEWS.forEach((name, n) => { keys[n + 1] = () => show(name); });
  if (isList()) for (const name of OVERLAYS) keys[name === "order" ? "r" : name[0]] = toggle(name);
  const act = paper?.key(event.key) ?? keys[event.key];
  if (!act) return;
  act();
  // Not also what the window does with such keys.
  if (event.key.length > 1) event.preventDefault();
});

// ── keeping the place over a reload ──
let isRestored = false;
function keep() {
  if (!isRestored) return;
  const overlays = OVERLAYS.filter(isShown);
  const place = { view, zoom, overlays, y: isList() ? scrollY : listY, opening: book.opening, sheet: sheets.sheet };
  sessionStorage.setItem("place", JSON.stringify(place));
}
function restore() {
  let place = {};
  try { place = JSON.parse(sessionStorage.getItem("place")) ?? {}; } catch { /* it is a new place then */ }
  for (const name of place.overlays ?? []) byId(`show-${name}`).checked = true;
  book.opening = place.opening ?? 0;
  sheets.sheet = place.sheet ?? 0;
  resize(place.zoom ?? 1);
  show(VIEWS.includes(place.view) ? place.view : "spreads");
  listY = place.y ?? 0;
  if (isList()) scrollTo(0, listY);
  isRestored = true;
}
addEventListener("pagehide", keep);

// ── news ──
async function render(next) {
  const isFirst = state === null;
  const isSaved = state?.saves !== next.saves;
  const nBefore = state?.booklet?.pages.length;
  const back = anchor();
  state = next;
  made = state.sheets ?? made;
  // What came with the news need not be fetched.
  for (const [address, text] of Object.entries(state.fresh)) {
    if (!fetched.has(address)) fetched.set(address, Promise.resolve(parsed(text)));
  }
  const wrong = complaints();
  if (state.booklet) {
    const { title, width, height, fit, language, direction, binding } = state.booklet;
    byId("title").textContent = title;
    byId("title").lang = language;
    byId("decisions").textContent = `Chosen by the fit: ${fit}.`;
    leaves.dir = binding === "right" ? "rtl" : "ltr";
    byId("checks").lang = "en";
    document.documentElement.style.setProperty("--ratio", width / height);
    document.documentElement.style.setProperty("--spread", `${2 * width} / ${height}`);
    for (const block of [byId("block-words")]) block.dir = direction;
  }
  document.title = `${wrong ? `(${wrong}) ` : ""}${state.booklet?.title ?? "bifolio"}`;
  const fresh = list();
  forget();
  if (isFirst) restore();
  else papers();
  if (isList() && !isFirst) back();
  const names = fresh.map((n) => state.booklet.pages[n].label);
  const n = state.booklet?.pages.length;
  const counted = nBefore !== undefined && n !== nBefore ? ` Now ${n} pages, ${nBefore} before.` : "";
  const changed = names.length > 4 ? `${names.length} pages changed.` : names.length ? `Changed: page ${names.join(", ")}.` : counted ? "" : "Nothing changed on the pages.";
  if (!isSaved) { /* only the sheets came, and were not asked about */ }
  else if (state.errors) say(state.booklet ? `${wrong}. These are the last good pages.` : `${wrong}. There are no pages yet.`, true);
  else if (isFirst) say(`${state.booklet.pages.length} pages. Every save shows here.`);
  else say(`Saved.${counted} ${changed}`, false, fresh.length ? fresh[0] : null);
  await Promise.all([...leaves.children].filter((it) => it.isNear).map(draw));
  // Two frames later it is on the screen.
  requestAnimationFrame(() => requestAnimationFrame(() => {
    if (state === next) document.documentElement.dataset.shown = next.version;
  }));
  for (const item of [...leaves.children]) {
    if (state !== next) return;
    await read(item);
  }
  document.documentElement.dataset.read = next.version;
}

async function listen() {
  let before = null;
  for (;;) {
    const sheets = needsSheets() ? "&sheets=1" : "";
    const answer = await fetch(`state?after=${state?.version ?? 0}${sheets}`).catch(() => null);
    const next = answer?.status === 200 ? await answer.json().catch(() => null) : null;
    if (next || answer?.status === 204) {
      if (before) say(...before);
      before = null;
      // Pages are read through while the next save is waited for.
      if (next) render(next);
    } else {
      before ??= said;
      say("The program has ended. Start it again and open the address it says.", true);
      await new Promise((done) => setTimeout(done, 1500));
    }
  }
}
listen();
