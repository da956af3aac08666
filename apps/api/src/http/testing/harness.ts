import { SCOPES } from "@callping/contract/api/scopes";
import type { Scope } from "@callping/contract/api/scopes";
import { demoStatements } from "../../db/demo.ts";
import { organizationStatements } from "../../db/organizations.ts";
import { insertRows, runBatch } from "../../db/statement.ts";
import { openTestStores } from "../../db/testing/database.ts";
import { demoInput, NOW } from "../../db/testing/fixtures.ts";
import { mintEndpointId } from "../../endpoint-id/mint.ts";
import type { Env } from "../../env.ts";
import type { ReceiveInput } from "../../objects/desk-protocol.ts";
import type {
  CanaryResult,
  FleetEvent,
  NumberLineState,
  PbxHealth,
  RegionRinging,
  TrunkCountry,
} from "../../objects/protocol.ts";
import { digestCredential } from "../../services/credentials/digest.ts";
import { toHex } from "../../services/credentials/hex.ts";
import { createApp } from "../app.ts";
import type { Outgoing } from "../sns/fetch-bounded.ts";
import { derivingKeys } from "./deriving-keys.ts";
import { FakeDesks } from "./fake-desks.ts";
import { FakeLines } from "./fake-lines.ts";

const NUMBER_HASH_KEY = "7b".repeat(32);
const PEPPER = "0f".repeat(32);
const ENDPOINT_ID_KEYS = JSON.stringify({ 0: "11".repeat(32) });
export const API = "https://api.callping.example";

/** API keys of two organizations: 1 is the demo's, 2 a stranger's; and one that may only read calls. */
export const KEYS = {
  own: `cpk_own000000001_${"a".repeat(43)}`,
  stranger: `cpk_strange00001_${"b".repeat(43)}`,
  callsOnly: `cpk_callsonly001_${"c".repeat(43)}`,
  expired: `cpk_expired00001_${"d".repeat(43)}`,
  revoked: `cpk_revoked00001_${"e".repeat(43)}`,
  /** Of whoever operates the installation; no organization's. */
  operator: `cpo_${"o".repeat(43)}`,
} as const;

