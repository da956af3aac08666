import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { leastRoleFor } from "@callping/domain/accounts/roles";
import { SCOPES } from "@callping/contract/api/scopes";
import { AUDIT_EVENTS } from "../../audit-events.ts";
import { type RouteRow, ROUTES } from "../../route-table.ts";
import { API } from "../../testing/harness.ts";
import { joinDemo, MY, newPerson, openPortal, type Portal, signUpOf, Tab } from "../../testing/portal.ts";

let portal: Portal;
let owner: Tab;
let viewer: Tab;
let member: Tab;
let stranger: Tab;
beforeAll(async () => {
  portal = await openPortal();
  owner = await newPerson(portal, "owner@example.invalid", "198.51.100.80");
  viewer = await newPerson(portal, "viewer@example.invalid", "198.51.100.81");
  member = await newPerson(portal, "member@example.invalid", "198.51.100.82");
  stranger = await newPerson(portal, "stranger@example.invalid", "198.51.100.83");
  await joinDemo(portal, owner, "owner");
  await joinDemo(portal, viewer, "viewer");
  await joinDemo(portal, member, "member");
  await Promise.all([owner, viewer, member, stranger].map((tab) => tab.session()));
});
afterAll(() => portal.dispose());

interface Route {
  key: string;
  method: string;
  path: string;
  row: RouteRow;
}
const routes: Route[] = Object.entries<RouteRow>(ROUTES).map(([key, row]) => {
  const [method = "", path = ""] = key.split(" ");
  return { key, method, path: path.replaceAll(/:[a-z]+/g, "none"), row };
});
const guarded = routes.filter(({ row }) => row.auth === "key_or_session" || row.auth === "session");
const changing = routes.filter(
  ({ row, method }) => method !== "GET" && ["key_or_session", "session", "visitor"].includes(row.auth),
);
const named = (list: readonly Route[]) => list.map((route): [string, Route] => [route.key, route]);
const live = { upgrade: "websocket", origin: MY };
const asks = (tab: Tab, { method, path }: Route, headers: Record<string, string> = {}) =>
  tab.told(method, path, {
    headers: { ...(path.endsWith("/live") && live), ...headers },
    body: method === "GET" ? undefined : {},
  });

describe("every route of people, by its row", () => {
  it.each(named(guarded))("%s: without a session 401", async (_, route) => {
    expect(await asks(new Tab(portal), route)).toEqual([401, "unauthenticated"]);
  });

  it.each(named(changing))("%s: from another origin 403, as another type 415", async (_, route) => {
    const foreign: Record<string, string>[] = [
      { origin: "https://evil.example" },
      { origin: "https://status.callping.example" },
      { origin: API },
      { origin: "null" },
      { origin: `${MY}.evil.example` },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { "sec-fetch-site": "none" },
    ];
    for (const headers of foreign)
      expect([headers, await asks(owner, route, headers)]).toEqual([headers, [403, "wrong_origin"]]);
    expect(await owner.told(route.method, route.path, { without: ["origin"] })).toEqual([
      403,
      "wrong_origin",
    ]);
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "text/plain; a=application/json"])
      expect(await asks(owner, route, { "content-type": type })).toEqual([415, "not_json"]);
  });

  it.each(named(changing.filter(({ row }) => row.auth !== "visitor")))(
    "%s: without a CSRF token of this session 403",
    async (_, route) => {
      for (const token of ["", "x", stranger.csrf, owner.csrf.replace(/.$/, "g")])
        expect(await asks(owner, route, { "x-csrf-token": token })).toEqual([403, "csrf_token_invalid"]);
    },
  );

  it.each(named(guarded.filter(({ row }) => row.scope !== null)))(
    "%s: with a role that may not 403",
    async (_, route) => {
      const least = leastRoleFor(route.row.scope ?? "", SCOPES);
      const may = {
        owner: [owner],
        admin: [owner],
        member: [owner, member],
        viewer: [owner, member, viewer],
      };
      for (const tab of [owner, member, viewer]) {
        const [status, code] = await asks(tab, route);
        expect(code === "missing_role" && status === 403).toBe(least === null || !may[least].includes(tab));
      }
    },
  );

  it.each(named(guarded.filter(({ row }) => row.stepUp === true)))(
    "%s: without a fresh step-up 403",
    async (_, route) => {
      expect(await asks(owner, route)).toEqual([403, "step_up_required"]);
    },
  );

  it.each(named(routes.filter(({ row }) => row.auth === "session" || row.auth === "visitor")))(
    "%s: is no route of the API's host",
    async (_, { method, path }) => {
      const headers = { cookie: `__Host-cp_session=${owner.cookie ?? ""}`, origin: API };
      expect((await portal.request(`${API}${path}`, { method, headers })).status).toBe(404);
    },
  );

  it("a session counts on the portal's host alone, and a key beside it is what counts", async () => {
    const cookie = `__Host-cp_session=${owner.cookie ?? ""}`;
    const at = async (host: string, headers: Record<string, string>) =>
      (await portal.request(`${host}/api/v1/endpoints`, { headers: { cookie, ...headers } })).status;
    expect(await at(MY, {})).toBe(200);
    expect(await at(API, {})).toBe(401);
    expect(await at(MY, { authorization: "Bearer cpk_x" })).toBe(401);
  });
});

