import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { wordProblems } from "./words.ts";

const folder = mkdtempSync(join(tmpdir(), "callping-words-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Joined here, so that this file does not hold the words itself.
const PLANTED = [
  { file: "docs/a.md", text: `see ${["", "home", "someone", "notes"].join("/")}` },
  { file: "src/b.ts", text: `const at = "${["", "root", "x"].join("/")}";` },
  { file: "src/c.ts", text: `// ${["TO", "DO"].join("")} later` },
  { file: "src/d.test.ts", text: `${["it", "only"].join(".")}("x", () => {});` },
  { file: "src/e.test.ts", text: `${["describe", "skip"].join(".")}("x", () => {});` },
  { file: "package-lock.json", text: ['"resolved": "https', '//registry.example/x.tgz"'].join(":") },
];
const INNOCENT = [
  { file: "src/f.ts", text: `const url = "https://example.com${["", "home", "x"].join("/")}";` },
  { file: "src/g.ts", text: "stream.skip(3); const todo = 1;" },
  { file: "node_modules/h/i.ts", text: `// ${["TO", "DO"].join("")}` },
  { file: ".callping-test/j.ts", text: `// ${["TO", "DO"].join("")}` },
];

for (const { file, text } of [...PLANTED, ...INNOCENT]) {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), `first line\n${text}\n`);
}

describe("forbidden words", () => {
  it("are found where they stand, and nowhere else", () => {
    const places = wordProblems(folder).map((problem) => problem.split(": ")[0]);
    expect(places).toEqual(PLANTED.map(({ file }) => `${file}:2`).toSorted());
  });
});
