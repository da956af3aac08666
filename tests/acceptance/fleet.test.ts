import type { CallView } from "@callping/contract/api/calls";
import type { FleetView } from "@callping/contract/api/fleet";
import { afterEach, describe, expect, it } from "vitest";
import { asOperator, carrierExchange, onStage, operate, useStage } from "./stage.ts";

useStage();

const PBXS = ["pbx-1", "pbx-2"] as const;
const trunk = (pbx: string) => `pbxs/${pbx}/trunks/carrier`;

afterEach(async () => {
  for (const pbx of PBXS) {
    await operate("PUT", `${trunk(pbx)}/countries/FR`, { enabled: true });
    await operate("PATCH", trunk(pbx), { canary_number: null });
    await operate("PATCH", `pbxs/${pbx}`, { country: "FR", draining: false });
  }
});

describe("an operator's kill switch", () => {
  it("takes a country off a trunk for the very next call, even where that leaves no route; back on, it rings", async () => {
    const { scene, numbers } = await onStage("fleet-switch");
    for (const pbx of PBXS) await operate("PUT", `${trunk(pbx)}/countries/FR`, { enabled: false });
    const none = await scene.alert({ title: "Nobody may carry this", severity: "critical" });
    const ended = await scene.entry(none.alerts[0]?.id ?? "", "call_ended");
    expect(ended.data.outcome).toBe("no_permitted_route");

    await operate("PUT", `${trunk("pbx-2")}/countries/FR`, { enabled: true });
    const phone = scene
      .expectCall(numbers[0] ?? "")
      .hear(/critical/i)
      .press("1")
      .hear(/acknowledged/i);
    const { alerts } = await scene.alert({ title: "One may again", severity: "critical" });
    expect((await phone.done()).call.pbxId).toBe("pbx-2");
    await scene.entry(alerts[0]?.id ?? "", "acknowledged");
  });
});

describe("a beginning of numbers that an operator refuses", () => {
  it("rings nobody from the very next call on, and the check of a number says why", async () => {
    const { scene, numbers } = await onStage("number-policy");
    const [number = ""] = numbers;
    const refuse = (never_called: boolean) =>
      asOperator("PUT", `operator/number-policy/deny-prefixes/${number.slice(1)}`, {
        reason: "a test of the number policy",
        never_called,
      });
    await refuse(true);
    try {
      const none = await scene.alert({ title: "Nobody may be called there", severity: "critical" });
      const ended = await scene.entry(none.alerts[0]?.id ?? "", "call_ended");
      expect(["no_permitted_route", "bad_number"]).toContain(ended.data.outcome);
      const asked = await scene.request("/numbers/check", "POST", { number });
      expect(asked.body).toMatchObject({ verdict: "refuse", reason: "denied_prefix" });
    } finally {
      await refuse(false);
    }
    const asked = await scene.request("/numbers/check", "POST", { number });
    expect(asked.body).toMatchObject({ verdict: "allow", number });
  });
});

describe("an organization that is fenced to the EU", () => {
  it("is never called by a PBX elsewhere, and its calls say so", async () => {
    const { scene, numbers } = await onStage("fleet-fence");
    const fenced = await scene.request("/organization/routing", "PUT", { eu_only: true });
    expect(fenced).toMatchObject({ status: 200, body: { eu_only: true, in_effect: true } });
    for (const pbx of PBXS) await operate("PATCH", `pbxs/${pbx}`, { country: "US" });
    const none = await scene.alert({ title: "No PBX is in the EU", severity: "critical" });
    const ended = await scene.entry(none.alerts[0]?.id ?? "", "call_ended");
    expect(ended.data.outcome).toBe("no_permitted_route");

    await operate("PATCH", "pbxs/pbx-1", { country: "FR" });
    const phone = scene
      .expectCall(numbers[0] ?? "")
      .hear(/critical/i)
      .press("1")
      .hear(/acknowledged/i);
    const { alerts } = await scene.alert({ title: "One PBX is in the EU", severity: "critical" });
    const alertId = alerts[0]?.id ?? "";
    expect((await phone.done()).call.pbxId).toBe("pbx-1");
    await scene.entry(alertId, "call_ended");
    await expect
      .poll(async () => {
        const { data } = (await scene.request(`/calls?alert=${alertId}`)).body as { data: CallView[] };
        return data.map(({ pbx_id, pbx_country, eu_only }) => [pbx_id, pbx_country, eu_only]);
      })
      .toEqual([["pbx-1", "FR", true]]);
  });
});

describe("test calls", () => {
  it("go through every trunk to its echo number, end by themselves, and show in the fleet", async () => {
    const exchange = carrierExchange();
    const { scene } = await onStage("fleet-switch");
    const calls: string[] = [];
    for (const [n, pbx] of PBXS.entries()) {
      const number = `+3319900979${n}`;
      await operate("PATCH", trunk(pbx), { canary_number: number });
      exchange.answerFor(number, ({ channelId, pbxId }) => {
        calls.push(pbxId);
        exchange
          .do("POST", `channels/${channelId}/answer`)
          .catch((error: unknown) => calls.push(String(error)));
      });
    }
    await operate("POST", "canaries", {});
    const canaries = async () => {
      const { data } = (await scene.request("/fleet")).body as FleetView;
      const used = data.filter(({ id }) => PBXS.some((pbx) => pbx === id));
      return used.flatMap(({ trunks }) => trunks.map(({ canary }) => canary?.last?.ok ?? null));
    };
    await expect.poll(canaries, { timeout: 20_000 }).toEqual([true, true]);
    expect(calls.toSorted()).toEqual(["pbx-1", "pbx-2"]);
    // At most one a trunk and minute, whoever asks.
    await operate("POST", "canaries", {});
    expect(await canaries()).toEqual([true, true]);
  });
});