describe("another organization's identifiers", () => {
  const theirs = async () =>
    Promise.all(
      [
        "organizations WHERE id = 'org_L2'",
        ...["endpoints", "scenarios", "phones", "members", "projects"].map(
          (table) => `${table} WHERE organization_id = 'org_L2'`,
        ),
      ].map(async (rows) => (await portal.db.prepare(`SELECT * FROM ${rows}`).all()).results),
    );
  let before: Awaited<ReturnType<typeof theirs>>;
  beforeAll(async () => {
    before = await theirs();
    await owner.stepUp();
  });

  const ids = ["end_L2-0", "scn_L2-0", "pho_L2-0", "mem_L2-0", "prj_L2", "usr_L2-0", "org_L2"];
  const withId = routes.filter(({ key, row }) => row.auth === "key_or_session" && key.includes("/:id"));

  it.each(named(withId))("%s: are answered as if there were none", async (key) => {
    const [method = "", path = ""] = key.split(" ");
    const told = (id: string) => {
      const url = path.replace(":id", id).replaceAll(/:[a-z]+/g, "none");
      return owner.told(method, url, { body: method === "GET" ? undefined : {} });
    };
    const none = await told("non_such");
    for (const id of ids) {
      const foreign = await told(id);
      expect([id, foreign]).toEqual([id, none]);
      // A calendar link that is not there may be removed: 200, and it says that nothing was.
      expect([id, foreign[0] < 500 && (foreign[0] >= 400 || key.endsWith("/feed"))]).toEqual([id, true]);
    }
  });

  it("and nothing of theirs has changed", async () => {
    expect(await theirs()).toEqual(before);
  });
});

describe("limits of accounts", () => {
  beforeEach(async () => {
    await portal.db.prepare("DELETE FROM limit_counts").run();
  });

  const bodies: Record<string, object> = {
    "POST /api/sign-up": signUpOf("limited@example.invalid"),
    "POST /api/sign-up/verify": { token: `sup_1.${"a".repeat(43)}` },
    "POST /api/session": { email: "limited@example.invalid", password: "whatever it is" },
    "POST /api/session/refresh": {},
    "POST /api/session/step-up": { password: "whatever it is" },
    "POST /api/password/reset": { email: "limited@example.invalid" },
    "POST /api/password/reset/confirm": { token: `mtk_1.${"a".repeat(43)}`, password: "whatever it is" },
    "POST /api/account/email": { email: "limited@example.invalid" },
    "POST /api/account/email/confirm": { token: `mtk_1.${"a".repeat(43)}` },
    "POST /api/account/second-factor/totp/confirm": { code: "123456" },
  };
  // The second step of a sign-in needs a first one: second-factor.test.ts.
  const limited = routes.filter(
    ({ key, row }) =>
      row.limit !== null &&
      ["session", "visitor"].includes(row.auth) &&
      key !== "POST /api/session/second-factor",
  );

  it.each(named(limited))(
    "%s: reached, 429 that names it and says when it is free",
    async (key, { method, path }) => {
      await owner.stepUp();
      expect(bodies[key]).toBeDefined();
      await owner.ask(method, path, { body: bodies[key] });
      await portal.db.prepare("UPDATE limit_counts SET n = 1000").run();
      const answer = await owner.ask(method, path, { body: bodies[key] });
      expect(answer.status).toBe(429);
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(await answer.json()).toMatchObject({
        code: "account_rate_limited",
        limit: expect.stringMatching(/^\d+ \w+/),
      });
    },
  );
});

describe("the audit log", () => {
  it("has events of its own for every route that changes something, and services that write them", () => {
    const wanted = changing.map(({ key }) => key).toSorted();
    expect(Object.keys(AUDIT_EVENTS).toSorted()).toEqual(wanted);
    const folder = join(import.meta.dirname, "../../../services");
    const sources = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile() && file.name.endsWith(".ts") && !file.name.endsWith(".test.ts"))
      .map((file) => readFileSync(join(file.parentPath, file.name), "utf8"))
      .join("\n");
    const events = Object.values<readonly string[] | string>(AUDIT_EVENTS).flatMap((one) =>
      typeof one === "string" ? [] : one,
    );
    // Some put the name together: `fleet.${kind}`.
    const written = (event: string) =>
      sources.includes(`"${event}"`) || event.split(/[._]/).every((part) => sources.includes(part));
    expect(events.filter((event) => !written(event))).toEqual([]);
  });
});
