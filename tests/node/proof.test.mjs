// The fold proof as a file: it works without the program and the network, for both bindings.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { launch, open, pictures, run } from "./common.mjs";

let browser;
before(async () => {
  browser = await launch();
  run("build", "content/khojaly", "--proof", "--output", "out/browser", "--quiet");
});
after(() => browser.close());

const made = path.join(pictures, "khojaly-proof.html");
// No language that is read from right to left is set yet, so the file of one is made from another's.
function boundRight() {
  const html = fs.readFileSync(made, "utf8").replace(/(<script type="application\/json" id="data">)(.*)(<\/script>)/, (_, open, json, close) => {
    const data = JSON.parse(json);
    data.binding = "right";
    for (const sheet of data.sheets) { sheet.front.reverse(); sheet.back.reverse(); }
    return open + JSON.stringify(data) + close;
  });
  const file = made.replace(".html", "-right.html");
  fs.writeFileSync(file, html);
  return file;
}

test("it leafs, turns and folds to the right pages for both bindings", async () => {
  for (const binding of ["left", "right"]) {
    const page = await open(browser, `file://${binding === "left" ? made : boundRight()}`);
    const as = (pair) => (binding === "right" ? [...pair].reverse() : pair);
    const halves = () => page.$$eval(".half", (all) => all.map((half) => half.querySelector("img")?.alt ?? null));
    const onwards = binding === "right" ? "ArrowLeft" : "ArrowRight";
    assert.deepEqual(await halves(), as([null, "Page 1"]));
    // With the leaf turning: the page that lifts is the one that was read, the one behind it is the next.
    await page.keyboard.press(onwards);
    const turning = await page.$$eval(".leaf .face img", (all) => all.map((it) => it.alt));
    assert.deepEqual(turning, ["Page 1", "Page 2"]);
    await page.waitForSelector(".leaf", { state: "detached" });
    assert.deepEqual(await halves(), as(["Page 2", "Page 3"]));
    await page.keyboard.press("2");
    const where = () => page.locator("#sheet-where").textContent();
    assert.match(await where(), binding === "left" ? /^Sheet 1 of 2, front: 8 \| 1/ : /^Sheet 1 of 2, front: 1 \| 8/);
    await page.keyboard.press("t");
    assert.match(await where(), binding === "left" ? /back: 2 \| 7/ : /back: 7 \| 2/);
    await page.keyboard.press("f");
    assert.match(await where(), /folded/);
    // Creep is seen only when it is exaggerated: towards the spine, on both sides of it.
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("c");
    const moved = await page.$$eval("#sheet-paper .face.front img", (all) => all.map((it) => parseFloat(it.style.left)));
    assert.ok(moved[0] > 0 && moved[1] < 0, moved.join(" "));
    assert.ok(page.fetched.every((it) => /^(file|data):/.test(it)));
    assert.deepEqual(page.wrong, []);
    await page.context().close();
  }
});

test("without scripts, and in print, it is a contact sheet with the checklist", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`file://${made}`);
  assert.equal(await page.locator("#pages img:visible").count(), 8);
  assert.ok(await page.locator("#checklist").isVisible());
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("#pages img:visible").count(), 8);
  assert.ok(await page.locator("#checklist").isVisible());
  assert.ok(await page.locator("#book").isHidden());
  await context.close();
});
