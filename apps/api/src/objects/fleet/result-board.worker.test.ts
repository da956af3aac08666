import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { Outcome } from "@callping/domain/calls/outcomes";
import { describe, expect, it } from "vitest";
import type { RouteResult } from "../protocol.ts";
import { ResultBoard } from "./result-board.ts";

const NOW = Date.parse("2026-03-01T03:00:00.000Z");
const ROUTE = { pbx_id: "pbx-1", trunk_id: "telnyx" };
const OTHER = { pbx_id: "pbx-2", trunk_id: "twilio" };
const elsewhere = () => true;

const leg = (
  n: number,
  outcome: Outcome,
  delay_ms: number | null = null,
): RouteResult & { country: string } => ({
  ...ROUTE,
  country: "DE",
  number: `+4930123${n}`,
  at: NOW + n,
  outcome,
  delay_ms,
});
const silent = (from = 0) => Array.from({ length: 5 }, (_, n) => leg(from + n, "trunk_silent"));

/** Runs on the storage of an object of its own; opened again on it, the board has been restarted. */
async function onStorage(test: (open: () => ResultBoard) => void): Promise<void> {
  const stub = env.FLEET.get(env.FLEET.newUniqueId());
  await runInDurableObject(stub, (_fleet, { storage }) => test(() => new ResultBoard(storage.kv)));
}

describe("the results of a trunk", () => {
  it("take it off the calls of one country, and of no other", () =>
    onStorage((open) => {
      const board = open();
      expect(board.take(silent())).toEqual([
        { at: NOW + 4, kind: "trunk_doubted", ...ROUTE, country: "DE", reason: "trunk_silent" },
      ]);
      expect([
        board.avoided("DE", NOW + 100)(ROUTE),
        board.avoided("DE", NOW + 100)(OTHER),
        board.avoided("PL", NOW + 100)(ROUTE),
      ]).toEqual([true, false, false]);
    }));

  it("outlive a restart while it is in doubt, and no longer", () =>
    onStorage((open) => {
      open().take(silent());
      const again = open();
      expect(again.avoided("DE", NOW + 100)(ROUTE)).toBe(true);
      const later = NOW + 31_000;
      expect(again.avoided("DE", later)(ROUTE)).toBe(false);
      expect(again.depart(ROUTE, "DE", later, elsewhere)).toEqual({ silence_ms: 3_000, doubtful: true });
      expect(again.avoided("DE", later + 1)(ROUTE)).toBe(true);
      expect(again.take([{ ...leg(9, "no_answer", 900), at: later + 900 }])).toMatchObject([
        { kind: "trunk_trusted", country: "DE" },
      ]);
      expect(again.avoided("DE", later + 1_000)(ROUTE)).toBe(false);
      expect(open().all()).toEqual([]);
    }));

  it("do not cut a slow call short where there is no other way", () =>
    onStorage((open) => {
      const board = open();
      board.take(silent());
      expect(board.depart(ROUTE, "DE", NOW + 100, () => false)).toEqual({
        silence_ms: 10_000,
        doubtful: true,
      });
    }));

  it("teach how long its silence may last", () =>
    onStorage((open) => {
      const board = open();
      board.take(Array.from({ length: 30 }, (_, n) => leg(n, "no_answer", 12_000)));
      expect(board.depart(ROUTE, "DE", NOW, elsewhere)).toEqual({ silence_ms: 12_000, doubtful: false });
      expect(board.depart(ROUTE, "PL", NOW, elsewhere)).toEqual({ silence_ms: 10_000, doubtful: false });
    }));

  it.each<[Outcome, number | null]>([
    ["busy", null],
    ["rejected", null],
    ["bad_number", null],
    ["cancelled", null],
    ["lost", null],
    ["answered_no_key", 800],
  ])("say nothing against it when the end was %s", (outcome, delay) =>
    onStorage((open) => {
      const board = open();
      expect(board.take(Array.from({ length: 40 }, (_, n) => leg(n, outcome, delay)))).toEqual([]);
      expect(board.all()).toMatchObject([{ country: "DE", state: "closed", outcomes: { [outcome]: 40 } }]);
    }),
  );
});
