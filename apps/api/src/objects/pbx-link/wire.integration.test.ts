import { PROVIDER_NAMES, PROVIDERS } from "@callping/domain/fleet/product-fleet";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openRealPhones, type RealPhones } from "../../../../../tests/pbx-link/real-phones.ts";
import { listenForInvites, type SipEar } from "../../../../../tests/pbx-link/sip-ear.ts";
import { TRUNK_DEFAULTS } from "../../services/fleet-definition.ts";
import { exampleOrder, exampleScript } from "./testing/examples.ts";
import { Harness } from "./testing/harness.ts";
import { type RunningLink, startLink, tokenDigest } from "./testing/start-link.ts";

const TOKEN = "control-token-of-the-test";
const CALLER_IDS = ["+13125550100", "+13125550101", "+380441234567"] as const;
let link: RunningLink;
let phones: RealPhones;
let ear: SipEar;
let harness: Harness;

/** One PBX with all four providers of the product, each of them this test's own ear. */
beforeAll(async () => {
  link = await startLink();
  const [callerId, ...moreCallerIds] = CALLER_IDS;
  const trunks = PROVIDER_NAMES.map((id) => {
    const provider = PROVIDERS[id];
    return {
      ...TRUNK_DEFAULTS,
      id,
      endpoint: "wire",
      routeCountries: [...provider.route_countries],
      clearedForEu: provider.cleared_for_eu,
      carriesFiction: false,
      callerId,
      moreCallerIds,
      callerIdRule: provider.caller_id_rule,
      callerName: "CallPing",
      callsPerSecond: 50,
      concurrentCalls: 50,
      priority: provider.priority,
      enabled: true,
      numberFormat: provider.number_format,
    };
  });
  const pbx = { id: "pbx-1", country: "DE", region: "eu", enabled: true, draining: false, trunks };
  await link.define([{ ...pbx, tokenDigests: [tokenDigest(TOKEN)] }]);
  harness = new Harness(link);
  phones = await openRealPhones(`${link.socketOrigin}/pbx/pbx-1`, TOKEN);
  ear = await listenForInvites(phones.wire);
  await vi.waitUntil(
    async () => (await harness.health())?.trunks.every(({ reachable }) => reachable) === true,
    {
      timeout: 40_000,
    },
  );
}, 240_000);
afterAll(async () => {
  ear.close();
  await phones.close();
  await link.stop();
});

/** How a call left, as the carrier sees it. */
async function dialled(trunk_id: string, number: string, responder?: string) {
  const script = { ...exampleScript(), message: [] };
  const order = exampleOrder({ number, trunk_id, script, ...(responder !== undefined && { responder }) });
  const before = ear.invites.length;
  expect(await harness.place("pbx-1", order)).toEqual({ ok: true });
  const reports = await harness.ended(order.line, order.leg_id, 20_000);
  expect(reports.at(-1)?.fact).toMatchObject({ kind: "ended", outcome: "trunk_error", sip_code: 503 });
  const heard = ear.invites.slice(before);
  expect(heard).toHaveLength(1);
  return heard[0];
}

describe("the INVITE that a carrier sees", () => {
  it.each([
    ["zadarma", "+380671112233", "380671112233"],
    ["intertelecom", "+380671112233", "380671112233"],
    ["twilio", "+380671112233", "+380671112233"],
    ["twilio", "+4915123456789", "+4915123456789"],
    ["telnyx", "+4915123456789", "+4915123456789"],
    ["telnyx", "+821012345678", "+821012345678"],
  ])("of %s has the whole of %s in its request URI: %s", { timeout: 60_000 }, async (trunk, number, user) => {
    const heard = await dialled(trunk, number);
    expect(heard?.requestLine).toBe(`INVITE sip:${user}@${phones.wire.address}:${phones.wire.port} SIP/2.0`);
  });

  it(
    "shows the same person the same number, of their own country where the trunk has one",
    { timeout: 60_000 },
    async () => {
      const first = await dialled("twilio", "+4915123456789", "mem_ada");
      const again = await dialled("twilio", "+4915123456789", "mem_ada");
      expect(first?.callerId).toBe(again?.callerId);
      expect(CALLER_IDS).toContain(first?.callerId);
      expect((await dialled("twilio", "+380671112233", "mem_ada"))?.callerId).toBe("+380441234567");
    },
  );

  it("never comes to a provider that may not carry it", async () => {
    const before = ear.invites.length;
    for (const trunk_id of ["zadarma", "intertelecom"]) {
      const order = exampleOrder({ number: "+4915123456789", trunk_id });
      expect(await harness.place("pbx-1", order)).toMatchObject({ ok: false, reason: "forbidden" });
    }
    const outside = exampleOrder({ number: "+33199000001", trunk_id: "twilio" });
    expect(await harness.place("pbx-1", outside)).toMatchObject({ ok: false, reason: "forbidden" });
    expect(ear.invites).toHaveLength(before);
  });
});
