import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { IncomingEvent } from "@callping/domain/intake/event";
import { describe, expect, it, vi } from "vitest";
import { exampleEndpoint, exampleSnapshot, exampleUuid } from "./testing/example-snapshot.ts";
import { event, input } from "./testing/inputs.ts";

async function open(organization: number, over: Parameters<typeof exampleEndpoint>[2] = {}) {
  const desk = env.DESK.getByName(`desk:${organization}:0`);
  await desk.replaceSnapshot(exampleSnapshot(organization, [exampleEndpoint(organization, 1, over)]));
  const send = async (more: Partial<IncomingEvent>) => {
    const received = await desk.receive(
      input({
        endpoint_uuid: exampleUuid(organization, 1),
        received_at: Date.now(),
        events: [event(more)],
      }),
    );
    if (!("alerts" in received)) throw new Error(received.reason);
    return received.alerts[0];
  };
  /** What the alarm goes by, also after a crash. */
  const wakeAt = (id = "") =>
    runInDurableObject(
      desk,
      (_desk, { storage }) =>
        storage.sql.exec("SELECT wake_at FROM alerts WHERE id = ?", id).one()["wake_at"],
    );
  const stateOf = async (id = "") => (await desk.alert(id))?.alert.state;
  return { desk, send, wakeAt, stateOf };
}

describe("an alert that was pushed with an end", () => {
  it("is resolved by the Desk's own timer when nothing is pushed again, and then a new push is a new alert", async () => {
    const { desk, send, stateOf } = await open(91);
    const alert = await send({ lapsesAt: Date.now() + 300 });
    await vi.waitFor(async () => expect(await stateOf(alert?.id)).toBe("resolved"), { timeout: 5_000 });
    const resolved = (await desk.alert(alert?.id ?? ""))?.timeline.find(({ kind }) => kind === "resolved");
    expect(resolved).toMatchObject({ actor: { type: "system" }, data: { by: "CallPing", via: "lapsed" } });
    expect(await send({})).toMatchObject({ deduplicated: false });
  });

  it("waits for the end that was said last, and stays open when no end is said, at each organization for itself", async () => {
    const [own, other] = [await open(92), await open(93)];
    const [first, later] = [Date.now() + 60_000, Date.now() + 120_000];
    const alert = await own.send({ lapsesAt: first });
    const neighbour = await other.send({ lapsesAt: first });
    await own.send({ lapsesAt: later });
    expect([await own.wakeAt(alert?.id), await other.wakeAt(neighbour?.id)]).toEqual([later, first]);
    await own.send({});
    // Of an endpoint that is paused only going quiet is waited for.
    expect(Number(await own.wakeAt(alert?.id))).toBeGreaterThan(later);
  });

  it("the page that would have ended in a storm: a push beyond the limit moves the end", async () => {
    const { send, wakeAt } = await open(94);
    const [first, later] = [Date.now() + 60_000, Date.now() + 120_000];
    const alert = await send({ lapsesAt: first });
    for (let n = 1; n < 60; n += 1) await send({ dedupKey: `other ${n}` });
    const surplus = await send({ lapsesAt: later });
    expect(surplus?.id).not.toBe(alert?.id);
    expect(await wakeAt(alert?.id)).toBe(later);
  });

  it("the page that rang on after its end came in a storm, for the endpoint names its own keys", async () => {
    const { send, stateOf } = await open(95, { dedup_template: "{{host}}" });
    const of = (host: string) => ({ payload: { host } });
    const alert = await send({ ...of("db-1"), dedupKey: "delivery 1" });
    for (let n = 1; n < 60; n += 1) await send(of(`web-${n}`));
    await send({ ...of("db-1"), dedupKey: "delivery 2", state: "resolved" });
    expect(await stateOf(alert?.id)).toBe("resolved");
  });
});
