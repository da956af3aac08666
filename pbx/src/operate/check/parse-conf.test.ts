import fc from "fast-check";
import { expect, it } from "vitest";
import { renderSections } from "../../config/render.ts";
import { objectsOf, parseConf, valueOf } from "./parse-conf.ts";

it("reads what we write: every section and value comes back", () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
  const value = fc.stringMatching(/^([!-~][ -~]{0,20})?[!-[\]-~]$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.array(fc.tuple(name, value)))), (given) => {
      const sections = given.map(([section, entries]) => ({
        name: section,
        entries: entries.map(([key, text]) => [key.replaceAll("-", "_"), text] as const),
      }));
      expect(parseConf(renderSections(sections))).toEqual(
        sections.map((section) => ({ ...section, isTemplate: false })),
      );
    }),
  );
});

it("knows templates, the last of several values, arrows, comments and what brings in other files", () => {
  const sections = parseConf(
    [
      "#exec /bin/true",
      "[base](!)",
      "type=endpoint ; a comment",
      "context = default",
      "[trunk](base)",
      "context => deny-all",
      "password = a\\;b",
    ].join("\n"),
  );
  expect(sections[0]).toEqual({ name: "", isTemplate: false, entries: [["#exec", "/bin/true"]] });
  expect(objectsOf(sections, "endpoint").map(({ name }) => name)).toEqual(["trunk"]);
  expect(valueOf(sections, "trunk", "context")).toBe("deny-all");
  expect(valueOf(sections, "trunk", "password")).toBe("a;b");
});
