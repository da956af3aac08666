import { describe, expect, it } from "vitest";
import { whyNotice } from "./automatic.ts";

const SENDER = "monitor@tool.example";

describe("a mail that rings", () => {
  it.each([
    ["an ordinary one", {}],
    ["a monitoring tool's", { "auto-submitted": "auto-generated" }],
    ["one with a comment and a parameter", { "auto-submitted": "Auto-Generated (rule 7); owner=ops" }],
    ["one that says it is not automatic", { "auto-submitted": "no" }],
    ["bulk mail", { precedence: "bulk" }],
    ["through a list", { precedence: "list", "list-id": "<alerts.example.net>", "list-unsubscribe": "<x>" }],
    ["one that asks for no answers", { "x-auto-response-suppress": "All" }],
    [
      "a report that is no delivery report",
      { "content-type": "multipart/report; report-type=feedback-report" },
    ],
  ])("%s", (_name, headers) => {
    expect(whyNotice({ returnPath: SENDER, headers })).toBeNull();
  });

  it("one that is generated and wants no bounces", () => {
    expect(whyNotice({ returnPath: "", headers: { "auto-submitted": "auto-generated" } })).toBeNull();
  });
});

describe("a mail that is only a notice", () => {
  it.each([
    ["an absence note", { "auto-submitted": "auto-replied" }, "auto-replied"],
    ["a filter's notification", { "auto-submitted": "auto-notified; owner=x" }, "auto-notified"],
    ["an older responder's", { precedence: "auto_reply" }, "auto_reply"],
    ["a responder's own mark", { "x-autoreply": "yes" }, "x-autoreply"],
    ["a list's housekeeping", { "x-list-administrivia": "yes" }, "mailing list"],
    [
      "a bounce with a return path",
      { "content-type": 'multipart/report;\r\n boundary="b";\r\n report-type="delivery-status"' },
      "delivery report",
    ],
    [
      "a bounce that calls itself generated",
      {
        "auto-submitted": "auto-generated",
        "content-type": "multipart/report; report-type=delivery-status",
      },
      "delivery report",
    ],
  ])("%s", (_name, headers, why) => {
    expect(whyNotice({ returnPath: SENDER, headers })).toContain(why);
  });

  it.each(["", "<>", " "])("an empty return path %j", (returnPath) => {
    expect(whyNotice({ returnPath, headers: {} })).toContain("return path");
  });
});
