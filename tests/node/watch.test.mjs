// The live page: every save is seen, mistakes are told and cleared, keys alone suffice.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { copyOf, launch, open, pictures, root, run, shown, wait, watch } from "./common.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

// A booklet being watched, with the page that shows it; ended with the test.
async function watching(t, booklet, options = {}) {
  const folder = copyOf(booklet);
  const live = await watch(folder);
  const page = await open(browser, live.address, options);
  t.after(async () => {
    await page.context().close();
    live.end();
    fs.rmSync(path.dirname(folder), { recursive: true });
  });
  const file = path.join(folder, "booklet.yaml");
  return { page, file, live, yaml: fs.readFileSync(file, "utf8"), version: await shown(page) };
}
const text = (page, id) => page.locator(`#${id}`).textContent();
const pages = (page) => page.locator("#leaves > li");
const press = async (page, ...keys) => { for (const key of keys) await page.keyboard.press(key); };
// What is drawn of each page; nothing of those far from the window.
const drawn = (page) => page.$$eval("#leaves > li", (all) => all.map((it) => it.querySelector("svg.page")?.outerHTML ?? null));

// Notes when a page is drawn: in milliseconds since 1970, as here.
const clock = (page) => page.evaluate(() => {
  const isDrawing = (node) => node.classList?.contains("page");
  new MutationObserver((changes) => {
    if (changes.some((it) => [...it.addedNodes].some(isDrawing))) window.drawnAt = performance.timeOrigin + performance.now();
  }).observe(document, { subtree: true, childList: true });
});
// Saves one after the other; says how long each took. Reported, not judged: machines differ.
async function timed(page, file, version, saves) {
  const times = [];
  let now = version;
  for (const saved of saves) {
    const begun = performance.timeOrigin + performance.now();
    fs.writeFileSync(file, saved);
    now = await shown(page, now);
    times.push((await page.evaluate(() => window.drawnAt)) - begun);
    await wait(100);
  }
  times.sort((one, other) => one - other);
  return `from the save to the drawn page: median ${times[times.length >> 1].toFixed(0)} ms, longest ${times.at(-1).toFixed(0)} ms`;
}

test("the page shows the booklet, and fetches from its own address only", async (t) => {
  const first = await watching(t, "content/khojaly");
  const { page, live } = first;
  assert.equal(await pages(page).count(), 8);
  assert.equal(await text(page, "title"), "Khojaly");
  await page.screenshot({ path: path.join(pictures, "spreads.png") });
  assert.match(await text(page, "decisions"), /8 pages/);
  assert.equal(await page.title(), "Khojaly");
  assert.ok(page.fetched.every((it) => it.startsWith(live.address)), page.fetched.join("\n"));
  await clock(page);
  const { file, yaml, version } = first;
  t.diagnostic(await timed(page, file, version, Array.from({ length: 9 }, (_, n) => yaml.replace(/^subtitle: .*/m, `subtitle: Save ${n}`))));
  assert.deepEqual(page.wrong, []);
});

test("a save is on the screen at once, on its own page, and the place is kept", async (t) => {
  const { page, file, yaml, version } = await watching(t, "content/showcase");
  await press(page, "n", "n");
  const y = await page.evaluate(() => scrollY);
  assert.ok(y > 300);
  const before = await drawn(page);
  await clock(page);
  const saves = Array.from({ length: 9 }, (_, round) =>
    yaml.replace("Two readers take turns.", `Two readers take their turns, ${"by day ".repeat(round + 1)}.`));
  t.diagnostic(await timed(page, file, version, saves));
  const changed = (await drawn(page)).map((it, n) => (it === before[n] || before[n] === null ? null : n + 1)).filter((it) => it);
  assert.deepEqual(changed, [4], "the foreword stands on page 4");
  assert.match(await text(page, "state"), /Saved. Changed: page 4/);
  assert.equal(await page.evaluate(() => scrollY), y);
  assert.deepEqual(page.wrong, []);
});

