import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { WebhookReading } from "./read-webhook.ts";
import { readWebhook } from "./read-webhook.ts";

/** Keys of many tools, so that adapters take part. */
const KEYS =
  "status state severity level priority title message text labels tags alerts data event incident attachments fields id url payload resolved type action alert check monitor details description name value key heartbeat msg Message TopicArn Type MessageId alert_type alert_transition event_action routing_key issue rule result host current_state previous_state search_name status_text annotations fingerprint startsAt endsAt summary".split(
    " ",
  );
const WORDS = [
  "resolved",
  "ok",
  "firing",
  "critical",
  "P1",
  "down",
  "success",
  "Disk is full on db-1",
  "{{ alert.title }}",
  "${HOST} is down",
  "$TITLE_X",
  "token=abcdef123456",
  "🔥 Disk <b>full</b> :fire:",
  "https://user:pass@ex.test/a?token=abc",
  '{"title":"{{x}}","status":"ok"}',
  "__proto__",
  "",
  "1",
  "12345678901234567890",
  "[RESOLVED] a\nb",
  "\u0000\u202E",
];
const OTHERS: readonly unknown[] = [null, true, false, 0, 3, 9_007_199_254_740_991, -1, 1.5, [], {}];

/** A body grown from bytes: cheap, and any bytes will do. Each byte chooses a key, a word, or a way down. */
function grow(bytes: Uint8Array, at = { i: 0 }, depth = 0): unknown {
  const next = (): number => bytes[at.i++ % Math.max(1, bytes.length)] ?? 0;
  if (depth > 0 && (depth > 5 || at.i >= bytes.length)) return WORDS[next() % WORDS.length];
  const shape = next() % 8;
  if (shape === 0) return Array.from({ length: next() % 4 }, () => grow(bytes, at, depth + 1));
  if (shape > 3 && depth > 0)
    return shape > 6 ? OTHERS[next() % OTHERS.length] : WORDS[next() % WORDS.length];
  const size = 1 + (next() % 6);
  const pairs = Array.from({ length: size }, (): [string, unknown] => [
    KEYS[next() % KEYS.length] ?? "",
    depth > 5 ? WORDS[next() % WORDS.length] : grow(bytes, at, depth + 1),
  ]);
  return Object.fromEntries(pairs);
}

const SHAPES: readonly ((text: string) => [text: string, type: string | null])[] = [
  (text) => [text, "application/json"],
  (text) => [text, "text/plain"],
  (text) => [`payload=${encodeURIComponent(text)}`, "application/x-www-form-urlencoded"],
  (text) => [text.slice(0, -1), null],
  (text) => [`<a><status>${text.replaceAll(/[<>&]/g, " ")}</status></a>`, "application/xml"],
];

function read(text: string, contentType: string | null): WebhookReading {
  const body = new TextEncoder().encode(text);
  return readWebhook({ method: "POST", search: "", contentType, headers: {}, endpointName: "E", body });
}

const anyBytes = fc.uint8Array({ minLength: 1, maxLength: 40 });
const UNSPEAKABLE = /\{\{[^{}]*\}\}|\$\{[^{}]*\}|\$TITLE_X|token=\w|🔥|<b>|:fire:|pass@|[\p{Cc}\u202E]/u;

describe("a hundred thousand bodies", () => {
  it("are read without an exception, within their bounds, and nothing unspeakable becomes a title", () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const shape = SHAPES[(bytes[0] ?? 0) % SHAPES.length];
        const [text, type] = shape === undefined ? ["", null] : shape(JSON.stringify(grow(bytes)));
        const reading = read(text, type);
        const events = reading.kind === "events" ? reading.events : [];
        if (events.length === 0) throw new Error("nothing rings");
        for (const { title, message, dedupKey, confidence, explanation } of events) {
          if (title !== null && (title.length > 240 || UNSPEAKABLE.test(title))) throw new Error(title);
          if ((message?.length ?? 0) > 2000 || (dedupKey?.length ?? 0) > 200) throw new Error("too long");
          if (confidence < 0 || confidence > 1 || explanation.length === 0) throw new Error("unexplained");
        }
      }),
      { numRuns: 85_000 },
    );
  }, 300_000);

  it("with a firing status never become resolved or a notice", () => {
    const isFirm = /^(alerts|Message|Type|TopicArn|payload|data)$/;
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const grown = grow(bytes);
        const rest = Object.entries(typeof grown === "object" && grown !== null ? grown : {});
        const body = { ...Object.fromEntries(rest.filter(([key]) => !isFirm.test(key))), status: "firing" };
        const reading = read(JSON.stringify(body), null);
        const states = reading.kind === "events" ? reading.events.map(({ state }) => state) : [];
        if (states.some((state) => state !== "firing")) throw new Error(states.join(" "));
      }),
      { numRuns: 15_000 },
    );
  }, 300_000);

  it("with repeated, nested and huge keys are read too", () => {
    const key = "k".repeat(50_000);
    const repeated = `{${Array.from({ length: 5000 }, () => '"status":"resolved"').join(",")},"status":"firing"}`;
    const nested = `${'{"alert":'.repeat(500)}{"status":"firing"}${"}".repeat(500)}`;
    for (const text of [`{"${key}":{"${key}":"${key}"}}`, repeated, nested])
      expect(read(text, null)).toMatchObject({ kind: "events", events: [{ state: "firing" }] });
  });
});
