// What the browser tests share: a program that watches a copy of a booklet, a browser, and a page in it.
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const root = fileURLToPath(new URL("../..", import.meta.url));
export const program = path.resolve(root, process.env.BIFOLIO ?? "target/release/bifolio");
export const pictures = path.join(root, "out/browser");
fs.mkdirSync(pictures, { recursive: true });

export const launch = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

// A copy of a booklet of this repository.
export function copyOf(booklet) {
  const folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "bifolio-")), path.basename(booklet));
  fs.cpSync(path.join(root, booklet), folder, { recursive: true });
  return folder;
}

// Runs the program to its end.
export function run(...args) {
  const ended = spawnSync(program, args, { cwd: root, encoding: "utf8" });
  if (ended.status !== 0) throw new Error(`bifolio ${args.join(" ")}: ${ended.stderr}`);
}

// A program that watches a folder.
export async function watch(folder, ...args) {
  const child = spawn(program, ["watch", folder, ...args], { stdio: ["ignore", "pipe", "ignore"] });
  const address = await new Promise((done, failed) => {
    child.stdout.once("data", (text) => done(String(text).trim()));
    child.once("exit", (code) => failed(new Error(`it ended with ${code}`)));
  });
  return { address, end: () => child.kill() };
}

// A page that notes whatever goes wrong in it, and everything it fetches.
export async function open(browser, address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, bypassCSP: options.bypassCSP });
  const page = await context.newPage();
  page.wrong = [];
  page.fetched = [];
  page.on("pageerror", (error) => page.wrong.push(String(error)));
  page.on("console", (message) => { if (message.type() === "error") page.wrong.push(message.text()); });
  page.on("request", (request) => page.fetched.push(request.url()));
  if (options.before) await options.before(page);
  await page.goto(address);
  return page;
}

// Waits until something newer than a version is on the screen; gives its version.
export async function shown(page, after = 0) {
  const newer = await page.waitForFunction(
    (after) => {
      const now = Number(document.documentElement.dataset.shown ?? 0);
      return now > after ? now : false;
    },
    after,
    { polling: "raf" },
  );
  return newer.jsonValue();
}

export const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