test("a mistake is shown beside the pages, and its repair clears it", async (t) => {
  const { page, file, yaml, version } = await watching(t, "content/khojaly");
  await press(page, "n");
  const place = await pages(page).nth(2).boundingBox();
  const before = await drawn(page);
  fs.writeFileSync(file, yaml.replace(/^title:/m, "titel:"));
  const wrong = await shown(page, version);
  assert.equal(await text(page, "wrong-heading"), "1 error");
  const said = await text(page, "complaints");
  assert.match(said, /titel is not a key that is known here/);
  assert.match(said, /booklet.yaml, line 6, column 1/);
  assert.match(said, /did you mean title\?/);
  assert.match(await text(page, "state"), /last good pages/);
  assert.match(await page.title(), /^\(1 error\)/);
  assert.deepEqual(await drawn(page), before);
  // The pages are smaller beside it; the same one is still looked at.
  const moved = await pages(page).nth(2).boundingBox();
  assert.ok(Math.abs(moved.y - place.y) < 40, `${place.y} to ${moved.y}`);
  await page.screenshot({ path: path.join(pictures, "mistake.png") });

  fs.writeFileSync(file, yaml);
  await shown(page, wrong);
  assert.ok(await page.locator("#wrong").isHidden());
  assert.equal(await page.title(), "Khojaly");
  assert.ok(!/last good pages/.test(await text(page, "state")));
});

test("twenty saves leave no stale page and nothing behind", async (t) => {
  const { page, file, yaml, version } = await watching(t, "content/showcase");
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable");
  const measure = async () => {
    await devtools.send("HeapProfiler.collectGarbage");
    const { metrics } = await devtools.send("Performance.getMetrics");
    const of = (name) => metrics.find((it) => it.name === name).value;
    return { heap: of("JSHeapUsedSize"), nodes: of("Nodes") };
  };
  let now = version, settled;
  for (let round = 0; round < 20; round++) {
    const words = `Two readers take turns, for the ${round + 1}. time.`;
    fs.writeFileSync(file, yaml.replace("Two readers take turns.", words));
    now = await shown(page, now);
    const read = await pages(page).nth(3).locator(".unseen").textContent();
    assert.ok(read.includes(words), `round ${round}: ${read.slice(0, 400)}`);
    if (round === 4) settled = await measure();
  }
  const last = await measure();
  t.diagnostic(`heap ${(settled.heap / 1e6).toFixed(1)} → ${(last.heap / 1e6).toFixed(1)} MB, nodes ${settled.nodes} → ${last.nodes}`);
  assert.ok(last.heap < settled.heap * 1.2);
  assert.ok(last.nodes < settled.nodes * 1.2);
  // What is on the screen is what a page opened now shows.
  const other = await open(browser, page.url());
  await shown(other);
  assert.deepEqual(await drawn(page), await drawn(other));
  await other.context().close();
});

test("it is told what a save changed, also when pages come and go", async (t) => {
  const { page, file, yaml, version } = await watching(t, "content/khojaly");
  const save = async (text, now) => { fs.writeFileSync(file, text); return shown(page, now); };
  // A remark changes no page.
  let now = await save(`# A remark\n${yaml}`, version);
  assert.equal(await text(page, "state"), "Saved. Nothing changed on the pages.");
  const more = yaml.replace("  - contents: {}", "  - contents: {}\n  - notes_page: {}\n  - notes_page: {}\n  - notes_page: {}\n  - notes_page: {}");
  now = await save(more, now);
  const n = await pages(page).count();
  assert.ok(n > 8);
  assert.match(await text(page, "state"), new RegExp(`^Saved. Now ${n} pages, 8 before. `));
  now = await save(yaml, now);
  assert.equal(await pages(page).count(), 8);
  assert.match(await text(page, "state"), new RegExp(`^Saved. Now 8 pages, ${n} before.`));
  // The sheets come after the pages, and are no save.
  await press(page, "4");
  await page.waitForSelector("#sheet-paper .face");
  now = await shown(page, now);
  now = await save(yaml.replace("title: Khojaly", "title: Khojaly again"), now);
  const said = await text(page, "state");
  assert.match(said, /^Saved. \d+ pages changed|^Saved. Changed/);
  await wait(400);
  assert.equal(await text(page, "state"), said);
  // While it does not answer, that is said; and then what was said before.
  await page.route("**/state?*", (route) => route.abort());
  await save(yaml, 0);
  await page.waitForFunction(() => /has ended/.test(document.getElementById("state").textContent));
  await page.unroute("**/state?*");
  await page.waitForFunction(() => /^Saved/.test(document.getElementById("state").textContent));
});

