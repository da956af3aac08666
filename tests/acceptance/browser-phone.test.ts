import type { BrowserSessionView } from "@callping/contract/api/browser-phone";
import { createHmac } from "node:crypto";
import { listeningSockets } from "@callping/pbx/listening-sockets";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BrowserPhone, type SipAccount } from "../harness/browser-phone.ts";
import { onStage, runningPids, useStage } from "./stage.ts";

useStage();

let phone: BrowserPhone;
beforeAll(async () => {
  phone = await BrowserPhone.launch(inject("stage").portal);
});
afterAll(() => phone.close());

async function openSession(role: string) {
  const { scene } = await onStage(role);
  const [memberId] = scene.organization.memberIds;
  const { status, body } = await scene.request("/browser-phone/sessions", "POST", { member_id: memberId });
  expect([status, body]).toEqual([201, body]);
  return { scene, session: body as BrowserSessionView };
}

describe("a browser phone", () => {
  it("rings in Chromium, speaks, and key 1 acknowledges", async () => {
    const { scene, session } = await openSession("browser-phone");
    expect(await phone.register(session.sip)).toBeNull();

    const { alerts } = await scene.alert({ title: "Database primary is down on db-1", severity: "critical" });
    const alertId = alerts[0]?.id ?? "";
    await phone.until("phone.state.invite !== null");
    const placed = await scene.entry(alertId, "call_placed");
    expect(placed.data).toMatchObject({ pbx_id: "browser-1", trunk_id: "browser" });
    expect((await phone.state()).invite).toMatchObject({ callId: placed.data.leg_id, from: "+33199000000" });
    await scene.entry(alertId, "ringing");

    await phone.answer();
    await scene.entry(alertId, "spoken");
    await phone.until("phone.state.audibleMs >= 1000");
    const media = await phone.media();
    expect(media).toMatchObject({ codec: "audio/opus", dtls: "connected" });
    expect(media.packets).toBeGreaterThan(50);
    const { "browser-1": pid = 0 } = await runningPids();
    const open = (await listeningSockets(pid)).filter(({ address }) => !address.startsWith("127."));
    expect(open.length, `beside those for DNS: ${JSON.stringify(open)}`).toBeLessThanOrEqual(2);
    expect((await phone.state()).loudest).toBeGreaterThan(0.02);

    await phone.press("1");
    expect((await scene.entry(alertId, "key")).data).toMatchObject({ digit: "1" });
    expect((await scene.entry(alertId, "acknowledged")).data).toMatchObject({ by: "Ada", via: "key" });
    expect((await scene.entry(alertId, "call_ended")).data).toMatchObject({ outcome: "acknowledged" });
    await phone.until("phone.state.ended !== null");
    expect((await scene.request(`/alerts/${alertId}`)).body).toMatchObject({ state: "acknowledged" });
  });

  it("rings in the newest tab alone", async () => {
    const { scene, session } = await openSession("browser-phone-tabs");
    const newest = await phone.anotherTab();
    expect(await phone.register(session.sip)).toBeNull();
    expect(await newest.register(session.sip)).toBeNull();
    await phone.forget();
    const { alerts } = await scene.alert({ title: "Two tabs are open", severity: "critical" });
    await newest.until("phone.state.invite !== null");
    await newest.answer();
    await scene.entry(alerts[0]?.id ?? "", "spoken");
    await newest.press("1");
    await scene.entry(alerts[0]?.id ?? "", "acknowledged");
    expect((await phone.state()).invite).toBeNull();
  });

  it("registers again by itself when its PBX died", async () => {
    const { session } = await openSession("browser-phone-own");
    expect(await phone.register(session.sip)).toBeNull();
    const { "browser-1": pid = 0 } = await runningPids();
    process.kill(pid, "SIGKILL");
    await phone.until("!phone.state.registered");
    await phone.until("phone.state.registered", 60_000);
    expect((await runningPids())["browser-1"]).not.toBe(pid);
  });

  it("that is open in no browser does not answer, and no trunk is blamed for it", async () => {
    const { scene } = await openSession("browser-phone-away");
    const { alerts } = await scene.alert({ title: "Nobody looks at the tab", severity: "critical" });
    const ended = await scene.entry(alerts[0]?.id ?? "", "call_ended");
    expect(ended.data).toMatchObject({ outcome: "no_answer" });
    expect(scene.kinds(alerts[0]?.id ?? "")).not.toContain("leg_failed");
  });
});

describe("the credentials of a browser session", () => {
  it("register their own phone and nothing else", async () => {
    const own = (await openSession("browser-phone-own")).session.sip;
    const other = (await openSession("browser-phone-other")).session.sip;
    const user = own.authorization_user;
    const attempts: Record<string, SipAccount> = {
      "a wrong password": { ...own, password: other.password },
      "the phone of somebody else": { ...own, uri: other.uri },
      "another's user": { ...own, authorization_user: other.authorization_user },
      "a longer life": { ...own, authorization_user: user.replace(/-[0-9a-z]+-/, "-zzzzzz-") },
      "no session": { ...own, authorization_user: "browser" },
    };
    for (const [what, sip] of Object.entries(attempts))
      expect([what, await phone.register(sip)]).toEqual([what, expect.any(Number)]);
    expect(await phone.register(own)).toBeNull();
    expect(await phone.call(other.uri)).toBe(488);
    expect(await phone.call("sip:+380441234567@callping.invalid")).toBe(488);
  });

  it("are refused when their time is over, the right password with them", async () => {
    const { sip } = (await openSession("browser-phone-own")).session;
    const signed = (expiresAt: number): SipAccount => {
      const user = sip.authorization_user.replace(
        /(-\d+)-[0-9a-z]+-/,
        `$1-${Math.floor(expiresAt / 1000).toString(36)}-`,
      );
      return { ...sip, authorization_user: user, password: passwordOf(user) };
    };
    expect(signed(expiryOf(sip))).toEqual(sip);
    expect(await phone.register(signed(Date.now() + 60_000))).toBeNull();
    expect(await phone.register(signed(Date.now() - 1000))).toBe(401);
  });
});

function expiryOf({ authorization_user }: SipAccount): number {
  return Number.parseInt(authorization_user.split("-")[2] ?? "", 36) * 1000;
}

/** As the Worker makes it, with the installation's own pepper. */
function passwordOf(user: string): string {
  const secrets = readFileSync(join(inject("stage").stateDir, "secrets.json"), "utf8");
  const { credentialPepper } = JSON.parse(secrets) as { credentialPepper: string };
  const key = Buffer.from(credentialPepper, "hex");
  return createHmac("sha256", key).update(`browser_session\n${user}`).digest("hex");
}
