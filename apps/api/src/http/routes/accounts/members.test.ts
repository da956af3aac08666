import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DEMO } from "../../../db/demo.ts";
import { detail } from "../../testing/seed-records.ts";
import { joinDemo, newPerson, openPortal, type Portal, type Tab } from "../../testing/portal.ts";

let portal: Portal;
let owner: Tab;
let member: Tab;
let memberId: string;
let viewer: Tab;
let viewerId: string;
beforeAll(async () => {
  portal = await openPortal();
  owner = await newPerson(portal, "owner@example.invalid", "198.51.100.80");
  member = await newPerson(portal, "member@example.invalid", "198.51.100.81");
  viewer = await newPerson(portal, "viewer@example.invalid", "198.51.100.82");
  await joinDemo(portal, owner, "owner");
  memberId = await joinDemo(portal, member, "member");
  viewerId = await joinDemo(portal, viewer, "viewer");
  for (const tab of [owner, member, viewer]) {
    await tab.session();
    await tab.stepUp();
  }
});
afterAll(() => portal.dispose());
beforeEach(async () => {
  await portal.db.prepare("DELETE FROM limit_counts").run();
});

const adas = async () =>
  (
    await portal.db
      .prepare("SELECT id FROM phones WHERE member_id = ? AND is_primary = 1")
      .bind(DEMO.ownerMemberId)
      .first<{ id: string }>()
  )?.id ?? "";

describe("what a session does through the API", () => {
  it("the page that a colleague would have taken by writing their own number into somebody's phone", async () => {
    const phone = `/api/v1/numbers/${await adas()}`;
    const tries: [string, string, object | undefined][] = [
      ["PATCH", phone, { label: "Mine now" }],
      ["DELETE", phone, undefined],
      ["POST", `${phone}/verification`, {}],
      ["POST", `${phone}/verification/confirm`, { code: "123456" }],
      ["PUT", `${phone}/quiet-hours`, { windows: [{ from: "22:00", to: "06:00" }] }],
      ["DELETE", `${phone}/quiet-hours`, undefined],
      ["POST", "/api/v1/numbers", { member_id: DEMO.ownerMemberId, number: "+33612345678" }],
    ];
    for (const [method, path, body] of tries)
      expect([method, path, await member.told(method, path, { body })]).toEqual([
        method,
        path,
        [403, "missing_role"],
      ]);
    // Their own they change, and an owner everybody's.
    expect(await owner.told("PATCH", phone, { body: { label: "Ada's mobile" } })).toEqual([200, ""]);
    const own = { member_id: memberId, number: "+33612345678" };
    expect((await member.ask("POST", "/api/v1/numbers", { body: own })).status).toBe(201);
  });

  it("lets a browser ring for whoever is signed in, and for nobody else", async () => {
    const session = (tab: Tab, member_id: string) =>
      tab.told("POST", "/api/v1/browser-phone/sessions", { body: { member_id } });
    expect(await session(owner, DEMO.secondMemberId)).toEqual([404, "not_found"]);
    expect(await session(viewer, viewerId)).toEqual([201, ""]);
  });

  it("acknowledges as the person, by name, and keeps their cookie from the Desk", async () => {
    portal.desks.alerts.set("desk:1:0", [detail("alr_open", 1)]);
    expect((await member.ask("POST", "/api/v1/alerts/alr_open/acknowledge")).status).toBe(200);
    expect(portal.desks.commands.at(-1)?.actor).toEqual({
      type: "member",
      id: memberId,
      name: "Nadia Example",
    });
    await member.ask("GET", "/api/v1/live", {
      headers: { upgrade: "websocket", origin: "https://my.callping.example" },
    });
    const given = portal.desks.fetched.at(-1)?.request.headers;
    expect([given?.get("cookie"), given?.get("x-callping-watcher")]).toEqual([
      null,
      (await member.session()).user.id,
    ]);
  });

  it("is on record under the person's name", async () => {
    const made = await owner.ask("POST", "/api/v1/contacts", { body: { name: "Lin" } });
    const { contact } = await made.json<{ contact: { id: string } }>();
    const row = await portal.db
      .prepare("SELECT actor_id, actor_label, organization_id FROM audit_log WHERE subject = ?")
      .bind(contact.id)
      .first();
    expect(row).toEqual({
      actor_id: (await owner.session()).user.id,
      actor_label: "Nadia Example",
      organization_id: portal.organizationId,
    });
  });
});
