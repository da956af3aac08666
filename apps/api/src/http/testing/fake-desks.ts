import type { CodeCallRecord, CodeCallRequest, CodeCallRequested } from "../../objects/code-protocol.ts";
import type {
  AlertCommand,
  AlertDetail,
  AlertView,
  CallRecord,
  CommandResult,
  DrillAhead,
  DrillRecord,
  DrillRequest,
  DrillRequested,
  HeldQuery,
  ReceiveInput,
  ReceiveResult,
  RequestRecord,
  RequestSummary,
  Snapshot,
  Standing,
  StandingQuestion,
  WatchReport,
} from "../../objects/desk-protocol.ts";
import type { PingInput, PingResult } from "../../objects/ping-protocol.ts";
import { without } from "../../services/without.ts";

const accepting = ({ request_id }: ReceiveInput): ReceiveResult => ({
  ok: true,
  request_id,
  paused: false,
  alerts: [],
});

/** Desks in memory: they remember what they were given and answer what a test says. */
export class FakeDesks {
  received: { desk: string; input: ReceiveInput }[] = [];
  fetched: { desk: string; request: Request }[] = [];
  alerts = new Map<string, AlertDetail[]>();
  requests = new Map<string, RequestRecord[]>();
  snapshots: { desk: string; snapshot: Snapshot }[] = [];
  commands: AlertCommand[] = [];
  failures = 0;
  asked: { desk: string; question: StandingQuestion }[] = [];
  standing: Standing = { objections: [], open: [], counts: [] };
  pinged: { desk: string; input: PingInput }[] = [];
  ping: (input: PingInput) => PingResult = ({ request_id, signal }) => ({
    ok: true,
    request_id,
    state: signal === "fail" ? "down" : "up",
    missing_from: null,
    alerts: [],
  });
  receive: (input: ReceiveInput) => ReceiveResult = accepting;
  /** What each Desk's watcher tells, by the Desk's name. */
  watched = new Map<string, WatchReport>();
  /** Rounds of the watcher: what D1 has open, and of that what the Desk does not know. */
  rounds: { desk: string; recorded: string[] }[] = [];
  unknown: { desk: string; alerts: string[] }[] = [];
  requestDrill: (desk: string, request: DrillRequest) => DrillRequested = () => ({
    ok: false,
    reason: "unknown_phone",
  });
  codeCalls: { desk: string; request: CodeCallRequest }[] = [];
  codeRecords: CodeCallRecord[] = [];
  requestCodeCall: (request: CodeCallRequest) => CodeCallRequested = () => ({ ok: true });
  calls = new Map<string, CallRecord[]>();
  drills = new Map<string, DrillRecord[]>();
  ahead = new Map<string, DrillAhead[]>();

  /** As after a start. */
  reset(): void {
    this.received = [];
    this.snapshots = [];
    this.requests.clear();
    this.receive = accepting;
  }

  getByName(desk: string) {
    const held = () => this.alerts.get(desk) ?? [];
    return {
      receive: async (input: ReceiveInput) => {
        this.received.push({ desk, input });
        if (this.failures > 0) {
          this.failures -= 1;
          throw new Error("object reset");
        }
        return this.receive(input);
      },
      ping: async (input: PingInput) => {
        this.pinged.push({ desk, input });
        if (this.failures > 0) {
          this.failures -= 1;
          throw new Error("object reset");
        }
        return this.ping(input);
      },
      command: async (command: AlertCommand): Promise<CommandResult> => {
        const found = held().find(({ alert }) => alert.id === command.alert_id)?.alert;
        if (found === undefined) return { ok: false, reason: "not_found" };
        if (found.closed_at !== null) return { ok: false, reason: "closed" };
        this.commands.push(command);
        const states = { acknowledge: "acknowledged", resolve: "resolved" } as const;
        const { action } = command;
        const state = action === "acknowledge" || action === "resolve" ? states[action] : found.state;
        return { ok: true, alert: { ...found, state }, changed: true };
      },
      alert: async (id: string) => held().find(({ alert }) => alert.id === id) ?? null,
      liveAlerts: async (): Promise<AlertView[]> => held().map(({ alert }) => alert),
      call: async (id: string) => this.calls.get(desk)?.find((call) => call.id === id) ?? null,
      storedRequest: async (id: string) =>
        this.requests.get(desk)?.find((stored) => stored.id === id) ?? null,
      heldRequests: async ({ endpoint_id }: HeldQuery): Promise<RequestSummary[]> =>
        (this.requests.get(desk) ?? [])
          .filter((stored) => stored.endpoint_id === endpoint_id)
          .map((stored) => ({ ...without(stored, "organization_id"), body_truncated: false })),
      replaceSnapshot: async (snapshot: Snapshot): Promise<void> => {
        if (this.failures > 0) {
          this.failures -= 1;
          throw new Error("object reset");
        }
        this.snapshots.push({ desk, snapshot });
      },
      watchReport: async (): Promise<WatchReport> =>
        this.watched.get(desk) ?? { objections: [], findings: [] },
      watchAlerts: async (recorded: string[]): Promise<string[]> => {
        if (this.failures > 0) {
          this.failures -= 1;
          throw new Error("object reset");
        }
        this.rounds.push({ desk, recorded });
        const known = new Set(held().map(({ alert }) => alert.id));
        return recorded.filter((id) => !known.has(id));
      },
      noteUnknown: async (alerts: string[]): Promise<void> => void this.unknown.push({ desk, alerts }),
      standing: async (question: StandingQuestion) => {
        this.asked.push({ desk, question });
        return this.standing;
      },
      requestDrill: async (request: DrillRequest): Promise<DrillRequested> => {
        if (this.failures > 0) {
          this.failures -= 1;
          throw new Error("object reset");
        }
        return this.requestDrill(desk, request);
      },
      requestCodeCall: async (request: CodeCallRequest): Promise<CodeCallRequested> => {
        if (this.failures > 0) {
          this.failures -= 1;
          throw new Error("object reset");
        }
        this.codeCalls.push({ desk, request });
        return this.requestCodeCall(request);
      },
      codeCall: async (id: string) => this.codeRecords.find((record) => record.id === id) ?? null,
      drill: async (id: string) => this.drills.get(desk)?.find((drill) => drill.id === id) ?? null,
      drillsAhead: async () => this.ahead.get(desk) ?? [],
      fetch: async (request: Request) => {
        this.fetched.push({ desk, request });
        return new Response("watched", { status: 200, headers: { "x-from": "desk" } });
      },
    };
  }
}
