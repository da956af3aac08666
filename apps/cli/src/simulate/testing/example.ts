import type { DryRun, DryRunEvent } from "@callping/contract/api/dry-run";

type Call = DryRunEvent["calls"][number];

const AT = Date.UTC(2026, 10, 22, 3);
const after = (seconds: number): string => new Date(AT + seconds * 1000).toISOString();

export function exampleCall(member: string, seconds: number, more: Partial<Call> = {}): Call {
  return {
    at: after(seconds),
    after_seconds: seconds,
    rings_until: after(seconds + 25),
    phone_id: `pho_${member}`,
    label: "Mobile",
    member_id: `mem_${member}`,
    member,
    pass: 1,
    step: 0,
    n: 1,
    held: null,
    outcome: "no_answer",
    shares_call: false,
    cost_class: "domestic",
    words: "CallPing for Acme. Critical: database is down.",
    ...more,
  };
}

/** What the API says of a critical alert that rule "Nights" sends to Ada, then to Grace. */
export function exampleEvent(more: Partial<DryRunEvent> = {}): DryRunEvent {
  const calls = more.calls ?? [exampleCall("Ada", 0), exampleCall("Grace", 330, { step: 1 })];
  const ends = { at: after(600), state: "exhausted", reason: "nobody acknowledged" } as const;
  return {
    event: {
      state: "firing",
      severity: "critical",
      severity_source: "severity",
      title: "Database is down",
      title_source: "title",
      message: null,
      dedup_key: null,
      url: null,
      tool: "generic",
      confidence: null,
    },
    outcome: "rings",
    explanation: "Ada is rung first; 2 calls to 2 phones when nobody answers.",
    open_alert: null,
    alert: { title: "Database is down", severity: "critical", dedup_key: "db" },
    rule: {
      rule_id: "rul_2",
      name: "Nights",
      scenario_id: "scn_1",
      scenario_version: 3,
      why: "matched",
      passed_over: [{ rule_id: "rul_1", name: "Staging", why: 'not env eq "staging"' }],
    },
    action: { type: "call_primary" },
    plan: {},
    people: [],
    calls,
    timeline: [{ at: ends.at, after_seconds: 600, kind: "exhausted", data: {} }],
    ends,
    cut: false,
    audio: [],
    ...more,
  };
}

export function exampleDryRun(...events: DryRunEvent[]): DryRun {
  return { at: after(0), events, events_left_out: 0, explanation: [] };
}
