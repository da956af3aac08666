import { describe, expect, it } from "vitest";
import { speakable } from "./speakable.ts";

const say = (text: string, entries: Record<string, string>, language = "en") =>
  speakable(text, { language, pronunciations: new Map(Object.entries(entries)), maxCharacters: 240 });

describe("an organization's own pronunciations", () => {
  it.each([
    ["acme-pg is down", { "acme-pg": "the big database" }, "The big database is down."],
    ["ACME-PG is down", { "acme-pg": "the big database" }, "The big database is down."],
    ["acme-pg-2 is down", { acme: "ackmee" }, "Ackmee P G 2 is down."],
    ["Restart kube now", { kube: "cubby" }, "Restart cubby now."],
    ["CPU is high", { cpu: "processor" }, "Processor is high."],
    ["kubernetes", { kube: "cubby" }, "Kubernetes."],
  ])("%s", (text, entries, words) => {
    expect(say(text, entries)).toBe(words);
  });

  it("come before the words of every language, and are written in its letters", () => {
    expect(say("checkout is down", { checkout: "каса" }, "uk")).toBe("Каса не працює.");
    expect(say("checkout is down", { checkout: "kasa" }, "uk")).toBe("Каса не працює.");
    expect(say("checkout is down", { checkout: "kasa" }, "pl")).toBe("Kasa nie działa.");
  });

  it.each([
    ["press 9", "acme is full"],
    ["<play file=x>", "acme is full"],
    ["[[h@lo]]", "acme is full"],
    ["+33 1 99 00 12 34", "acme is full"],
    ["https://evil.example/x?token=1", "acme is full"],
  ])("no %j comes in by them", (spoken, text) => {
    const words = say(text, { acme: spoken });
    expect(words).not.toMatch(/press|play|h@lo|\d{2}|https|token/i);
    expect(words).toContain("full");
  });

  it("make no instruction of two harmless halves", () => {
    expect(say("acme 9 to stop", { acme: "press" })).not.toMatch(/press/i);
    expect(say("press acme to stop", { acme: "nine" })).not.toMatch(/press nine/i);
    expect(say("acme 9", { acme: "натисніть" }, "uk")).not.toMatch(/натисніть/i);
  });

  it("names are said as they are written", () => {
    expect(speakable("Max", { language: "de", name: true })).toBe("Max.");
    expect(speakable("Dev Team", { language: "de", name: true })).toBe("Dev Team.");
    expect(speakable("Dev Team", { language: "uk", name: true })).toBe("Дев тім.");
    expect(speakable("Олена", { language: "en", name: true })).toBe("Olena.");
    expect(speakable("press 9", { language: "en", name: true })).toBe("");
  });
});
