/** A named value somewhere in a payload. */
export interface Field {
  /** As a person writes it: `labels.severity`, `alerts[0].status`. */
  path: string;
  value: unknown;
}

/** One object of a payload, its fields by normalised name. */
export interface Place {
  /** Normalised name of the object, `""` for the payload itself. */
  name: string;
  depth: number;
  /** Labels and tags say how bad something is and who owns it, but not what state it is in. */
  isLabels: boolean;
  fields: ReadonlyMap<string, Field>;
}

/** Objects that tools wrap their alert in. Only these are entered: a stray `order.status` is no alert's state. */
const WRAPPERS: ReadonlySet<string> = new Set(
  (
    "alert incident issue event data payload message body essentials context alertcontext detail details item fault " +
    "problem check checkrun checkresult monitor heartbeat trigger result objectattributes workflowrun workflowjob workflow " +
    "job build run pipeline object error notification component componentupdate rule condition metricalert alertrule " +
    "eventdata eventdefinition service host securityadvisory execution lasterror triggeredcondition attachments embeds record records"
  ).split(" "),
);
const LABELS: ReadonlySet<string> = new Set(
  "labels tags commonlabels grouplabels annotations commonannotations fields customfields extras metadata customdetails".split(
    " ",
  ),
);
/** Copies of an earlier state must lose. */
const STALE = /^(previous|prev|old|last|stale|original)/;

const MAX_DEPTH = 5;
const MAX_PLACES = 60;
const MAX_FIELDS = 400;

/** `Alert-Level`, `alert_level` and `alertLevel` are one name. */
export function normalName(key: string): string {
  return key.toLowerCase().replace(/[^a-z0-9]/g, "");
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The payload and the objects in it that may describe the alert, nearest first; bounded for hostile payloads. */
export function placesOf(root: unknown, prefix = ""): Place[] {
  if (!isObject(root)) return [];
  const places: Place[] = [];
  const queue = [{ value: root, path: prefix, name: "", depth: 0, isLabels: false }];
  for (let next = queue.shift(); next !== undefined && places.length < MAX_PLACES; next = queue.shift()) {
    const { path, name, depth, isLabels } = next;
    const fields = new Map<string, Field>();
    for (const [key, value] of Object.entries(next.value).slice(0, MAX_FIELDS)) {
      const childName = normalName(key);
      const childPath = path === "" ? key : `${path}.${key}`;
      if (childName === "" || STALE.test(childName)) continue;
      if (!fields.has(childName)) fields.set(childName, { path: childPath, value });
      const child = depth < MAX_DEPTH ? childOf(value, childName, childPath) : null;
      if (child !== null)
        queue.push({
          ...child,
          name: childName,
          depth: depth + 1,
          isLabels: isLabels || LABELS.has(childName),
        });
    }
    places.push({ name, depth, isLabels, fields });
  }
  return places;
}

/** The object to enter for a value: itself, a list of names and values as an object, or the first of a list. */
function childOf(
  value: unknown,
  name: string,
  path: string,
): { value: Record<string, unknown>; path: string } | null {
  if (!WRAPPERS.has(name) && !LABELS.has(name)) return null;
  if (isObject(value)) return { value, path };
  if (!Array.isArray(value)) return null;
  if (LABELS.has(name)) return { value: pairs(value), path };
  const first: unknown = value[0];
  return isObject(first) ? { value: first, path: `${path}[0]` } : null;
}

/** `[{ name, value }]`, `[{ title, value }]` and `["severity:critical"]` as one object. */
function pairs(list: readonly unknown[]): Record<string, unknown> {
  const object: Record<string, unknown> = Object.create(null);
  for (const item of list.slice(0, MAX_FIELDS)) {
    const key = isObject(item) ? (item.name ?? item.key ?? item.title ?? item.label) : item;
    if (typeof key !== "string") continue;
    const [, left, right] = /^([\w.-]{1,60})[:=](.{1,200})$/.exec(key) ?? [];
    if (isObject(item)) object[key] = item.value;
    else if (left !== undefined) object[left] = right;
  }
  return object;
}