/** The app over a real D1 and R2, with two organizations; objects and neighbours are in memory. */
export async function openHarness(outgoing?: Outgoing) {
  const stores = await openTestStores();
  const endpoint = await mintEndpointId(ENDPOINT_ID_KEYS, {
    organizationNumber: 1,
    shard: 0,
    keyId: 0,
    random: new Uint8Array(8).fill(7),
  });
  const foreign = await mintEndpointId(ENDPOINT_ID_KEYS, {
    organizationNumber: 2,
    shard: 0,
    keyId: 0,
    random: new Uint8Array(8).fill(9),
  });
  await runBatch(stores.db, [
    ...demoStatements(demoInput({ endpoint: { uuid: endpoint, alertKeyDigest: null } })),
    ...organizationStatements(
      [{ number: 2, lanes: [{ endpointUuid: foreign, phoneNumber: "+33199000901" }] }],
      NOW,
    ),
  ]);
  const demo = "org_00000000000000000000000DEM";
  await addKey(stores.db, KEYS.own, demo, SCOPES);
  await addKey(stores.db, KEYS.stranger, "org_L2", SCOPES);
  await addKey(stores.db, KEYS.callsOnly, demo, ["calls:read"]);
  await addKey(stores.db, KEYS.expired, demo, SCOPES, { expires_at: "2026-01-01T00:00:00.000Z" });
  await addKey(stores.db, KEYS.revoked, demo, SCOPES, { revoked_at: "2026-01-01T00:00:00.000Z" });

  const desks = new FakeDesks();
  const lines = new FakeLines({ DB: stores.db, NUMBER_HASH_KEY });
  const neighbours = {
    speech: (_request: Request): Response => new Response(null, { status: 503 }),
    health: [] as PbxHealth[],
    trunks: [] as TrunkCountry[],
    events: [] as FleetEvent[],
    canaries: [] as CanaryResult[],
    ringing: [] as RegionRinging[],
    pbxRequests: [] as string[],
    redefined: [] as string[],
    /** Keys that were derived, and whether their Worker is away. */
    derived: 0,
    keysAway: false,
    line: { last_call_at: null, next_call_at: null, held_by: null } as NumberLineState,
  };
  const background: Promise<unknown>[] = [];
  const bindings = {
    DESK: desks,
    PHONE_LINE: {
      getByName: () => ({ ...lines.getByName(), lineState: async () => neighbours.line }),
    },
    FLEET: {
      getByName: () => ({
        snapshot: async () => ({ ...neighbours, pbxs: neighbours.health }),
        redefine: async (event: FleetEvent) => void neighbours.events.push(event),
      }),
    },
    PBX_LINK: {
      getByName: (name: string) => ({
        redefine: async () => void neighbours.redefined.push(name),
        fetch: async () => (neighbours.pbxRequests.push(name), new Response("no", { status: 401 })),
      }),
    },
    DB: stores.db,
    AUDIO: stores.audio,
    SPEECH: { fetch: async (url: string, init: RequestInit) => neighbours.speech(new Request(url, init)) },
    API_ORIGIN: API,
    AUDIO_ORIGIN: "https://audio.callping.example",
    MAIL_DOMAIN: "alerts.callping.example",
    MAIL_HANDOVER_TOKEN: "a-token-of-the-test",
    MAIL_API_ORIGIN: "https://mail.example",
    MAIL_FROM: "CallPing <no-reply@callping.example>",
    RESEND_API_KEY: "re_of_the_test",
    OPERATOR_PHONES: "",
    BROWSER_PHONE_URL: "wss://my.callping.example/phone/ws",
    OPERATOR_KEYS: `olena:${await sha256(KEYS.operator)}`,
    DEPLOYMENT: "production",
    ENDPOINT_ID_KEYS,
    CREDENTIAL_PEPPER: PEPPER,
    AUDIO_SIGNING_KEY: "7a".repeat(32),
    NUMBER_HASH_KEY,
    KEYS: derivingKeys(neighbours),
    SESSION_KEYS: JSON.stringify({ 1: "21".repeat(32), 2: "22".repeat(32) }),
    TOTP_KEYS: JSON.stringify({ 1: "31".repeat(32) }),
    CSRF_KEY: "41".repeat(32),
    MAIL_TOKEN_KEY: "51".repeat(32),
  };
  // The objects are fakes with only the methods that routes call.
  const env = bindings as unknown as Env;
  const context = {
    waitUntil: (work: Promise<unknown>) => void background.push(work),
    passThroughOnException: () => undefined,
    props: {},
  };
  const app = createApp(outgoing);
  return {
    ...stores,
    app,
    env,
    desks,
    lines,
    neighbours,
    endpoint,
    foreign,
    background,
    organizationId: demo,
    request: async (path: string, init: RequestInit = {}) =>
      app.request(new URL(path, API).href, init, env, context),
    api: async (path: string, key: string = KEYS.own, init: RequestInit = {}) => {
      const headers = new Headers(init.headers);
      headers.set("authorization", `Bearer ${key}`);
      return app.request(new URL(path, API).href, { ...init, headers }, env, context);
    },
  };
}
/** What the Desks were given last. */
export function given({ desks }: Pick<Harness, "desks">): ReceiveInput {
  const last = desks.received.at(-1);
  if (last === undefined) throw new Error("no Desk was given anything");
  return last.input;
}

export type Harness = Awaited<ReturnType<typeof openHarness>>;

async function addKey(
  db: D1Database,
  key: string,
  organizationId: string,
  scopes: readonly Scope[],
  dates: { expires_at?: string; revoked_at?: string } = {},
): Promise<void> {
  const row = {
    id: `key_${key.slice(4, 16)}`,
    organization_id: organizationId,
    name: key.slice(4, 16),
    digest: await digestCredential(PEPPER, "api_key", key),
    scopes: JSON.stringify(scopes),
    created_at: NOW,
    ...dates,
  };
  await runBatch(db, insertRows("api_keys", Object.keys(row), [Object.values(row)]));
}

async function sha256(text: string): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
}
