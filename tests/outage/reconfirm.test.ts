import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ageState } from "../harness/age-state.ts";
import { HandsetExchange } from "../harness/handset-exchange.ts";
import { freePort, Installation } from "../harness/installation.ts";
import { seedOrganization, type TestOrganization } from "../harness/organizations.ts";
import { Scene } from "../harness/scene.ts";

/** The shortest that a plan may say. */
const ASK_AFTER_SECONDS = 300;
/** Of them so many pass for real, so that the question is never late. */
const FOR_REAL_SECONDS = 25;
const [ADA, GRACE] = ["+33199009100", "+33199009101"];

let exchange: HandsetExchange;
let installation: Installation;
let organization: TestOrganization | null = null;
let scene: Scene | null = null;

beforeAll(async () => {
  const controllerPort = await freePort();
  exchange = await HandsetExchange.open(controllerPort);
  installation = new Installation({
    controllerPort,
    seed: async (secrets) => {
      if (organization !== null) return [];
      const spec = {
        people: [
          { name: "Ada", number: ADA },
          { name: "Grace", number: GRACE },
        ],
        plan: {
          ringSeconds: 5,
          attempts: 1,
          spacingSeconds: 5,
          steps: [{ afterSeconds: 20, action: { type: "call_member" as const, memberId: "second" } }],
          passes: 1,
          reconfirmAfterSeconds: ASK_AFTER_SECONDS,
        },
      };
      const seeded = await seedOrganization("Question", 2_003, spec, secrets);
      organization = seeded.organization;
      return seeded.statements;
    },
  });
});
afterAll(async () => {
  scene?.close();
  await installation.remove();
  exchange.close();
});

/** Starts the installation, after a time that nobody has to wait for. */
async function startLater(alertId?: string): Promise<Scene> {
  scene?.close();
  await installation.stop();
  if (alertId !== undefined) ageState(installation.stateDir, (ASK_AFTER_SECONDS - FOR_REAL_SECONDS) * 1000);
  const { urls } = await installation.start();
  await exchange.ready();
  if (organization === null) throw new Error("nobody was seeded");
  scene = await Scene.open(organization, urls.api, exchange, installation.recordings);
  if (alertId !== undefined) await scene.recall([alertId]);
  return scene;
}

describe("whoever acknowledged is asked whether they are still on it", () => {
  it("key 1 confirms, for the same time again; nobody answers, and the plan rings the next people", async () => {
    const first = await startLater();
    const acknowledged = first
      .expectCall(ADA)
      .hear(/critical/i)
      .press("1")
      .hear(/acknowledged/i)
      .done();
    const alertId =
      (await first.alert({ title: "Queue is stuck", severity: "critical" })).alerts[0]?.id ?? "";
    await acknowledged;

    const asked = await startLater(alertId);
    await asked
      .expectCall(ADA)
      .hear(/are you still on it\?.*queue is stuck/i)
      .press("1")
      .hear(/acknowledged/i)
      .done();
    expect((await asked.entry(alertId, "reconfirmed")).data.by).toBe("Ada");
    expect(await asked.request(`/alerts/${alertId}`)).toMatchObject({ body: { state: "acknowledged" } });

    const again = await startLater(alertId);
    const nobody = again.expectCall(ADA).rings();
    const next = again
      .expectCall(GRACE)
      .hear(/critical.*queue is stuck/i)
      .press("1")
      .hear(/acknowledged/i);
    await nobody.done();
    const expired = await again.entry(alertId, "unacknowledged");
    expect(expired.data).toMatchObject({ via: "reconfirm", reason: expect.stringContaining("no_answer") });
    await next.done();
    const last = await again.entry(alertId, "acknowledged", ({ data }) => data.by === "Grace");
    expect(last.seq).toBeGreaterThan(expired.seq);
    expect(exchange.unexpected).toEqual([]);
  }, 300_000);
});
