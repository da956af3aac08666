const set = (names: string): ReadonlySet<string> => new Set(names.split(" "));

/** What a field is for: the state itself, what just happened (`event_type`), or how bad it is (`ok` is then an end). */
export type StateRole = "state" | "event" | "severity" | "ends" | "fires" | "up" | "ended_at";

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
    "messagetype triggertype notificationevent eventkey eventcode hookevent eventstatus",
);
const SEVERITY_FIELDS = set(
  "severity level alertlevel alertseverity eventseverity newseverity currentseverity severitylevel",
);
const ENDS = set("resolved isresolved recovered isrecovered cleared iscleared closed isclosed");
const FIRES = set("firing isfiring triggered istriggered alerting isalerting isdown down");
const UP = set(
  "up isup online isonline healthy ishealthy reachable isreachable available isavailable alive isalive",
);
const ENDED_AT = set("resolvedat resolvedon resolvedtime recoveredat recoverytime clearedat resolvetime");

/** The role of a field in an object, by normalised names; `null` when it has none. */
export function roleOf(name: string, placeName: string): StateRole | null {
  if (STATE_FIELDS.has(name) || isOwnedState(name)) return "state";
  if (isStateName(placeName) && STATE_PARTS.has(name)) return "state";
  if (EVENT_FIELDS.has(name)) return "event";
  if (SEVERITY_FIELDS.has(name)) return "severity";
  if (ENDS.has(name)) return "ends";
  if (FIRES.has(name)) return "fires";
  if (UP.has(name)) return "up";
  return ENDED_AT.has(name) ? "ended_at" : null;
}

const isStateName = (name: string): boolean => name === "state" || name === "status" || isOwnedState(name);

function isOwnedState(name: string): boolean {
  const owner = /^(.+?)(?:status|state)(?:name|text|label|value|string|display)?$/.exec(name)?.[1];
  return owner !== undefined && STATE_OWNERS.has(owner);
}
