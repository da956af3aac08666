import type { TimelineEntry, TimelineFact } from "@callping/contract/timeline";
import { describe, expect, it } from "vitest";

import { formatEntry, formatHeading } from "./format.ts";
import { LiveView } from "./live-view.ts";

const RECEIVED_AT = Date.parse("2026-11-22T10:00:00.000Z");
const call = { attempt_id: "att_1-1", call_id: "cal_1" };
const leg = { ...call, leg_id: "leg_1", pbx_id: "pbx-1", trunk_id: "carrier" };

function entry(fact: TimelineFact, afterMs = 0, seq = 1): TimelineEntry {
  return { seq, at: new Date(RECEIVED_AT + afterMs).toISOString(), actor: { type: "system" }, ...fact };
}

const received: TimelineFact = {
  kind: "received",
  data: {
    request_id: "req_1",
    endpoint_id: "end_1",
    tool: "grafana",
    state: "firing",
    severity: "critical",
    title: "Disk full",
  },
};

describe("formatEntry", () => {
  it.each<[TimelineFact, number, string]>([
    [received, 0, "        +0 ms  received        critical from grafana, firing"],
    [{ kind: "call_placed", data: leg }, 18, "       +18 ms  call placed     pbx-1 through carrier"],
    [
      { kind: "ringing", data: { ...leg, early_media: false } },
      21,
      "       +21 ms  ringing         the phone rings",
    ],
    [
      { kind: "answered", data: { ...leg, ring_ms: 1013 } },
      1034,
      "    +1,034 ms  answered        after 1.0 s of ringing",
    ],
    [
      {
        kind: "spoken",
        data: { ...call, audio_ids: ["a"], words: "Disk is full.", answer_to_speech_ms: 8.6 },
      },
      1043,
      "    +1,043 ms  spoken          “Disk is full.” (9 ms after the answer)",
    ],
    [
      { kind: "key", data: { ...call, digit: "1", meaning: "acknowledge" } },
      4000,
      "    +4,000 ms  key             1: acknowledge",
    ],
    [
      { kind: "acknowledged", data: { by: "Ada", via: "key" } },
      4004,
      "    +4,004 ms  acknowledged    by Ada with a key",
    ],
    [
      { kind: "leg_failed", data: { ...leg, outcome: "busy", sip_code: 486, cause: 17 } },
      5,
      "        +5 ms  leg failed      busy on pbx-1 (SIP 486)",
    ],
  ])("%j", (fact, afterMs, line) => {
    expect(formatEntry(entry(fact, afterMs), RECEIVED_AT)).toEqual([line]);
  });

  it("folds long words and loses none of them", () => {
    const words = Array.from({ length: 40 }, (_, index) => `word${index}`).join(" ");
    const lines = formatEntry(
      entry({ kind: "spoken", data: { ...call, audio_ids: [], words, answer_to_speech_ms: null } }),
      RECEIVED_AT,
    );
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(96);
    expect(lines.join(" ").replaceAll(/\s+/g, " ")).toContain(words);
  });

  it("lets no sender drive the terminal", () => {
    const message = { alert_id: "alr_1", title: "\u001b[2Jgone\u202e", entry: entry(received) };
    expect(formatHeading(message)).toBe("10:00:00.000   [2Jgone   alr_1");
  });
});

describe("LiveView", () => {
  it("heads each alert, and again when two alternate; times count from the receipt", () => {
    const lines: string[] = [];
    const view = new LiveView((line) => lines.push(line));
    const key: TimelineFact = { kind: "key", data: { ...call, digit: "1", meaning: "acknowledge" } };
    view.show({ alert_id: "alr_1", title: "One", entry: entry(received) }, 0);
    view.show({ alert_id: "alr_2", title: "Two", entry: entry(received, 100) }, 0);
    view.show({ alert_id: "alr_1", title: "One", entry: entry(key, 150) }, 0);
    expect(lines.filter((line) => line.includes("alr_"))).toEqual([
      "10:00:00.000  One  alr_1",
      "10:00:00.100  Two  alr_2",
      "10:00:00.150  One  alr_1",
    ]);
    expect(lines.at(-1)).toContain("+150 ms");
    // Written with others a moment after it happened.
    view.show(
      { alert_id: "alr_1", title: "One", entry: { ...entry(key, 150), occurred_at: entry(key, 60).at } },
      0,
    );
    expect(lines.at(-1)).toContain("+60 ms");
  });

  it("leaves out what no person could read, and says how much", () => {
    const lines: string[] = [];
    const view = new LiveView((line) => lines.push(line));
    for (let index = 0; index < 200; index++)
      view.show({ alert_id: `alr_${index}`, title: "x", entry: entry(received) }, 500);
    const inOneSecond = lines.length;
    expect(inOneSecond).toBeLessThanOrEqual(60);
    view.show({ alert_id: "alr_new", title: "x", entry: entry(received) }, 1500);
    expect(lines[inOneSecond]).toContain("180 entries were left out");
    expect(lines.at(-2)).toContain("alr_new");
  });
});
