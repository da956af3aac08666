import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TimelineEntry } from "@callping/domain/alerts/timeline";
import { familyOf, killNow } from "../chaos/processes.ts";
import { ageState } from "../harness/age-state.ts";
import { HandsetExchange, type IncomingCall } from "../harness/handset-exchange.ts";
import { freePort, Installation, type Ready } from "../harness/installation.ts";
import { type OrganizationSpec, seedOrganization, type TestOrganization } from "../harness/organizations.ts";
import { Scene } from "../harness/scene.ts";

const AWAY_MS = 600_000;
const STEP_SECONDS = 300;
const PLAN: OrganizationSpec["plan"] = {
  ringSeconds: 30,
  attempts: 3,
  spacingSeconds: 45,
  steps: [{ afterSeconds: STEP_SECONDS, action: { type: "call_member", memberId: "second" } }],
  passes: 2,
};
const NUMBERS = ["00", "01", "02", "03", "04"].map((person) => `+331990090${person}`);
const [ADA = "", GRACE = "", ALAN = "", EDSGER = "", BARBARA = ""] = NUMBERS;
const NAMES = ["Ada", "Grace", "Alan", "Edsger", "Barbara"];
const HERE: OrganizationSpec = {
  people: NAMES.map((name, index) => ({ name, number: NUMBERS[index] ?? "" })),
  plan: PLAN,
  byName: true,
};
/** Alan works for another organization, too, and has one telephone. */
const THERE: OrganizationSpec = { people: [{ name: "Alan", number: ALAN }], plan: PLAN, byName: true };
const ALERTS_EACH = 8;

let exchange: HandsetExchange;
let installation: Installation;
const organizations: TestOrganization[] = [];

beforeAll(async () => {
  const controllerPort = await freePort();
  exchange = await HandsetExchange.open(controllerPort);
  installation = new Installation({
    controllerPort,
    seed: async (secrets) => {
      if (organizations.length > 0) return [];
      const here = await seedOrganization("Here", 2_001, HERE, secrets);
      const there = await seedOrganization("There", 2_002, THERE, secrets);
      organizations.push(here.organization, there.organization);
      return [...here.statements, ...there.statements];
    },
  });
});
afterAll(async () => {
  await installation.remove();
  exchange.close();
});

/** Both organizations, on an installation that has just started. */
async function scenes({ urls }: Ready): Promise<[Scene, Scene]> {
  const [here, there] = await Promise.all(
    organizations.map((organization) =>
      Scene.open(organization, urls.api, exchange, installation.recordings),
    ),
  );
  if (here === undefined || there === undefined) throw new Error("there are two organizations");
  return [here, there];
}

const bodyOf = (who: string, n: number, status = "firing") => ({
  for: who,
  title: `Volume ${n} of ${who} is full`,
  severity: n === 3 ? "critical" : "major",
  dedup_key: `${who} ${n}`,
  status,
});

/** Eight alerts for one person; their ids. */
async function fire(scene: Scene, who: string, most = ALERTS_EACH): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 1; n <= most; n += 1) ids.push((await scene.alert(bodyOf(who, n))).alerts[0]?.id ?? "");
  return ids;
}

/** The tool says what is over, as soon as anything takes it. */
async function resolveWhenUp(scene: Pick<Scene, "send">, who: string, n: number): Promise<void> {
  const body = JSON.stringify(bodyOf(who, n, "resolved"));
  for (let status = 0; status !== 202; await wait(100))
    status = await scene.send(body, { "content-type": "application/json" }).then(
      (answer) => answer.status,
      () => 0,
    );
}

async function timelineOf(scene: Scene, alertId: string): Promise<TimelineEntry[]> {
  return ((await scene.request(`/alerts/${alertId}`)).body as { timeline: TimelineEntry[] }).timeline;
}

