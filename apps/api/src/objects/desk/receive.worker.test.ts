import { env } from "cloudflare:workers";
import type { IncomingEvent } from "@callping/domain/intake/event";
import { describe, expect, it } from "vitest";
import type { ReceiveInput, ReceiveResult } from "../desk-protocol.ts";
import { exampleEndpoint, exampleSnapshot, exampleUuid } from "./testing/example-snapshot.ts";
import { event, input } from "./testing/inputs.ts";

function webhook(organization: number, endpoint: number, more: Partial<IncomingEvent>): ReceiveInput {
  const events = [event({ severity: null, dedupKey: null, ...more })];
  return input({ endpoint_uuid: exampleUuid(organization, endpoint), received_at: Date.now(), events });
}

const alertOf = (result: ReceiveResult) => ("alerts" in result ? result.alerts[0] : undefined);

describe("an endpoint's own dedup key", () => {
  const labelled = (instance: string | null, dedupKey: string, more: Partial<IncomingEvent> = {}) => ({
    dedupKey,
    payload: { labels: { alertname: "Disk", ...(instance !== null && { instance }) } },
    ...more,
  });

  it("joins what the tool keeps apart and parts what the tool joins; without its fields the tool's key holds", async () => {
    const desk = env.DESK.getByName("desk:81:0");
    const dedup_template = "{{labels.alertname}}/{{labels.instance}}";
    await desk.replaceSnapshot(exampleSnapshot(81, [exampleEndpoint(81, 1, { dedup_template })]));
    const send = async (event: Partial<IncomingEvent>) => alertOf(await desk.receive(webhook(81, 1, event)));
    const first = await send(labelled("db-1", "delivery 1"));
    expect(await send(labelled("db-1", "delivery 2"))).toMatchObject({ id: first?.id, deduplicated: true });
    expect(await send(labelled("db-2", "delivery 1"))).toMatchObject({ deduplicated: false });
    const bare = await send(labelled(null, "delivery 1"));
    expect(bare).toMatchObject({ deduplicated: false });
    expect(await send(labelled(null, "delivery 1"))).toMatchObject({ id: bare?.id, deduplicated: true });
    const byDoor = webhook(81, 1, labelled("db-1", "PagerDuty's own key"));
    byDoor.headers = { "callping-door": "pagerduty trigger" };
    expect(alertOf(await desk.receive(byDoor))).toMatchObject({ deduplicated: false });
    expect(await send(labelled("db-1", "other", { state: "resolved" }))).toMatchObject({
      id: first?.id,
      state: "resolved",
    });
  });
});

describe("an alert without a key", () => {
  it.each([
    ["[FIRING:1] Load is high", "[RESOLVED] Load is high"],
    ["shop is DOWN", "shop is UP"],
    ["CRITICAL: disk is full", "OK: disk is full"],
  ])("rang on though its end had come: %j, %j", async (problem, end) => {
    const desk = env.DESK.getByName(`desk:86:${problem.length}`);
    await desk.replaceSnapshot(exampleSnapshot(86, [exampleEndpoint(86, 1)]));
    const begun = alertOf(await desk.receive(webhook(86, 1, { title: problem })));
    expect(alertOf(await desk.receive(webhook(86, 1, { title: "Another problem" })))?.id).not.toBe(begun?.id);
    expect(alertOf(await desk.receive(webhook(86, 1, { title: end, state: "resolved" })))).toMatchObject({
      id: begun?.id,
      state: "resolved",
    });
  });
});

