// axe-core finds nothing in any view, of the live page and of the fold proof, in light and dark.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { copyOf, launch, open, pictures, run, shown, wait, watch } from "./common.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

// What axe finds, in light and in dark surroundings.
async function violations(page, name) {
  const found = [];
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await wait(50);
    const { violations } = await page.evaluate(() => window.axe.run());
    for (const it of violations) found.push(`${name}, ${colorScheme}: ${it.id}: ${it.nodes.map((node) => node.target).join(" ")}`);
    await page.screenshot({ path: path.join(pictures, `${name}-${colorScheme}.png`) });
  }
  return found;
}

test("the live page", async (t) => {
  const folder = copyOf("content/showcase");
  const live = await watch(folder);
  t.after(() => { live.end(); fs.rmSync(path.dirname(folder), { recursive: true }); });
  const page = await open(browser, live.address, { bypassCSP: true });
  const version = await shown(page);
  await page.addScriptTag({ path: axe });
  const found = [];
  for (const [key, name] of [["1", "spreads"], ["2", "pages"], ["3", "book"], ["4", "sheets"], ["5", "checklist"]]) {
    await page.keyboard.press(key);
    await wait(300);
    found.push(...await violations(page, `live-${name}`));
  }
  await page.keyboard.press("1");
  for (const key of ["t", "s", "b", "c", "r"]) await page.keyboard.press(key);
  await page.locator("#leaves li:nth-child(2) .piece").first().click();
  found.push(...await violations(page, "live-overlays"));
  await page.locator("#overlays summary").click();
  found.push(...await violations(page, "live-menu"));
  await page.keyboard.press("Escape");
  const file = path.join(folder, "booklet.yaml");
  fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace(/^title:/m, "titel:"));
  await shown(page, version);
  found.push(...await violations(page, "live-mistake"));
  await page.setViewportSize({ width: 420, height: 800 });
  found.push(...await violations(page, "live-narrow"));
  assert.deepEqual(found, []);
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});

test("the fold proof", async () => {
  run("build", "content/showcase", "--proof", "--output", "out/browser", "--quiet");
  const page = await open(browser, `file://${path.join(pictures, "showcase-proof.html")}`, { bypassCSP: true });
  await page.addScriptTag({ path: axe });
  const found = [];
  for (const [key, name] of [["1", "book"], ["2", "sheets"], ["3", "pages"], ["4", "checklist"]]) {
    await page.keyboard.press(key);
    found.push(...await violations(page, `proof-${name}`));
  }
  assert.deepEqual(found, []);
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});
