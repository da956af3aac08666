import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { playEvent } from "./play-event.ts";
import { readSent } from "./read-sent.ts";
import { casesAt, type DryRunCase, FLEET } from "./testing/cases.ts";
import { RealWorld } from "./testing/real-world.ts";
import { toldLine } from "./testing/told.ts";

const CASES = 50;
const SEED = 293;

/** The clock alone: what objects do at once takes real turns of the event loop. */
beforeAll(async () => {
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterAll(() => void vi.useRealTimers());

/** The case of a place whose alert is told: one that draws a webhook nobody is rung for says little. */
const drawn = (place: number): DryRunCase => {
  const [given] = fc.sample(casesAt(place), { numRuns: 1, seed: SEED + place });
  if (given === undefined) throw new Error("nothing was drawn");
  return given;
};

it(
  `a dry run equals a real Desk and real PhoneLines: ${CASES} organizations`,
  { timeout: 300_000 },
  async () => {
    let calls = 0;
    for (let place = 0; place < CASES; place += 1) {
      const given = drawn(place);
      const { snapshot, payload, at } = given;
      const [endpoint] = snapshot.endpoints;
      const [sent] = endpoint === undefined ? [] : readSent(endpoint, { payload }).events;
      if (endpoint === undefined || sent === undefined) throw new Error("the payload was not read");
      const standing = { objections: [], open: [], counts: [] };
      const said = playEvent({ snapshot, endpoint, standing, fleet: FLEET, deployment: "local", at }, sent);
      const real = new RealWorld(given);
      const { alert, timeline } = await real.run();
      const numberOf = (phoneId: string) => snapshot.phones.find(({ id }) => id === phoneId)?.number ?? "";
      const rung = said.calls.filter((call) => call.cost_class !== null && !call.shares_call);
      const inOrder = (told: string[]): string[] => told.toSorted((a, b) => (a < b ? -1 : 1));
      expect([place, ...inOrder(real.legs.map(toldLeg))]).toEqual([
        place,
        ...inOrder(rung.map((call) => `${call.at} ${numberOf(call.phone_id)} “${call.words}”`)),
      ]);
      expect([place, ...inOrder(timeline.flatMap(toldLine))]).toEqual([
        place,
        ...inOrder(said.timeline.flatMap(toldLine)),
      ]);
      expect([alert.state, alert.close_reason, alert.rule]).toEqual([
        said.ends?.state,
        said.ends?.reason,
        said.rule?.name,
      ]);
      calls += real.legs.length;
    }
    expect(calls).toBeGreaterThan(CASES * 2);
  },
);

function toldLeg({ order, placedAt }: RealWorld["legs"][number]): string {
  const [message] = order.script.message;
  return `${new Date(placedAt).toISOString()} ${order.number} “${message?.words ?? ""}”`;
}
