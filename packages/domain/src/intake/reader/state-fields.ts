const set = (names: string): ReadonlySet<string> => new Set(names.split(" "));

/** What a field is for: the state itself, what just happened (`event_type`), or how bad it is (`ok` is then an end). */
export type StateRole =
  | "state"
  | "event"
  | "severity"
  | "ends"
  | "fires"
  | "up"
  | "ended_at"
  | "alarm"
  | "works"
  | "exit";

const STATE_FIELDS = set(
  "status state monitorcondition notificationtype transition conclusion result phase outcome newstatevalue newvalue xs4status " +
    "alerttypefriendlyname servicestate hoststate currentcondition",
);
/** `<one of these>_status` and `<one of these>State` are states too; `http_status` is not. */
const STATE_OWNERS = set(
  "alert current new incident problem event check monitor issue trigger overall notification alarm case ticket health job build run pipeline " +
    "workflow execution task deployment probe test sensor alertevent",
);
/** In an object named `state` or `status` these hold it. */
const STATE_PARTS = set("value name text current label type code display key");
const EVENT_FIELDS = set(
  "action actiontype eventaction eventtype eventname alerttype event type alertevent alertaction alerttransition webhookevent webhooktype " +
    "messagetype triggertype notificationevent eventkey eventcode hookevent eventstatus issueeventtypename",
);
const SEVERITY_FIELDS = set(
  "severity level alertlevel alertseverity eventseverity newseverity currentseverity severitylevel",
);
const ENDS = set(
  "backtonormal fixed isfixed resolved isresolved recovered isrecovered cleared iscleared closed isclosed",
);
const FIRES = set("firing isfiring triggered istriggered alerting isalerting isdown down");
const UP = set(
  "up isup online isonline healthy ishealthy reachable isreachable available isavailable alive isalive isok",
);
/** Booleans of which only one half says something: `alarm: true`, `ok: false`. */
const ALARM = set(
  "alarm alert problem inalarm isalarm inalert isalert alarmactive failed isfailed haserror haserrors",
);
const WORKS = set("ok success successful issuccess issuccessful passed");
/** Exit codes of jobs. */
const EXIT = set("exitcode exitstatus returncode");
const ENDED_AT = set("resolvedat resolvedon resolvedtime recoveredat recoverytime clearedat resolvetime");

/** `alertstatus`, `newstatename` … */
const OWNED_STATES: ReadonlySet<string> = new Set(
  [...STATE_OWNERS].flatMap((owner) =>
    ["status", "state"].flatMap((state) =>
      ["", "name", "text", "label", "value", "string", "display"].map((end) => `${owner}${state}${end}`),
    ),
  ),
);
const STATE_NAMES: ReadonlySet<string> = new Set(["state", "status", ...OWNED_STATES]);

/** Roles by name, the strongest written last. */
const ROLES: ReadonlyMap<string, StateRole> = new Map(
  (
    [
      [ENDED_AT, "ended_at"],
      [ALARM, "alarm"],
      [WORKS, "works"],
      [EXIT, "exit"],
      [UP, "up"],
      [FIRES, "fires"],
      [ENDS, "ends"],
      [SEVERITY_FIELDS, "severity"],
      [EVENT_FIELDS, "event"],
      [OWNED_STATES, "state"],
      [STATE_FIELDS, "state"],
    ] as const
  ).flatMap(([names, role]) => [...names].map((name): [string, StateRole] => [name, role])),
);
/** Every name that tells a state wherever it stands, and all that may tell one. */
export const ROLE_NAMES: readonly string[] = [...ROLES.keys()];
export const STATE_TELLING: readonly string[] = [...ROLE_NAMES, ...STATE_PARTS];
export const isStateName = (name: string): boolean => STATE_NAMES.has(name);

/** The role of a field in an object, by normalised names; `null` when it has none. */
export function roleOf(name: string, placeName: string): StateRole | null {
  const role = ROLES.get(name) ?? null;
  return role !== "state" && STATE_PARTS.has(name) && STATE_NAMES.has(placeName) ? "state" : role;
}
