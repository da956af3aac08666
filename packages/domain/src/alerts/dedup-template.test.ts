import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { IncomingEvent } from "../intake/event.ts";
import { keyByTemplate, problemOfTemplate } from "./dedup-template.ts";

const event: IncomingEvent = {
  state: "firing",
  severity: "critical",
  severitySource: null,
  title: "Disk is full",
  titleSource: null,
  message: null,
  dedupKey: "its own",
  url: null,
  tool: "prometheus",
  test: false,
  payload: { labels: { alertname: "Disk", instance: "db-1:9100", shard: 3, empty: " ", list: ["a"] } },
};

describe("a key by template", () => {
  it.each<[string, string | null]>([
    ["{{labels.alertname}}/{{ labels.instance }}", "Disk/db-1:9100"],
    ["shard {{labels.shard}}", "shard 3"],
    ["{{title}} ({{severity}})", "Disk is full (critical)"],
    ["{{payload.labels.alertname}}", "Disk"],
    ["{{labels.alertname}}/{{labels.missing}}", null],
    ["{{labels.empty}}", null],
    ["{{labels.list}}", null],
    ["{{labels}}", null],
    ["{{message}}", null],
    [`{{labels.alertname}}${"x".repeat(300)}`, null],
  ])("%s is %s", (template, key) => {
    expect(keyByTemplate(template, event)).toBe(key);
  });

  it("never joins what differs in a field that it names, nor speaks of a placeholder", () => {
    const title = fc.string({ minLength: 1, maxLength: 40 }).filter((text) => text.trim() !== "");
    fc.assert(
      fc.property(title, title, (one, other) => {
        const [left, right] = [one, other].map((text) =>
          keyByTemplate("{{title}}", { ...event, title: text }),
        );
        expect(left === right).toBe(one.trim() === other.trim());
      }),
    );
  });
});

describe("a template", () => {
  it.each([
    ["{{title}}", null],
    ["{{labels.a}}-{{labels.b}}", null],
    ["constant", /at least one field/],
    ["", /at least one field/],
    ["{{title}} {{two words}}", /without spaces/],
    ["{{title}} {{", /without spaces/],
    [`{{title}}${"x".repeat(200)}`, /at most 200/],
  ])("%s: %s", (template, problem) => {
    const found = problemOfTemplate(template);
    if (problem === null) expect(found).toBeNull();
    else expect(found).toMatch(problem);
  });
});
