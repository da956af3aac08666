import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../root.ts";
import { INNOCENT, PLANTED } from "./planted.ts";

interface Finding {
  code: string;
  filename: string;
  message: string;
}

const RULES = "scripts/house/rules";
const folder = mkdtempSync(join(tmpdir(), "callping-planted-"));
let findings: Finding[] = [];

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

/** oxlint's findings for the planted tree, with the very configuration of this repository. */
async function lint(): Promise<Finding[]> {
  const output = await new Promise<string>((resolve) => {
    const oxlint = join(root, "node_modules/.bin/oxlint");
    execFile(oxlint, ["-f", "json"], { cwd: folder, maxBuffer: 1 << 24 }, (_error, stdout) =>
      resolve(stdout),
    );
  });
  const report: { diagnostics: Finding[] } = JSON.parse(output);
  return report.diagnostics;
}

beforeAll(async () => {
  for (const file of [".oxlintrc.json", RULES])
    cpSync(join(root, file), join(folder, file), { recursive: true });
  write("tsconfig.json", JSON.stringify({ compilerOptions: { strict: true, types: [] } }));
  for (const { file, code } of PLANTED) write(file, code);
  for (const [file, code] of Object.entries(INNOCENT)) write(file, code);
  findings = await lint();
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const foundIn = (file: string) => findings.filter(({ filename }) => filename === file);

describe("a planted violation", () => {
  it.each(PLANTED)("$rule sees $file", ({ file, rule, says }) => {
    const seen = foundIn(file).filter(({ code }) => code === rule);
    expect(seen.map(({ message }) => message)).toContainEqual(expect.stringContaining(says));
  });
});

describe("innocent code", () => {
  it.each(Object.keys(INNOCENT))("%s breaks no rule of the house", (file) => {
    expect(foundIn(file).filter(({ code }) => code.startsWith("house("))).toEqual([]);
  });
});
