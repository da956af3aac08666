import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../house/root.ts";
import { failuresOf } from "./vitest-stage.ts";

const passed = { fullName: "rings", status: "passed", failureMessages: [] };

describe("the failures of a vitest report", () => {
  it("are named by file, test and the first line of the error", () => {
    const name = join(root, "tests/a.test.ts");
    const failed = { fullName: "a call ends", status: "failed", failureMessages: ["Error: late\n    at x"] };
    expect(failuresOf({ testResults: [{ name, assertionResults: [passed, failed] }] })).toEqual([
      "tests/a.test.ts > a call ends: Error: late",
    ]);
  });

  it("name a file that could not even be loaded, and nothing of one that passed", () => {
    const name = join(root, "tests/b.test.ts");
    expect(failuresOf({ testResults: [{ name, message: "cannot find x", assertionResults: [] }] })).toEqual([
      "tests/b.test.ts: cannot find x",
    ]);
    expect(failuresOf({ testResults: [{ name, message: "", assertionResults: [passed] }] })).toEqual([]);
  });
});
