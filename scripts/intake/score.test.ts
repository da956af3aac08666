import { readWebhook } from "@callping/domain/intake/read-webhook";
import { describe, expect, it } from "vitest";
import type { Case, Expectation } from "./cases.ts";
import { judge } from "./judge.ts";
import { readOptions } from "./options.ts";
import { judgePairs } from "./pairs.ts";
import { namedValues, valueAt } from "./paths.ts";

const EXPECTED: Expectation = {
  state: "firing",
  severity: "critical",
  title: "Disk is full on db-1",
  title_kind: "verbatim",
  url: null,
  dedup: "alert_id",
};

function caseOf(body: object, expectation: Partial<Expectation> = {}): Case {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  const request = {
    method: "POST",
    search: "",
    contentType: null,
    headers: {},
    endpointName: "E",
    body: bytes,
  };
  return { name: "tool/case", tool: "tool", request, expect: { ...EXPECTED, ...expectation } };
}

const wrong = (one: Case): string[] =>
  judge(one, readWebhook(one.request))
    .filter(({ right }) => !right)
    .map(({ figure }) => figure);

const DISK = { alert_id: "7", status: "firing", severity: "critical", title: "Disk is full on db-1" };

describe("the score of a reading", () => {
  it.each<[string, Partial<typeof DISK>, Partial<Expectation>, string[]]>([
    ["all right", {}, {}, []],
    ["another state", { status: "resolved" }, {}, ["state"]],
    ["another severity", { severity: "low" }, {}, ["severity"]],
    ["another title", { title: "Swap is full" }, {}, ["verbatim title"]],
    ["the same title in other case and marks", { title: "disk is FULL: on `db-1`" }, {}, []],
    ["the key words in other order", { title: "db-1 disk full" }, { title_kind: "composed" }, []],
    ["none of the key words", { title: "Something" }, { title_kind: "composed" }, ["composed title"]],
    ["a title where none was possible", {}, { title_kind: "none", title: null }, ["no title"]],
    ["a test button that rings", { title: "This is a test" }, { state: "info", title: "This is a test" }, []],
  ])("%s", (_name, change, expectation, figures) => {
    expect(wrong(caseOf({ ...DISK, ...change }, expectation))).toEqual(figures);
  });

  it("pairs the firing and the resolved case of one problem only", () => {
    const read = (
      id: string,
      state: Expectation["state"],
    ): { one: Case; reading: ReturnType<typeof readWebhook> } => {
      const one = caseOf({ ...DISK, alert_id: id, status: state }, { state });
      return { one, reading: readWebhook(one.request) };
    };
    const pairs = judgePairs([read("7", "firing"), read("7", "resolved"), read("8", "resolved")]);
    expect(pairs.map(({ right }) => right)).toEqual([true]);
  });
});

describe("paths in free words", () => {
  it("are looked up in lists, in keys with dots and in documents in strings", () => {
    const body = { alerts: [{ labels: { "a.b": "x" } }], Message: '{"AlarmName":"late"}' };
    expect(valueAt(body, "alerts[0].labels.a.b")).toBe("x");
    expect(namedValues(body, "Message(JSON).AlarmName + nothing")).toEqual(
      new Map([["Message.AlarmName", "late"]]),
    );
  });
});

describe("options", () => {
  it("are read, and what is wrong is said", () => {
    expect(readOptions(["cases", "--general-only", "--without", "grafana"])).toMatchObject({
      folder: "cases",
      generalOnly: true,
      without: ["grafana"],
    });
    expect(readOptions(["cases", "--loud"])).toMatchObject({ problem: expect.stringContaining("--loud") });
    expect(readOptions(["cases", "--without", "grafanna"])).toMatchObject({
      problem: expect.stringContaining('no adapter "grafanna"'),
    });
    expect(readOptions([])).toMatchObject({ problem: expect.stringContaining("Name a folder") });
  });
});