test("all words can be heard and searched, also of pages that are not drawn yet", async (t) => {
  const { page, file, yaml } = await watching(t, "content/showcase");
  const isRead = (version) => page.waitForFunction((version) => Number(document.documentElement.dataset.read) > version, version);
  await isRead(0);
  const words = () => page.$$eval("#leaves .unseen", (all) => all.map((it) => it.textContent));
  const all = await words();
  assert.equal(all.length, 24);
  assert.ok(all.at(-1).length > 0 && all.filter((it) => it).length > 18, all.map((it) => it.length).join(" "));
  assert.ok(await page.$$eval("#leaves svg.page", (drawn) => drawn.length) < 24);
  const version = await page.evaluate(() => Number(document.documentElement.dataset.read));
  fs.writeFileSync(file, yaml.replace("Keeper of the record", "Keeper of the book"));
  await isRead(version);
  assert.ok((await words()).join().includes("Keeper of the book"));
});

test("whoever reads on while it is saved stays where they are", async (t) => {
  const { page, file, yaml, version } = await watching(t, "content/showcase");
  const focused = () => page.evaluate(() => [document.activeElement.className, document.activeElement.textContent]);
  await press(page, "r");
  await page.locator("#leaves li:nth-child(4) .piece").nth(2).focus();
  const before = await focused();
  assert.equal(before[0], "piece");
  fs.writeFileSync(file, yaml.replace("Two readers take turns.", "Two readers take their turns."));
  let now = await shown(page, version);
  await page.waitForFunction((now) => Number(document.documentElement.dataset.read) >= now, now);
  assert.deepEqual(await focused(), before);
  // What was chosen is followed to its new line.
  await page.keyboard.press("Enter");
  const line = async () => Number((await text(page, "block-place")).match(/line (\d+)/)[1]);
  const was = await line();
  fs.writeFileSync(file, yaml.replace("Two readers take turns.", "Two readers take their turns.").replace("bifolio: 1", "# one\n# two\nbifolio: 1"));
  now = await shown(page, now);
  await page.waitForFunction((now) => Number(document.documentElement.dataset.read) >= now, now);
  assert.equal(await line(), was + 2);
  assert.equal(await page.locator(".chosen").count(), 1);
  // A complaint that stays keeps who reads it; one that goes leads to what is said then.
  fs.writeFileSync(file, yaml.replace(/^title:/m, "titel:"));
  now = await shown(page, now);
  await page.locator("aside .place").first().focus();
  fs.writeFileSync(file, `${yaml.replace(/^title:/m, "titel:")}\n# more\n`);
  now = await shown(page, now);
  assert.equal((await focused())[0], "place");
  fs.writeFileSync(file, yaml);
  await shown(page, now);
  assert.equal(await page.evaluate(() => document.activeElement.id), "state");
});

test("a clipped logo is clipped wherever it is shown", async (t) => {
  const folder = copyOf("content/showcase");
  fs.writeFileSync(path.join(folder, "pictures/logo-ring.svg"), `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">
    <clipPath id="c"><circle cx="50" cy="50" r="40"/></clipPath><g clip-path="url(#c)"><rect width="100" height="100" fill="#7a1420"/></g></svg>`);
  const live = await watch(folder);
  const page = await open(browser, live.address);
  t.after(async () => { await page.context().close(); live.end(); fs.rmSync(path.dirname(folder), { recursive: true }); });
  await shown(page);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await press(page, "3", "End", "p");
  const clips = page.locator("#book-paper clipPath");
  const isDrawn = () => [...document.querySelectorAll("#book-paper .paper")].every((it) => it.querySelector("svg"));
  await page.waitForFunction(isDrawn);
  for (let n = 0; n < 30 && (await clips.count()) === 0; n++) {
    await press(page, "p");
    await page.waitForFunction(isDrawn);
  }
  assert.ok(await clips.count() > 0, "the logo is on a page");
  const names = await page.$$eval("[id]", (all) => all.map((it) => it.id));
  assert.equal(new Set(names).size, names.length, "every name stands once");
  const wanted = await page.$$eval("#book-paper [clip-path]", (all) => all.map((it) => it.getAttribute("clip-path")));
  for (const url of wanted) assert.ok(names.includes(url.slice(5, -1)), url);
});

