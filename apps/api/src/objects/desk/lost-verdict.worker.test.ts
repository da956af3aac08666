import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
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
