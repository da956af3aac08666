import { describe, expect, it } from "vitest";
import { MAX_DOCUMENT_BYTES } from "./limits.ts";
import type { Mail } from "./mail.ts";
import { readMail } from "./read-mail.ts";

function mail(over: Partial<Mail>): Mail {
  return {
    returnPath: "monitor@tool.example",
    from: "Monitor <monitor@tool.example>",
    subject: null,
    messageId: "<1@tool.example>",
    date: "2026-11-22T08:00:00.000Z",
    headers: {},
    text: "",
    json: [],
    files: [],
    notes: [],
    ...over,
  };
}
const read = (over: Partial<Mail>) => readMail(mail(over));

describe("a mail of words", () => {
  it("rings with its subject, and its text is the message", () => {
    const { events, bodyText, notice } = read({
      subject: "[FIRING:1] Database primary is down on db-1",
      text: "No connection since 08:00.\nSeverity: High\n\n-- \nMonitor",
    });
    expect(notice).toBeNull();
    expect(events).toMatchObject([
      {
        state: "firing",
        severity: "major",
        title: "Database primary is down on db-1",
        message: expect.stringContaining("No connection since 08:00."),
        dedupKey: "mail:database primary is down on db 1",
        tool: "email",
        test: false,
      },
    ]);
    expect(JSON.parse(bodyText)).toMatchObject({
      mail: { from: "Monitor <monitor@tool.example>", message_id: "<1@tool.example>" },
    });
  });

  it.each([
    ["the subject's severity", { subject: "CRITICAL: Disk is full" }, "critical"],
    [
      "the text's before the subject's",
      { subject: "CRITICAL: Disk is full", text: "Severity: Warning" },
      "minor",
    ],
    [
      "the subject's when the text's is no word we know",
      { subject: "[P1] x", text: "Priority: urgentissimo" },
      "critical",
    ],
    ["none", { subject: "Disk is full", text: "Nobody said how bad." }, null],
  ])("%s", (_name, over, severity) => {
    expect(read(over).events).toMatchObject([{ state: "firing", severity }]);
  });

  it.each([
    [{ subject: "[RESOLVED] Disk is full on db-1" }],
    [{ subject: "Resolved: Disk is full on db-1", text: "Was: Disk is full on db-1, error 28, critical." }],
    [{ subject: "OK: disk is full on db-1", text: "State change: ALARM -> OK" }],
    [{ subject: "RE: [RESOLVED] Disk is full on db-1", text: "> Status: FIRING" }],
  ])("%j resolves the problem of the same words", (over) => {
    expect(read(over).events).toMatchObject([{ state: "resolved", dedupKey: "mail:disk is full on db 1" }]);
  });

  it.each([
    [{ subject: "Resolved: Disk is full", text: "Status: PROBLEM\nHost: db-1" }],
    [{ subject: "[OK] Disk is full", text: "Current state: firing" }],
    [{ subject: "Recovery: restore failed" }],
    [{ subject: "Disk is full", text: "The last time this was resolved by Ada." }],
  ])("%j is no end", (over) => {
    expect(read(over).events).toMatchObject([{ state: "firing" }]);
  });

  it.each([
    ["no subject: the text's first line", { text: "Disk is full\non db-1" }, "Disk is full"],
    ["a subject that is only a state", { subject: "[FIRING:1]", text: "Disk is full" }, "Disk is full"],
    ["nothing but a state", { subject: "[FIRING:1]" }, "[FIRING:1]"],
    ["nothing at all", {}, "Empty mail from Monitor"],
    ["nothing at all from an address", { from: "monitor@tool.example" }, "Empty mail from tool.example"],
    ["nothing at all from nobody", { from: null }, "Empty mail from nobody"],
    [
      "a subject with a macro that was never filled in",
      { subject: "{{ title }}", text: "Disk is full" },
      "Disk is full",
    ],
  ])("%s", (_name, over, title) => {
    expect(read(over).events).toMatchObject([{ state: "firing", title }]);
  });

  it("that is a test says so", () => {
    expect(read({ subject: "This is a test notification" }).events).toMatchObject([
      { state: "firing", test: true },
    ]);
  });

  it("whose text is too long is cut, and says so", () => {
    const { bodyText, events, notes } = read({ subject: "Log", text: 'Zeile "ä"\n'.repeat(40_000) });
    expect(new TextEncoder().encode(bodyText).byteLength).toBeLessThanOrEqual(MAX_DOCUMENT_BYTES);
    expect(notes).toEqual([expect.stringContaining("cut")]);
    expect(events).toMatchObject([{ title: "Log", message: expect.stringContaining("Zeile") }]);
  });
});

describe("a mail with JSON", () => {
  const body = { title: "Disk is full", severity: "critical", status: "firing", fingerprint: "f-1" };

  it.each([
    ["attached", { json: [JSON.stringify(body)], text: "See the attachment." }],
    ["as its text", { text: `\r\n${JSON.stringify(body, null, 2)}\r\n` }],
    [
      "in the midst of words",
      { text: `Alert from the monitor:\n${JSON.stringify(body, null, 2)}\n\n-- \nMonitor` },
    ],
  ])("%s is read as a webhook's body", (_name, over) => {
    const { events, bodyText } = read({ subject: "Alert #3141", ...over });
    expect(events).toMatchObject([
      { state: "firing", severity: "critical", title: "Disk is full", dedupKey: "f-1" },
    ]);
    expect(JSON.parse(bodyText)).toMatchObject({ ...body, mail: { from: expect.any(String) } });
  });

  it("that names neither key nor title has the subject's", () => {
    const { events } = read({ subject: "[RESOLVED] Disk is full", json: ['{"host":"db-1"}'] });
    expect(events).toMatchObject([
      { state: "resolved", title: "Disk is full", dedupKey: "mail:disk is full" },
    ]);
  });

  it("that is firing is not resolved by its subject", () => {
    const { events } = read({
      subject: "[RESOLVED] Disk is full",
      json: ['{"status":"firing","host":"db-1"}'],
    });
    expect(events).toMatchObject([{ state: "firing" }]);
  });

  it("of several alerts is several alerts, each with a key of its own", () => {
    const { events } = read({
      subject: "2 alerts",
      json: ['[{"title":"One","dedup_key":"1"},{"title":"Two"}]'],
    });
    expect(events.map(({ title, dedupKey }) => [title, dedupKey])).toEqual([
      ["One", "1"],
      ["Two", null],
    ]);
  });

  it.each(["[RESOLVED]", "[1, 2]", "{}", "{ not json }", "[]"])("%s is no JSON body", (text) => {
    expect(read({ subject: "Disk is full", text }).events).toMatchObject([{ title: "Disk is full" }]);
  });
});

describe("a mail that is a notice", () => {
  it("calls nobody and says why, and is kept", () => {
    const { events, notice, bodyText } = read({
      subject: "Out of office: Disk is full",
      headers: { "auto-submitted": "auto-replied" },
      text: "I am away.",
    });
    expect(events).toEqual([]);
    expect(notice).toContain("auto-replied");
    expect(JSON.parse(bodyText)).toMatchObject({
      notice: expect.stringContaining("Nobody is called"),
      message: "I am away.",
    });
  });
});
