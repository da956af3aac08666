import type { IncomingEvent } from "@callping/domain/intake/event";
import { DEFAULT_PLAN } from "@callping/domain/rules/plan";
import type { ConditionNode, Rule } from "@callping/domain/rules/rule";

const RULES = 100;
const PAYLOAD_CHARACTERS = 64 * 1024;

/** A scenario of a hundred rules of which none or the last matches, and an event of 64 KiB. */
export interface Shape {
  name: string;
  rules: readonly Rule[];
  event: IncomingEvent;
}

const eventWith = (payload: unknown): IncomingEvent => ({
  state: "firing",
  severity: "major",
  severitySource: null,
  title: "Database primary is down on db-1",
  titleSource: null,
  message: "Connections are refused since four minutes",
  dedupKey: "db",
  url: null,
  tool: "generic",
  test: false,
  payload,
});

function hundred(conditions: (n: number) => ConditionNode[], more: Partial<Rule> = {}): Rule[] {
  return Array.from({ length: RULES }, (_, n) => ({
    id: `rul_${n}`,
    name: `Rule ${n}`,
    enabled: true,
    when: { all: conditions(n) },
    action: { type: "call_all" },
    plan: DEFAULT_PLAN,
    ...more,
  }));
}

/** Text of about 64 KiB that repeats nothing for long. */
const log = Array.from({ length: 1400 }, (_, n) => `${n} error: connection refused by database node ${n * 7}`)
  .join("\n")
  .slice(0, PAYLOAD_CHARACTERS);

const alerts = Array.from({ length: 160 }, (_, n) => ({
  status: "firing",
  labels: {
    alertname: `Disk${n}`,
    instance: `db-${n}.example.invalid`,
    team: "core",
    "kubernetes.io/name": "api",
  },
  annotations: {
    summary: `Disk ${n} is nearly full, and will be in ${n} hours`,
    description: "x".repeat(180),
  },
  value: n,
}));
const nested = { receiver: "callping", commonLabels: { team: "core", env: "production" }, alerts };

/** Bodies and scenarios of usual and of hostile shapes. */
export function shapes(): Shape[] {
  const windows = [{ days: ["mon", "tue"], from: "09:00", to: "17:00" }] as const;
  const tags = Array.from({ length: 8000 }, (_, n) => `tag-${n}`);
  return [
    {
      name: "labels, severity, title",
      event: eventWith(nested),
      rules: hundred((n) => [
        { field: "severity", operator: "gte", value: "major" },
        { field: "commonLabels.team", operator: "in", value: ["core", `team-${n}`] },
        { field: `alerts.${n}.labels.instance`, operator: "ends_with", value: "example.invalid" },
        { field: "title", operator: "contains", value: n === RULES - 1 ? "primary" : `replica ${n}` },
      ]),
    },
    {
      name: "any of five dotted paths",
      event: eventWith(nested),
      rules: hundred((n) => [
        {
          any: [0, 1, 2, 3, 4].map((k) => ({
            field: `alerts.${(n + k) % 160}.labels.kubernetes.io/name`,
            operator: "eq",
            value: `service-${n}`,
          })),
        },
      ]),
    },
    {
      name: "contains, in one log of 64 KiB",
      event: eventWith({ log }),
      rules: hundred((n) => [{ field: "log", operator: "contains", value: `database node ${n} is on fire` }]),
    },
    {
      name: "globs, over one log of 64 KiB",
      event: eventWith({ log }),
      rules: hundred((n) => [{ field: "log", operator: "matches", value: `*error*node ${n} *fire*${n}` }]),
    },
    {
      name: "a list of 8,000 tags",
      event: eventWith({ tags }),
      rules: hundred((n) => [{ field: "tags", operator: "contains", value: `team-${n}` }]),
    },
    { name: "time windows", event: eventWith(nested), rules: hundred(() => [], { windows }) },
    {
      name: "counts",
      event: eventWith(nested),
      rules: hundred(() => [{ field: "commonLabels.env", operator: "eq", value: "production" }], {
        count: { times: 100, withinSeconds: 600, per: "endpoint" },
      }),
    },
    { name: "nothing is asked for", event: eventWith(nested), rules: hundred(() => [{ any: [] }]) },
  ];
}
