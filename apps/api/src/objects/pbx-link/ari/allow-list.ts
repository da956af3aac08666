/** One ARI request. Only `requests.ts` makes them, and `assertAllowed` is asked again before it is sent. */
export interface AriRequest {
  /** Says what the answer is for, so that an answer makes sense after the object slept. */
  id: string;
  method: "GET" | "POST" | "PUT" | "DELETE";
  uri: string;
  body?: Record<string, unknown>;
}

const CHANNEL = "[A-Za-z0-9-]{1,80}";

/** Everything this link can ever ask of a PBX: dial, play, stop, hang up, read state. No recording, snooping or media. */
const ALLOWED: readonly [AriRequest["method"], RegExp][] = [
  ["POST", new RegExp(`^channels/${CHANNEL}$`)],
  ["GET", new RegExp(`^channels(/${CHANNEL})?$`)],
  ["DELETE", new RegExp(`^channels/${CHANNEL}$`)],
  ["POST", new RegExp(`^channels/${CHANNEL}/play/${CHANNEL}$`)],
  ["GET", new RegExp(`^playbacks/${CHANNEL}$`)],
  ["DELETE", new RegExp(`^playbacks/${CHANNEL}$`)],
  ["GET", /^endpoints$/],
  ["GET", /^applications\/callping$/],
  ["PUT", /^applications\/callping\/eventFilter$/],
];

/** `externalMedia` and `create` are words in the place of a channel id. */
const RESERVED = /^channels\/(externalMedia|create)$/;

const ORIGINATE_KEYS = new Set([
  "endpoint",
  "app",
  "appArgs",
  "callerId",
  "timeout",
  "formats",
  "variables",
  "otherChannelId",
]);
const VARIABLES = new Set(["PJSIP_HEADER(add,X-CallPing-Id)", "TIMEOUT(absolute)"]);
/**
 * A telephone over a trunk, with its plus or, where the trunk wants it so, without; a browser phone where it registered;
 * or the warm-up.
 */
const DIAL_STRING =
  /^(PJSIP\/\+?(?!999)[1-9]\d{6,14}@[A-Za-z0-9_-]{1,64}|PJSIP\/[A-Za-z0-9_-]{1,64}\/999\d{12}|Local\/s@warm)$/;
/** The name and the number that the person called sees; no character that could end the name or begin another header. */
const CALLER_ID = /^"[\x20\x21\x23-\x3b\x3d\x3f-\x5b\x5d-\x7e]{0,128}" <\+[1-9]\d{6,14}>$/;
const HEADER_VALUE = /^[\x20-\x7e]{0,128}$/;
const PLAY_KEYS = new Set(["media", "offsetms"]);
const MEDIA =
  /^sound:(callping\/(pause|[a-z]{2}(-[a-z]{2})?)\/[a-z0-9-]{1,64}|https?:\/\/[\x21-\x7e]{1,2000})$/;

/** Whether a request is one of the few this link may send. */
export function isAllowed(request: AriRequest): boolean {
  if (RESERVED.test(request.uri)) return false;
  if (!ALLOWED.some(([method, uri]) => method === request.method && uri.test(request.uri))) return false;
  if (request.method !== "POST") return true;
  const body = request.body ?? {};
  if (request.uri.includes("/play/")) return isPlayBody(body);
  return request.uri.startsWith("applications/") || isOriginateBody(body);
}

/** @throws when a request is not on the list: a bug, never a caller's mistake. */
export function assertAllowed(request: AriRequest): void {
  if (!isAllowed(request)) throw new Error(`ARI request refused: ${request.method} ${request.uri}`);
}

function isOriginateBody(body: Record<string, unknown>): boolean {
  const variables = body["variables"];
  return (
    onlyKeys(body, ORIGINATE_KEYS) &&
    body["app"] === "callping" &&
    typeof body["endpoint"] === "string" &&
    DIAL_STRING.test(body["endpoint"]) &&
    typeof variables === "object" &&
    variables !== null &&
    "TIMEOUT(absolute)" in variables &&
    onlyKeys(variables, VARIABLES) &&
    Object.values(variables).every((value) => isText(value, HEADER_VALUE)) &&
    (body["callerId"] === undefined || isText(body["callerId"], CALLER_ID))
  );
}

function isPlayBody(body: Record<string, unknown>): boolean {
  const { media } = body;
  return (
    onlyKeys(body, PLAY_KEYS) &&
    Array.isArray(media) &&
    media.every((item) => typeof item === "string" && MEDIA.test(item))
  );
}

function isText(value: unknown, shape: RegExp): boolean {
  return typeof value === "string" && shape.test(value);
}

function onlyKeys(value: object, keys: ReadonlySet<string>): boolean {
  return Object.keys(value).every((key) => keys.has(key));
}
