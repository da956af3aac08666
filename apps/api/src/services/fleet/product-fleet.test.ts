import { PBXS, PROVIDERS } from "@callping/domain/fleet/product-fleet";
import { checkNumber } from "@callping/domain/numbers/check-number";
import { dialString } from "@callping/domain/numbers/dial-string";
import { isClearedRegionNeeded } from "@callping/domain/numbers/regions";
import { MOBILE_OF_EVERY_COUNTRY } from "@callping/domain/numbers/testing/every-country";
import { describe, expect, it } from "vitest";
import { passFence } from "../../objects/pbx-link/fence.ts";
import { type PbxDefinition, TRUNK_DEFAULTS } from "../fleet-definition.ts";
import { type CheckedPhone, getHealthyPbx } from "../pbx-registry.ts";

/** The product's own definitions as the fleet has them, all switched on. */
const FLEET: PbxDefinition[] = PBXS.map(({ id, country, region, trunks }) => ({
  id,
  country,
  region,
  enabled: true,
  draining: false,
  tokenDigests: [],
  trunks: trunks.map((name) => {
    const provider = PROVIDERS[name];
    return {
      ...TRUNK_DEFAULTS,
      id: name,
      endpoint: provider.endpoint,
      routeCountries: [...provider.route_countries],
      clearedForEu: provider.cleared_for_eu,
      carriesFiction: false,
      callerId: "+13125550100",
      callerName: "CallPing",
      callsPerSecond: provider.calls_per_second,
      concurrentCalls: provider.concurrent_calls,
      priority: provider.priority,
      costClass: provider.cost_class,
      numberFormat: provider.number_format,
      enabled: true,
    };
  }),
}));
const NUMBERS: CheckedPhone[] = MOBILE_OF_EVERY_COUNTRY.flatMap((number) => {
  const checked = checkNumber(number, { fictionAllowed: false });
  return checked.ok ? [checked] : [];
});
const NAMES = Object.keys(PROVIDERS);

function routeOf(phone: CheckedPhone, up: readonly string[], euOnly = false) {
  const health = new Map(
    FLEET.map(({ id, trunks }) => [
      id,
      {
        connected: true,
        reachableTrunks: new Set(trunks.map((one) => one.id).filter((one) => up.includes(one))),
      },
    ]),
  );
  return getHealthyPbx(phone, { pbxs: FLEET }, { exclude: [], health, cursor: 0, euOnly });
}

describe("the product's five PBXs and four providers", () => {
  it("never give a number to a provider that may not carry it, whichever are up", () => {
    const wrong: string[] = [];
    for (let bits = 0; bits < 2 ** NAMES.length; bits += 1) {
      const up = NAMES.filter((_name, n) => (bits & (1 << n)) !== 0);
      for (const phone of NUMBERS) {
        const picked = routeOf(phone, up);
        const by = picked.ok ? picked.route.trunk_id : null;
        const isUkrainian = phone.e164.startsWith("+380");
        const local = by === "zadarma" || by === "intertelecom";
        if (local && (!isUkrainian || isClearedRegionNeeded(phone.region)))
          wrong.push(`${phone.e164} by ${by}`);
        const global = up.some((name) => name === "twilio" || name === "telnyx");
        const expected = global || (isUkrainian && up.length > 0);
        if (picked.ok !== expected) wrong.push(`${phone.e164} with ${up.join(" ")} up: ${by}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("reach every country at all, and from within the EU alone", () => {
    expect(NUMBERS.length).toBeGreaterThan(200);
    for (const phone of NUMBERS) {
      expect(routeOf(phone, NAMES).ok).toBe(true);
      const inside = routeOf(phone, NAMES, true);
      expect([phone.region, inside.ok && inside.route.pbx_id.startsWith("eu-")]).toEqual([
        phone.region,
        true,
      ]);
    }
  });

  it("say the same where the PBX's link asks last", () => {
    const wrong = FLEET.flatMap((pbx) =>
      pbx.trunks.flatMap((trunk) =>
        NUMBERS.filter((phone) => {
          const local = trunk.id === "zadarma" || trunk.id === "intertelecom";
          const passed = passFence(phone.e164, trunk, { country: pbx.country, euOnly: false }).ok;
          return passed !== (!local || phone.e164.startsWith("+380"));
        }),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it("dial as each provider wants it: + and the full number, or the same digits", () => {
    const dialled = NAMES.map((name) => {
      const trunk = FLEET[0]?.trunks.find(({ id }) => id === name);
      return [name, dialString("+380671112233", trunk?.numberFormat ?? "e164")];
    });
    expect(Object.fromEntries(dialled)).toEqual({
      zadarma: "380671112233",
      intertelecom: "380671112233",
      twilio: "+380671112233",
      telnyx: "+380671112233",
    });
  });
});
