import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import type { ReceiveInput, Snapshot } from "../desk-protocol.ts";
import type { CallReport } from "../protocol.ts";

const ENDPOINT = "018f0000-0000-8000-8000-000000000001";

const SNAPSHOT: Snapshot = {
  config_version: 1,
  organization: {
    id: "org_1",
    number: 900,
    name: "Example",
    slug: "example",
    time_zone: "UTC",
    key_map: "default",
  },
  endpoints: [
    {
      id: "end_1",
      uuid: ENDPOINT,
      name: "Endpoint",
      project_id: "prj_1",
      scenario_id: "scn_1",
      // Nobody is rung: the key is what this is about.
      paused: true,
      default_severity: "critical",
      alert_key_digest: null,
      auto_close_seconds: 86_400,
    },
  ],
  scenarios: [
    { id: "scn_1", name: "Ring me", version: 1, primary_member_id: "mem_1", rules: [], plan: null },
  ],
  members: [{ id: "mem_1", name: "Ada", role: "owner" }],
  phones: [
    {
      id: "pho_1",
      member_id: "mem_1",
      number: "+33199001000",
      label: "Ada's phone",
      language: "en",
      enabled: true,
      primary: true,
      verified: true,
    },
  ],
};

const WEBHOOK: ReceiveInput = {
  request_id: "req_1",
  endpoint_uuid: ENDPOINT,
  received_at: 1_000,
  method: "POST",
  content_type: "application/json",
  headers: {},
  body: "{}",
  body_bytes: 2,
  events: [
    {
      state: "firing",
      severity: "critical",
      severitySource: null,
      title: "Database is down",
      titleSource: null,
      message: null,
      dedupKey: "db",
      url: null,
      tool: "test",
      test: false,
      payload: null,
    },
  ],
  alert_key: null,
  idempotency_key: null,
};

beforeAll(() => applyD1Migrations(env.DB, env.TEST_MIGRATIONS));

describe("a verdict that was lost on its way to the phone", () => {
  it("is given again, word for word, and the key acknowledges once", async () => {
    const desk = env.DESK.getByName("desk:900:0");
    await desk.replaceSnapshot(SNAPSHOT);
    const received = await desk.receive(WEBHOOK);
    const alertId = (received.ok && received.alerts[0]?.id) || "";
    const attemptId = `att_${alertId.slice("alr_".length)}-1`;
    const key: CallReport = {
      call_id: "cal_1",
      attempt_ids: [attemptId],
      seq: 3,
      at: 2_000,
      fact: { kind: "key", digit: "1", meaning: "acknowledge" },
    };
    const first = await desk.callReports([key]);
    expect(first).toEqual({ seq: 3, verdict: { recorded: true, meaning: "acknowledge", already_by: null } });
    expect(await desk.callReports([key])).toEqual(first);
    const timeline = (await desk.alert(alertId))?.timeline ?? [];
    expect(timeline.filter(({ kind }) => kind === "acknowledged" || kind === "key")).toHaveLength(2);
  });
});

describe("the proof that said words were spoken twice: a line crashed after it had told its Desk", () => {
  it("has them once, and the same words at another moment again", async () => {
    const desk = env.DESK.getByName("desk:901:0");
    const endpoints = SNAPSHOT.endpoints.map((endpoint) => ({ ...endpoint, paused: false }));
    const organization = { ...SNAPSHOT.organization, number: 901 };
    await desk.replaceSnapshot({ ...SNAPSHOT, organization, endpoints });
    const received = await desk.receive({ ...WEBHOOK, request_id: "req_2" });
    const [alert] = received.ok ? received.alerts : [];
    const alertId = alert?.id ?? "";
    const spoken = (seq: number, at: number): CallReport => ({
      call_id: "cal_2",
      attempt_ids: [alert?.calls[0]?.attempt_id ?? ""],
      seq,
      at,
      fact: { kind: "spoken", audio_ids: ["a"], words: "Critical.", answer_to_speech_ms: null },
    });
    await desk.callReports([spoken(4, 2_000)]);
    expect(await desk.callReports([spoken(1_004, 2_000)])).toEqual({ seq: 1_004 });
    await desk.callReports([spoken(1_005, 9_000)]);
    const { timeline = [] } = (await desk.alert(alertId)) ?? {};
    expect(timeline.filter(({ kind }) => kind === "spoken")).toHaveLength(2);
    expect((await desk.call("cal_2"))?.spoken).toHaveLength(2);
  });
});
