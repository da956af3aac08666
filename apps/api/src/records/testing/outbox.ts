import type {
  AlertRecord,
  CallRecord,
  OutboxRow,
  RecordsMessage,
  RequestRecord,
  TimelineRecord,
} from "../../objects/desk-protocol.ts";

type WithoutId<Row> = Row extends { id: number } ? Omit<Row, "id"> : never;
type NewRow = WithoutId<OutboxRow>;
type Fate = "acknowledged" | { retryIn: number | undefined } | null;

/** A Desk's outbox in memory, and queue messages that remember what became of them. */
export function fakeOutbox(initial: NewRow[]) {
  const rows = new Map<number, OutboxRow>(
    initial.map((row, index) => [index + 1, { id: index + 1, ...row }]),
  );
  const failing = new Set<string>();
  const lines: { event: string; desk: string; reason: string }[] = [];
  const failOnce = (method: string): void => {
    if (failing.delete(method)) throw new Error(`${method} failed`);
  };
  return {
    lines,
    log: (line: { event: string; desk: string; reason: string }) => void lines.push(line),
    ids: () => [...rows.keys()],
    fail: (method: "pullOutbox" | "confirmOutbox") => void failing.add(method),
    desk: () => ({
      pullOutbox: async (ids: number[]) => {
        failOnce("pullOutbox");
        return [...rows.values()].filter((row) => ids.length === 0 || ids.includes(row.id));
      },
      confirmOutbox: async (ids: number[]) => {
        failOnce("confirmOutbox");
        for (const id of ids) rows.delete(id);
      },
    }),
    message(outboxIds: number[], { attempts = 1, desk = "desk:1:0" } = {}) {
      const body: RecordsMessage = { desk, outbox_ids: outboxIds };
      const fate: Fate = null;
      return {
        body,
        attempts,
        fate: fate as Fate,
        ack() {
          this.fate = "acknowledged";
        },
        retry(options?: QueueRetryOptions) {
          this.fate = { retryIn: options?.delaySeconds };
        },
      };
    },
  };
}

export function requestRecord(row: Partial<RequestRecord> = {}): NewRow {
  return {
    kind: "request",
    row: {
      id: "req_1",
      organization_id: "org_a",
      endpoint_id: "end_a",
      received_at: "2026-01-31T08:00:00.000Z",
      method: "POST",
      content_type: "application/json",
      headers: { "user-agent": "monitor" },
      body: "{}",
      body_bytes: 2,
      result: "accepted",
      alert_ids: ["alr_1"],
      ...row,
    },
  };
}

export function alertRecord(row: Partial<AlertRecord> = {}): NewRow {
  return {
    kind: "alert",
    row: {
      id: "alr_1",
      organization_id: "org_a",
      version: 1,
      endpoint_id: "end_a",
      state: "triggered",
      severity: "critical",
      title: "Database down",
      message: null,
      url: null,
      tool: "generic",
      test: false,
      dedup_key: "database",
      count: 1,
      rule: null,
      action: "call_primary",
      created_at: "2026-01-31T08:00:00.000Z",
      updated_at: "2026-01-31T08:00:00.000Z",
      acknowledged_at: null,
      acknowledged_by: null,
      closed_at: null,
      close_reason: null,
      ...row,
    },
  };
}

export function timelineRecord(seq: number, row: Partial<TimelineRecord> = {}): NewRow {
  const entry = {
    seq,
    at: "2026-01-31T08:00:00.000Z",
    actor: { type: "system" },
    kind: "plan_started",
    data: { pass: 1, passes: 4 },
  } as const;
  return { kind: "timeline", row: { alert_id: "alr_1", organization_id: "org_a", entry, ...row } };
}

export function callRecord(row: Partial<CallRecord> = {}): NewRow {
  return {
    kind: "call",
    row: {
      id: "cal_1",
      organization_id: "org_a",
      version: 1,
      request_id: "req_1",
      alert_ids: ["alr_1"],
      phone_id: "pho_1",
      member_id: "mem_1",
      number_masked: "+331••••••01",
      status: "ringing",
      pbx_id: "pbx-1",
      trunk_id: "carrier",
      sip_code: null,
      cause: null,
      started_at: "2026-01-31T08:00:01.000Z",
      ringing_at: null,
      answered_at: null,
      ended_at: null,
      duration_ms: null,
      spoken: [],
      keys: [],
      ...row,
    },
  };
}
