import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { fleetName, HOME_REGION, pbxLinkName } from "../names.ts";

const PBX = "pbx-cold";

describe("a PbxLink whose runtime was killed", () => {
  it("tells the Fleet that its connection is gone, so that pages wait for the PBX instead of failing on it", async () => {
    const fleet = env.FLEET.getByName(fleetName(HOME_REGION));
    const link = env.PBX_LINK.getByName(pbxLinkName(PBX));
    await runInDurableObject(link, (_link, { storage }) => storage.kv.put("pbx_id", PBX));
    await fleet.reportHealth({
      pbx_id: PBX,
      connected: true,
      trunks: [{ trunk_id: "carrier", reachable: true, in_flight: 0 }],
      at: Date.now(),
    });
    await evictDurableObject(link);
    await link.legStatus("leg_of_before");
    await expect
      .poll(async () => (await fleet.snapshot()).pbxs.find(({ pbx_id }) => pbx_id === PBX)?.connected)
      .toBe(false);
  });
});