describe("ten minutes in which the platform was down", () => {
  it("leave one call a person that says how many and since when, none for what is over, and whole steps", async () => {
    const before = await scenes(await installation.start());
    await exchange.ready();
    const [here, there] = before;
    const play = (number: string, uri: string, body?: Record<string, unknown>): void =>
      exchange.answerFor(
        number,
        (call: IncomingCall) => void exchange.do("POST", `channels/${call.channelId}/${uri}`, body),
      );
    for (const engaged of [EDSGER, BARBARA])
      play(engaged, "continue", { context: "refuse", extension: "486", priority: 1 });
    for (const ringing of [ADA, GRACE, ALAN]) play(ringing, "ring");
    const [forEdsger, forBarbara] = [await fire(here, "Edsger"), await fire(here, "Barbara")];
    const [forAda, forGrace, forAlan] = [
      await fire(here, "Ada"),
      await fire(here, "Grace"),
      await fire(here, "Alan"),
    ];
    const elsewhere = await fire(there, "Alan", 4);
    await here.entry(forAlan[ALERTS_EACH - 1] ?? "", "call_placed");
    await here.entry(forBarbara[0] ?? "", "call_ended");

    killNow(familyOf(installation.supervisorPid).map(({ pid }) => pid));
    await installation.exited();
    for (const scene of before) scene.close();
    ageState(installation.stateDir, AWAY_MS);
    const calls: string[] = [];
    exchange.onInvite = ({ number }) => calls.push(number);
    const backAt = Date.now();
    const over = [
      ...[1, 2, 4].map((n) => ["Ada", n] as const),
      ...forAlan.map((_, n) => ["Alan", n + 1] as const),
    ];
    const [ready] = await Promise.all([
      installation.start(),
      ...over.map(([who, n]) => resolveWhenUp(here, who, n)),
    ]);
    const [again, other] = await scenes(ready);
    await other.recall(elsewhere);
    await again.recall([...forAda, ...forGrace, ...forEdsger, ...forBarbara]);

    const takes = (scene: Scene, number: string, words: RegExp) =>
      scene
        .expectCall(number)
        .ringFor(8)
        .hear(words)
        .press("1")
        .hear(/acknowledged/i)
        .done();
    const grace = again.expectCall(GRACE).rings();
    await Promise.all([
      takes(
        again,
        ADA,
        /for Here\. 5 alerts\. The worst is critical: volume 3 of Ada is full.* Began 1\d minutes ago/i,
      ),
      takes(other, ALAN, /for There\. 4 alerts\. The worst is critical: volume 3.* Began 1\d minutes ago/i),
      takes(again, EDSGER, /for Here\. 8 alerts\. The worst is critical: volume 3/i),
      takes(again, BARBARA, /for Here\. 8 alerts\. The worst is critical: volume 3/i),
      grace.done(),
    ]);
    expect(calls.toSorted()).toEqual(NUMBERS);
    expect(exchange.unexpected.map(({ number }) => number)).toEqual([]);

    const resolved = [forAda[0], forAda[1], forAda[3], ...forAlan];
    const answered = [...forAda, ...forEdsger, ...forBarbara].filter((id) => !resolved.includes(id));
    const states = async (scene: Scene, ids: readonly (string | undefined)[]) =>
      new Set(
        await Promise.all(
          ids.map(async (id) => ((await scene.request(`/alerts/${id}`)).body as { state: string }).state),
        ),
      );
    expect(await states(again, resolved)).toEqual(new Set(["resolved"]));
    expect(await states(again, answered)).toEqual(new Set(["acknowledged"]));
    expect(await states(other, elsewhere)).toEqual(new Set(["acknowledged"]));
    expect(await states(again, forGrace)).toEqual(new Set(["triggered"]));
    for (const id of forGrace) {
      const since = (await timelineOf(again, id)).filter(({ at }) => Date.parse(at) > backAt);
      expect(since.map(({ kind }) => kind)).toContain("resumed");
      const steps = since.flatMap((entry) => (entry.kind === "step_started" ? [entry] : []));
      expect(steps.map(({ data }) => data.step)).toEqual([0]);
      const startsAt = since.flatMap((entry) =>
        entry.kind === "attempt_started" ? [Date.parse(entry.at)] : [],
      );
      const next = Date.parse(steps[0]?.data.next_step_at ?? "");
      expect(next - Math.min(...startsAt)).toBeGreaterThanOrEqual(STEP_SECONDS * 1000 - 1_000);
    }
    for (const scene of [again, other]) scene.close();
  }, 240_000);
});
