import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outcomeOf, type LegEnd } from "./outcome-of.ts";
import { OUTCOMES, type Outcome } from "./outcomes.ts";

const unanswered: LegEnd = {
  answered: false,
  keyed: null,
  gaveUp: false,
  rang: false,
  hangupRequested: true,
  cause: null,
  techCause: null,
  originateHttpStatus: null,
  cancelledByUs: false,
  givenUpSilent: false,
  limitReached: false,
  lost: false,
};
const answered: LegEnd = { ...unanswered, answered: true, rang: true, cause: 16 };

type Row = [what: string, end: LegEnd, outcome: Outcome];
const bySip = (outcome: Outcome, cause: number, codes: number[], extra: Partial<LegEnd> = {}): Row[] =>
  codes.map((techCause) => [
    `SIP ${techCause} / ${cause}`,
    { ...unanswered, techCause, cause, ...extra },
    outcome,
  ]);

const rows: Row[] = [
  ...bySip("busy", 17, [486, 600]),
  [
    "ring timeout after RINGING",
    { ...unanswered, rang: true, hangupRequested: false, cause: 19, techCause: 480 },
    "no_answer",
  ],
  [
    "ring timeout, never rang",
    { ...unanswered, hangupRequested: false, cause: 19, techCause: 480 },
    "trunk_silent",
  ],
  ...bySip("no_answer", 19, [480], { rang: true }),
  ...bySip("no_answer", 18, [408], { rang: true }),
  ...bySip("no_answer", 127, [487], { rang: true }),
  ["480 at once: a telephone that is off", { ...unanswered, cause: 19, techCause: 480 }, "no_answer"],
  ...bySip("rejected", 21, [603]),
  ...bySip("rejected", 127, [607, 608]),
  ...bySip("bad_number", 1, [404, 485, 604]),
  ...bySip("bad_number", 22, [410]),
  ...bySip("bad_number", 28, [484]),
  ...bySip("bad_number", 127, [416]),
  ...bySip("trunk_auth", 21, [401, 407]),
  ...bySip("trunk_refused", 127, [402]),
  ...bySip("trunk_refused", 21, [403]),
  ...bySip("trunk_silent", 18, [408]),
  ...bySip("trunk_error", 127, [400, 405, 406, 413, 415, 421, 422, 423, 481, 482, 491, 493, 505]),
  ...bySip("trunk_error", 3, [420]),
  ...bySip("trunk_error", 19, [483]),
  ...bySip("trunk_codec", 58, [488, 606]),
  ...bySip("trunk_error", 38, [500]),
  ...bySip("trunk_error", 29, [501]),
  ...bySip("trunk_error", 27, [502]),
  ...bySip("trunk_error", 34, [503, 513, 580]),
  ...bySip("trunk_error", 102, [504]),
  ...bySip("trunk_error", 16, [300, 301, 302, 305]),
  [
    "announcement in early media, then 404",
    { ...unanswered, rang: true, cause: 1, techCause: 404 },
    "bad_number",
  ],
  ["HTTP 500 Allocation failed", { ...unanswered, originateHttpStatus: 500 }, "trunk_down"],
  ["HTTP 400", { ...unanswered, originateHttpStatus: 400 }, "failed"],
  [
    "given up with a trunk that fell silent",
    { ...unanswered, cause: 16, cancelledByUs: true, givenUpSilent: true },
    "trunk_silent",
  ],
  ["withdrawn while ringing", { ...unanswered, rang: true, cause: 16, cancelledByUs: true }, "cancelled"],
  ["gone after a reconnect", { ...unanswered, lost: true }, "lost"],
  ["busy by cause alone", { ...unanswered, cause: 17 }, "busy"],
  ["no answer by cause alone", { ...unanswered, rang: true, cause: 19 }, "no_answer"],
  ["nothing known", unanswered, "failed"],
  ["answered, they hang up", answered, "hung_up"],
  ["answered, BYE with Reason 404", { ...answered, cause: 1, techCause: 404 }, "hung_up"],
  ["answered, key recorded", { ...answered, keyed: "acknowledged" }, "acknowledged"],
  ["answered, key recorded, then lost", { ...answered, keyed: "acknowledged", lost: true }, "acknowledged"],
  ["answered, 9 and 9", { ...answered, keyed: "opted_out" }, "opted_out"],
  ["answered, nobody pressed a key", { ...answered, gaveUp: true }, "answered_no_key"],
  ["answered, TIMEOUT(absolute)", { ...answered, cause: 0, limitReached: true }, "answered_no_key"],
  ["answered, withdrawn", { ...answered, cancelledByUs: true }, "cancelled"],
  ["answered, PBX gone", { ...answered, cause: null, lost: true }, "lost"],
];

describe("outcomeOf", () => {
  it.each(rows)("%s", (_what, end, outcome) => {
    expect(outcomeOf(end).outcome).toBe(outcome);
  });

  it("keeps the SIP code of an unanswered leg and says 200 for an answered one", () => {
    expect(outcomeOf({ ...unanswered, techCause: 486, cause: 17 })).toEqual({
      outcome: "busy",
      sipCode: 486,
      cause: 17,
    });
    expect(outcomeOf({ ...answered, techCause: 404, cause: 1 })).toEqual({
      outcome: "hung_up",
      sipCode: 200,
      cause: 1,
    });
  });

  it("acknowledges only an answered leg with a recorded key, whatever the codes are", () => {
    const code = fc.option(fc.integer({ min: 0, max: 700 }));
    const end = fc.record({
      answered: fc.boolean(),
      keyed: fc.constantFrom(null, "acknowledged", "opted_out"),
      gaveUp: fc.boolean(),
      rang: fc.boolean(),
      hangupRequested: fc.boolean(),
      cause: code,
      techCause: code,
      originateHttpStatus: code,
      cancelledByUs: fc.boolean(),
      givenUpSilent: fc.boolean(),
      limitReached: fc.boolean(),
      lost: fc.boolean(),
    });
    fc.assert(
      fc.property(end, (known: LegEnd) => {
        const { outcome } = outcomeOf(known);
        expect(OUTCOMES).toContain(outcome);
        expect(outcome === "acknowledged").toBe(known.answered && known.keyed === "acknowledged");
      }),
    );
  });
});