describe("a flood", () => {
  it("of one endpoint becomes one alert that counts, and takes nothing from another endpoint", async () => {
    const desk = env.DESK.getByName("desk:82:0");
    await desk.replaceSnapshot(exampleSnapshot(82, [exampleEndpoint(82, 1), exampleEndpoint(82, 2)]));
    const results: ReceiveResult[] = [];
    for (let n = 0; n < 65; n += 1)
      results.push(await desk.receive(webhook(82, 1, { title: `Disk ${n} is full` })));
    expect(results.slice(0, 60).every((result) => result.ok)).toBe(true);
    const surplus = results.slice(60);
    expect(surplus.map((result) => ("limit" in result ? result.limit : null))).toEqual(
      Array.from({ length: 5 }, () => "60 webhooks in 10 s an endpoint"),
    );
    const coalesced = new Set(surplus.map((result) => alertOf(result)?.id));
    expect(coalesced.size).toBe(1);
    const [id = ""] = coalesced;
    expect((await desk.alert(id))?.alert.count).toBe(5);
    expect((await desk.receive(webhook(82, 2, { title: "Quiet neighbour" }))).ok).toBe(true);
  });

  it("that comes at once shares a commit and a line of the timeline, and what it resolves is resolved", async () => {
    const desk = env.DESK.getByName("desk:84:0");
    await desk.replaceSnapshot(exampleSnapshot(84, [exampleEndpoint(84, 1)]));
    const firing = (n: number) => webhook(84, 1, { title: `Disk ${n} is full`, dedupKey: `disk ${n}` });
    const first = await Promise.all(Array.from({ length: 60 }, (_, n) => desk.receive(firing(n))));
    const repeated = firing(100);
    const surplus = await Promise.all([
      ...Array.from({ length: 20 }, (_, n) => desk.receive(firing(60 + n))),
      desk.receive(webhook(84, 1, { state: "resolved", dedupKey: "disk 7" })),
      desk.receive(repeated),
      desk.receive(repeated),
    ]);
    expect(new Set(surplus.slice(0, 20).map((result) => alertOf(result)?.id)).size).toBe(1);
    expect(alertOf(surplus[20] as ReceiveResult)).toMatchObject({
      id: alertOf(first[7] as ReceiveResult)?.id,
      state: "resolved",
    });
    expect(surplus[22]).toEqual(surplus[21]);
    const detail = await desk.alert(alertOf(surplus[0])?.id ?? "");
    expect(detail?.alert.count).toBe(21);
    expect(detail?.timeline.filter(({ kind }) => kind === "deduplicated")).toHaveLength(1);
    expect(await desk.receive(repeated)).toEqual(surplus[21]);
  });

  it("is kept but for the one that cannot be: it takes no other with it", async () => {
    const desk = env.DESK.getByName("desk:85:0");
    await desk.replaceSnapshot(exampleSnapshot(85, [exampleEndpoint(85, 1), exampleEndpoint(85, 2)]));
    const send = (endpoint: number, n: number) =>
      desk.receive(webhook(85, endpoint, { title: `Disk ${n} is full` }));
    await Promise.all(Array.from({ length: 120 }, (_, n) => send((n % 2) + 1, n)));
    // The same request id at two endpoints at once: the second cannot be stored.
    const first = webhook(85, 1, { title: "Disk is full" });
    const same = { ...webhook(85, 2, { title: "Disk is full" }), request_id: first.request_id };
    const [kept, refused, other] = await Promise.allSettled([
      desk.receive(first),
      desk.receive(same),
      send(2, 200),
    ]);
    expect([kept.status, refused.status, other.status]).toEqual(["fulfilled", "rejected", "fulfilled"]);
    const counted = other.status === "fulfilled" ? alertOf(other.value) : undefined;
    expect((await desk.alert(counted?.id ?? ""))?.alert.count).toBe(1);
  });

  it("was ended by a tool that sent CallPing's own key as resolved", async () => {
    const desk = env.DESK.getByName("desk:86:0");
    await desk.replaceSnapshot(exampleSnapshot(86, [exampleEndpoint(86, 1)]));
    const results = await Promise.all(
      Array.from({ length: 61 }, (_, n) => desk.receive(webhook(86, 1, { title: `Disk ${n} is full` }))),
    );
    const surplus = alertOf(results[60] as ReceiveResult);
    const own = { dedupKey: "callping:coalesced", title: "Ours" };
    await desk.receive(webhook(86, 1, { ...own, state: "resolved" }));
    expect((await desk.alert(surplus?.id ?? ""))?.alert.state).toBe("triggered");
  });

  it("of many endpoints meets the organization's limit, and is kept all the same", async () => {
    const desk = env.DESK.getByName("desk:83:0");
    const endpoints = Array.from({ length: 9 }, (_, index) => exampleEndpoint(83, index + 1));
    await desk.replaceSnapshot(exampleSnapshot(83, endpoints));
    const limits = new Set<string>();
    const results = await Promise.all(
      Array.from({ length: 330 }, (_, n) =>
        desk.receive(webhook(83, (n % 9) + 1, { title: `Problem ${n}` })),
      ),
    );
    for (const result of results) {
      if (!("alerts" in result)) throw new Error(JSON.stringify(result));
      expect(result.alerts).toHaveLength(1);
      if ("limit" in result) limits.add(result.limit);
    }
    expect([...limits]).toEqual(["300 webhooks in 10 s an organization"]);
  });
});
