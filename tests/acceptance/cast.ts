import type { CallPlan } from "@callping/domain/rules/plan";
import { HANDSETS } from "@callping/pbx/handsets";
import type { OrganizationSpec } from "../harness/organizations.ts";

/** France keeps a block for fiction in each of its zones; one holds a hundred organizations. */
const ZONES = ["+3319900", "+3335301"];

/** A plan for tests: rings 10 s, once, and nobody else for a minute. */
function plan(over: Partial<CallPlan> = {}): CallPlan {
  const steps: CallPlan["steps"] = [{ afterSeconds: 60, action: { type: "call_owners" } }];
  return { ringSeconds: 10, attempts: 1, spacingSeconds: 5, steps, passes: 1, ...over };
}

type Role = Omit<OrganizationSpec, "people"> & {
  people?: readonly string[];
  /** Its people have the telephones of another role's. */
  sharesPhonesOf?: string;
  /** Telephones of its people by name, in place of those of the stage. */
  numbers?: Readonly<Record<string, string>>;
};

/** People of whom it is daytime for one, at any hour. Their numbers are reserved for fiction, as all here are. */
export const AROUND_THE_WORLD = {
  Grace: "+33261910110",
  Alan: "+12025550110",
  Edsger: "+61255500110",
} as const;

const ROLES: Record<string, Role> = {
  acknowledge: {},
  "ask-again": {},
  "wrong-key": {},
  "opt-out": {},
  "hang-up": {},
  dedup: {},
  "resolve-ringing": { plan: plan({ ringSeconds: 30 }) },
  "api-acknowledge": { plan: plan({ ringSeconds: 30 }) },
  "redial-escalate": {
    people: ["Ada", "Grace"],
    plan: plan({
      ringSeconds: 5,
      attempts: 2,
      spacingSeconds: 5,
      steps: [{ afterSeconds: 25, action: { type: "call_member", memberId: "second" } }],
    }),
  },
  "on-call": {
    people: ["Ada", "Grace", "Alan"],
    onCall: 2,
    plan: plan({
      ringSeconds: 5,
      attempts: 1,
      steps: [{ afterSeconds: 12, action: { type: "call_on_schedule", scheduleId: "schedule" } }],
    }),
  },
  "nobody-on-call": {
    people: ["Ada", "Grace"],
    onCall: 1,
    plan: plan({
      ringSeconds: 5,
      attempts: 1,
      steps: [
        { afterSeconds: 12, action: { type: "call_on_schedule", scheduleId: "schedule" } },
        { afterSeconds: 60, action: { type: "call_member", memberId: "second" } },
      ],
    }),
  },
  "key-escalate": {
    people: ["Ada", "Grace"],
    plan: plan({ steps: [{ afterSeconds: 300, action: { type: "call_member", memberId: "second" } }] }),
  },
  together: { plan: plan({ ringSeconds: 30 }) },
  "no-pbx": {},
  failover: {},
  "input-text": {},
  "input-empty": {},
  "input-key": { alertKey: "a-key-of-the-test" },
  "input-paused": { paused: true },
  "input-silent": {},
  stranger: {},
  heartbeat: { heartbeat: { period_seconds: 10, grace_seconds: 5 } },
  "alertmanager-webhook": {},
  "alertmanager-pagerduty": {},
  "alertmanager-opsgenie": {},
  "door-pagerduty": { plan: plan({ ringSeconds: 30 }) },
  "door-opsgenie": { plan: plan({ ringSeconds: 30 }) },
  ...Object.fromEntries(
    HANDSETS.map(({ behaviour }) => [`handset ${behaviour}`, { plan: plan({ ringSeconds: 12 }) }]),
  ),
  mail: {},
  "mail-json": {},
  "mail-key": { alertKey: "a-key_of-the-test" },
  "mail-crash": { paused: true },
  "mail-silent": {},
  "maintenance-rings": { plan: plan({ ringSeconds: 30 }) },
  "maintenance-waits": {},
  dozen: { plan: plan({ ringSeconds: 30 }) },
  "drill-proven": {},
  "drill-unanswered": {},
  "drill-alert": { plan: plan({ ringSeconds: 30 }) },
  "drill-answered": { plan: plan({ ringSeconds: 30 }) },
  "drill-object": {},
  "speech-spanish": { plan: plan({ ringSeconds: 30 }) },
  "speech-italian": { plan: plan({ ringSeconds: 30 }) },
  "speech-polish": { plan: plan({ ringSeconds: 30 }) },
  "speech-portuguese": { plan: plan({ ringSeconds: 30 }) },
  "speech-german": { plan: plan({ ringSeconds: 30 }) },
  "speech-ukrainian": { plan: plan({ ringSeconds: 30 }) },
  "verify-code": {},
  "verify-german": {},
  "verify-ukrainian": {},
  "verify-agree": {},
  "verify-refuse": {},
  "verify-object": {},
  "verify-stranger": {},
  project: {
    people: ["Ada", "Grace"],
    plan: plan({ ringSeconds: 5, steps: [{ afterSeconds: 8, action: { type: "call_project" } }] }),
  },
  group: { plan: plan({ ringSeconds: 30 }), groupingWindowSeconds: 300 },
  simulate: {
    people: ["Ada", "Grace"],
    plan: plan({
      ringSeconds: 5,
      steps: [{ afterSeconds: 12, action: { type: "call_member", memberId: "second" } }],
    }),
  },
  readiness: { weeklyMailDue: true },
  "browser-phone": { browsersOnly: true, plan: plan({ ringSeconds: 30 }) },
  "browser-phone-tabs": { browsersOnly: true, plan: plan({ ringSeconds: 30 }) },
  "browser-phone-away": { browsersOnly: true },
  "browser-phone-own": { browsersOnly: true },
  "browser-phone-other": { browsersOnly: true },
  "fleet-switch": {},
  "fleet-fence": {},
  "number-policy": {},
  caps: {},
  "caps-other": {},
  "caps-stopped": {},
  ...Object.fromEntries(
    ["en", "uk", "de", "pl", "es", "fr", "pt", "it"].map((language) => [
      `heard ${language}`,
      { plan: plan({ ringSeconds: 30 }) },
    ]),
  ),
  objection: {},
  "objection-other": { sharesPhonesOf: "objection" },
  "stop-page": { people: ["Ada", ...Object.keys(AROUND_THE_WORLD)], byName: true, numbers: AROUND_THE_WORLD },
  accounts: { plan: plan({ ringSeconds: 30 }) },
};

/**
 * Who is on stage: one organization a test, since a number that was rung is left in peace for a minute and a second
 * test on it would wait. Numbers are `+33 1 99 00 oo pp` (then `+33 3 53 01 oo pp`), reserved for fiction: oo the organization, pp the person.
 */
export const CAST: readonly { name: string; number: number; spec: OrganizationSpec }[] = Object.entries(
  ROLES,
).map(([name, { people = ["Ada"], sharesPhonesOf = name, numbers = {}, ...role }], index) => ({
  name,
  number: 100 + index,
  spec: {
    plan: plan(),
    ...role,
    people: people.map((person, place) => ({
      name: person,
      number: numbers[person] ?? numberOf(sharesPhonesOf, place),
    })),
  },
}));

function numberOf(role: string, person: number): string {
  const organization = Object.keys(ROLES).indexOf(role);
  const two = (value: number): string => String(value).padStart(2, "0");
  const zone = ZONES[Math.floor(organization / 100)];
  if (zone === undefined) throw new Error("there are no numbers left for another organization");
  return `${zone}${two(organization % 100)}${two(person)}`;
}