test("every page looks as the PDF does", async (t) => {
  const { page } = await watching(t, "content/showcase");
  const folder = path.join(root, "out/browser/pdf");
  run("build", "content/showcase", "--output", path.join(root, "out/browser/showcase.pdf"), "--png", folder, "--dpi", "96");
  const state = await page.evaluate(() => fetch("state?after=0").then((answer) => answer.json()));
  const { width, height } = state.booklet;
  const size = { width: Math.round(width / 0.75), height: Math.round(height / 0.75) };
  const comparing = await open(browser, "about:blank");
  const worst = [];
  for (const [n, { drawing }] of state.booklet.pages.entries()) {
    await page.evaluate(async ([address, { width, height }]) => {
      const svg = await (await fetch(address)).text();
      document.body.innerHTML = `<div id="alone"></div>`;
      const alone = document.getElementById("alone");
      Object.assign(alone.style, { position: "fixed", left: 0, top: 0, width: `${width}px`, height: `${height}px`, background: "#fff" });
      alone.innerHTML = svg;
      await Promise.all([...alone.querySelectorAll("image")].map((it) => new Promise((done) => {
        const image = new Image();
        image.onload = image.onerror = done;
        image.src = it.getAttribute("href");
      })));
    }, [drawing, size]);
    await page.setViewportSize(size);
    await wait(50);
    const seen = (await page.screenshot()).toString("base64");
    const printed = fs.readFileSync(path.join(folder, `showcase-${String(n + 1).padStart(2, "0")}.png`)).toString("base64");
    // The largest difference of the mean gray of two squares of 12 pixels: hides how edges are smoothed,
    // shows a letter that stands elsewhere.
    worst.push(await comparing.evaluate(async ([one, other, { width, height }]) => {
      const pixels = await Promise.all([one, other].map(async (base64) => {
        const image = new Image();
        image.src = `data:image/png;base64,${base64}`;
        await image.decode();
        const canvas = new OffscreenCanvas(width, height).getContext("2d");
        canvas.drawImage(image, 0, 0, width, height);
        return canvas.getImageData(0, 0, width, height).data;
      }));
      let worst = 0;
      for (let top = 0; top + 12 <= height; top += 12) {
        for (let left = 0; left + 12 <= width; left += 12) {
          const sums = pixels.map((data) => {
            let sum = 0;
            for (let y = top; y < top + 12; y++) for (let x = left; x < left + 12; x++) {
              const at = (y * width + x) * 4;
              sum += data[at] + data[at + 1] + data[at + 2];
            }
            return sum / (144 * 3);
          });
          worst = Math.max(worst, Math.abs(sums[0] - sums[1]));
        }
      }
      return Math.round(worst);
    }, [seen, printed, size]));
  }
  t.diagnostic(`largest difference of a square on each page, of 255: ${worst.join(" ")}`);
  assert.ok(worst.every((it) => it <= 40), worst.join(" "));
  await comparing.context().close();
});

// The state as the program would tell it of a booklet bound on the right. No language that is read from
// right to left is set yet, so the answer is changed on its way.
const boundRight = (page) => page.route("**/state?*", async (route) => {
  const answer = await route.fetch({ timeout: 0 }).catch(() => null);
  if (answer?.status() !== 200) return answer ? route.fulfill({ response: answer }) : route.abort().catch(() => {});
  const state = await answer.json();
  if (state.booklet) Object.assign(state.booklet, { binding: "right", direction: "rtl" });
  for (const sheet of state.sheets?.stack ?? []) {
    sheet.front.reverse();
    sheet.back.reverse();
  }
  return route.fulfill({ response: answer, json: state });
});

