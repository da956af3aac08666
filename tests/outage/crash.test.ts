import { describe, expect, it } from "vitest";
import { VICTIMS } from "../chaos/blows.ts";
import { runChaos } from "../chaos/run.ts";
import { reportLines } from "../chaos/table.ts";

/** The moments are this seed's; `npm run chaos -- 60` takes another one at each run. */
const SEED = 20_261_117;
/** All of it, with the start of an installation and the wait until every alert is acknowledged. */
const WITHIN_MS = 300_000;

describe("kills", () => {
  it(
    "no accepted webhook is lost and none rings twice, whatever is killed, and nothing is left behind",
    { timeout: WITHIN_MS },
    async () => {
      const report = await runChaos({ kills: VICTIMS.length, seed: SEED, say: () => {} });
      console.log(reportLines(report).join("\n"));
      expect(report.findings).toEqual([]);
      expect(report.rounds.map(({ blow }) => blow.victim).toSorted()).toEqual(VICTIMS.toSorted());
      expect(report.rounds.filter(({ recoverySeconds }) => recoverySeconds === null)).toEqual([]);
      const accepted = report.rounds.reduce((sum, round) => sum + round.accepted, 0);
      expect(accepted).toBeGreaterThan(2 * VICTIMS.length);
    },
  );
});
