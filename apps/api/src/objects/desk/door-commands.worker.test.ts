import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import type { DoorCommand, ReceiveInput, ReceiveResult } from "../desk-protocol.ts";
import { ENDPOINTS, event, input, snapshotOf } from "./testing/inputs.ts";

let number = 700;
let send: (more: Partial<ReceiveInput>) => Promise<ReceiveResult>;
let desk: ReturnType<typeof env.DESK.getByName>;

beforeEach(async () => {
  number += 1;
  desk = env.DESK.getByName(`desk:${number}:0`);
  await desk.replaceSnapshot(snapshotOf(number));
  send = async (more) => desk.receive(input(more));
});

const ask = (more: Partial<DoorCommand>): Partial<ReceiveInput> => ({
  events: [],
  commands: [{ action: "acknowledge", alert_id: null, dedup_key: "disk", tool: "watcher", ...more }],
});
const fire = async (dedupKey: string): Promise<string> => {
  const answer = await send({ events: [event({ dedupKey })] });
  return (answer.ok && answer.alerts[0]?.id) || "";
};
const stateOf = async (id: string) => (await desk.alert(id))?.alert.state;

describe("what a compatible door asks of an open alert", () => {
  it("acknowledges the one of its key, once, and says who", async () => {
    const id = await fire("disk");
    const other = await fire("lag");
    expect(await send(ask({}))).toMatchObject({
      ok: true,
      alerts: [{ id, state: "acknowledged", calls: [] }],
    });
    await send(ask({}));
    const { timeline = [] } = (await desk.alert(id)) ?? {};
    const said = timeline.filter(({ kind }) => kind === "acknowledged");
    expect(said).toMatchObject([{ actor: { type: "tool", name: "watcher" }, data: { by: "watcher" } }]);
    expect(await stateOf(other)).toBe("triggered");
  });

  it("resolves the one of its key, as the tool that fired it would", async () => {
    const id = await fire("disk");
    await send(ask({ action: "resolve" }));
    expect(await stateOf(id)).toBe("resolved");
    expect((await desk.alert(id))?.timeline.at(-1)).toMatchObject({
      kind: "resolved",
      data: { via: "tool" },
    });
  });

  it("finds it by its id, before a key of the same letters", async () => {
    const id = await fire("disk");
    const decoy = await fire(id);
    await send(ask({ alert_id: id, dedup_key: id }));
    expect([await stateOf(id), await stateOf(decoy)]).toEqual(["acknowledged", "triggered"]);
    await send(ask({ alert_id: "lag", dedup_key: id }));
    expect(await stateOf(decoy)).toBe("acknowledged");
  });

  it("touches no alert of another endpoint, by id or by key", async () => {
    const id = await fire("disk");
    const answer = await send({ ...ask({ alert_id: id }), endpoint_uuid: ENDPOINTS.second });
    expect(answer).toMatchObject({ ok: true, alerts: [] });
    expect(await stateOf(id)).toBe("triggered");
  });

  it("of an alert that is closed or was never there is kept and does nothing", async () => {
    expect(await send({ ...ask({}), request_id: "req_never" })).toMatchObject({ ok: true, alerts: [] });
    const id = await fire("disk");
    await send(ask({ action: "resolve" }));
    await send(ask({ alert_id: id }));
    expect(await stateOf(id)).toBe("resolved");
    expect(await desk.storedRequest("req_never")).toMatchObject({ result: "paused", alert_ids: [] });
  });

  it("repeated with its Idempotency-Key has the effect of once", async () => {
    await fire("disk");
    const first = await send({ ...ask({}), request_id: "req_once", idempotency_key: "k" });
    expect(await send({ ...ask({}), idempotency_key: "k" })).toEqual(first);
  });

  it("is done beyond the limit, too, and makes no alert of the surplus", async () => {
    const id = await fire("disk");
    for (let sent = 0; sent < 70; sent += 1) await send({ events: [] });
    expect(await send({ events: [] })).toMatchObject({ ok: false, reason: "rate_limited", alerts: [] });
    expect(await send(ask({}))).toMatchObject({ ok: true, alerts: [{ id, state: "acknowledged" }] });
    expect(await desk.liveAlerts()).toHaveLength(1);
  });
});

describe("a request that the Worker refuses", () => {
  it("is kept under its reason and rings nobody", async () => {
    const answer = await send({ events: [event({})], refused: "sns_forged", request_id: "req_forged" });
    expect(answer).toEqual({ ok: false, reason: "refused" });
    expect(await desk.storedRequest("req_forged")).toMatchObject({ result: "refused_sns_forged" });
    expect(await desk.liveAlerts()).toEqual([]);
  });
});