test("book and sheets turn to the right pages for both bindings", async (t) => {
  for (const binding of ["left", "right"]) {
    const options = binding === "right" ? { before: boundRight } : {};
    const { page } = await watching(t, "content/khojaly", options);
    await page.emulateMedia({ reducedMotion: "reduce" });
    const [onwards, back] = binding === "right" ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
    const labels = (selector) => page.$$eval(selector, (all) => all.map((it) => it.getAttribute("aria-label")));

    // Spreads: the first page alone, then pairs, the lower number where reading begins.
    const place = async (n) => (await pages(page).nth(n).boundingBox()).x;
    assert.equal((await place(1)) < (await place(2)), binding === "left");
    assert.equal((await place(0)) === (await place(2)), true);

    await press(page, "3");
    const halves = async () => [await labels("#left > .paper"), await labels("#right > .paper")];
    const cover = [[], ["Page 1"]];
    const first = [["Page 2"], ["Page 3"]];
    const as = (pair) => (binding === "right" ? [...pair].reverse() : pair);
    assert.deepEqual(await halves(), as(cover));
    await press(page, onwards);
    assert.deepEqual(await halves(), as(first));
    await press(page, back);
    assert.deepEqual(await halves(), as(cover));
    await press(page, "End");
    assert.deepEqual(await halves(), as([["Page 8"], []]));
    await page.screenshot({ path: path.join(pictures, `book-${binding}.png`) });

    await press(page, "4");
    await page.waitForSelector("#sheet-paper .face");
    const side = (name) => labels(`#sheet-paper .face.${name} > .paper`);
    const outer = binding === "left" ? ["Page 8", "Page 1"] : ["Page 1", "Page 8"];
    assert.deepEqual(await side("front"), outer);
    // Behind page 1 is page 2: the same half of the paper.
    const behind = await page.$$eval("#sheet-paper .part", (parts) => parts.map((part) =>
      [...part.querySelectorAll(".paper")].map((it) => it.getAttribute("aria-label"))));
    assert.deepEqual(behind, binding === "left" ? [["Page 8", "Page 7"], ["Page 1", "Page 2"]] : [["Page 1", "Page 2"], ["Page 8", "Page 7"]]);
    await press(page, "t");
    const pair = binding === "left" ? "2 \\| 7" : "7 \\| 2";
    assert.match(await text(page, "sheet-where"), new RegExp(`Sheet 1 of 2, back: ${pair}`));
    await press(page, "ArrowRight");
    const inner = binding === "left" ? "6 \\| 3" : "3 \\| 6";
    assert.match(await text(page, "sheet-where"), new RegExp(`Sheet 2 of 2, front: ${inner}`));
    await press(page, "f");
    assert.equal(await page.locator("#fold").getAttribute("aria-pressed"), "true");
    await page.screenshot({ path: path.join(pictures, `fold-${binding}.png`) });
  }
});

test("the keyboard alone suffices", async (t) => {
  const { page, file, yaml, version } = await watching(t, "content/khojaly");
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.className || document.activeElement.tagName);
  // By the tab key to everything in the head, in the order in which it stands.
  const seen = [];
  for (let n = 0; n < 12; n++) {
    await press(page, "Tab");
    seen.push(await focused());
  }
  assert.deepEqual(seen.slice(0, 8), ["view-spreads", "view-pages", "view-book", "view-sheets", "view-checklist", "smaller", "fit", "larger"]);
  assert.deepEqual(seen.slice(8, 10), ["SUMMARY", "SUMMARY"]);
  // A menu opens, its boxes are reached and set, and Escape leads back.
  await page.locator("#overlays summary").focus();
  await press(page, "Enter", "Tab", "Tab", "Space");
  assert.equal(await focused(), "show-safe");
  assert.ok(await page.locator("#leaves .over .safe").count() > 0);
  await press(page, "Escape");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Show");
  assert.ok(!(await page.locator("#overlays").evaluate((it) => it.open)));
  // From a piece of a page to its line, and back.
  await press(page, "r");
  await page.locator("#leaves li:nth-child(3) .piece").first().focus();
  await press(page, "Enter");
  assert.equal(await focused(), "block-open");
  assert.match(await text(page, "block-place"), /^booklet.yaml, line \d+$/);
  await press(page, "Escape");
  assert.equal(await focused(), "piece");
  // Views, size and pages by one key; and not when such keys are turned off.
  await press(page, "r", "2", "+");
  assert.equal(await page.locator("#view-pages").getAttribute("aria-pressed"), "true");
  assert.equal(await text(page, "percent"), "125 %");
  const y = await page.evaluate(() => scrollY);
  await press(page, "n");
  assert.ok(await page.evaluate(() => scrollY) > y);
  await page.locator("#use-keys").evaluate((it) => it.click());
  await press(page, "3");
  assert.equal(await page.locator("#view-pages").getAttribute("aria-pressed"), "true");
  await page.locator("#use-keys").evaluate((it) => it.click());
  // To the first thing that is wrong, and on to its place.
  fs.writeFileSync(file, yaml.replace(/^title:/m, "titel:"));
  await shown(page, version);
  await press(page, "e");
  assert.equal(await focused(), "wrong-heading");
  await press(page, "Tab", "Tab");
  assert.equal(await focused(), "place");
});

test("what was looked at is there again after a reload", async (t) => {
  const { page } = await watching(t, "content/khojaly");
  await press(page, "2", "n", "n", "b");
  const y = await page.evaluate(() => scrollY);
  await page.reload();
  await shown(page);
  assert.equal(await page.locator("#view-pages").getAttribute("aria-pressed"), "true");
  assert.ok(await page.locator("#show-baselines").isChecked());
  assert.ok(Math.abs((await page.evaluate(() => scrollY)) - y) < 3);
  assert.deepEqual(page.wrong, []);
});
