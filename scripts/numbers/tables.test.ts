import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildShortNumbers } from "./build-short-numbers.ts";
import { lineDifferences } from "./line-differences.ts";
import { buildVerdicts, changedVerdicts, verdictsFile } from "./verdicts.ts";

const table = join(import.meta.dirname, "../../packages/domain/src/numbers/tables/short-numbers.ts");
const REVIEW = "review `npm run numbers:tables -- --check`, then accept it by `npm run numbers:tables`";

describe("what is generated of the safety net", () => {
  it("is what its sources make it", () => {
    expect(lineDifferences(readFileSync(table, "utf8"), buildShortNumbers()), REVIEW).toEqual([]);
  });

  it("an upgrade of libphonenumber changes no verdict that nobody looked at", () => {
    expect(changedVerdicts(), REVIEW).toEqual([]);
  });

  it("has numbers of every region and type that the library knows", () => {
    const now = readFileSync(verdictsFile, "utf8");
    expect(lineDifferences(now, buildVerdicts(false)), REVIEW).toEqual([]);
    expect(now.split("\n").length).toBeGreaterThan(3000);
  });

  it("names the lines that differ, whatever their order", () => {
    expect(lineDifferences("a\nb\nc", "c\na\nd")).toEqual(["- b", "+ d"]);
  });
});
