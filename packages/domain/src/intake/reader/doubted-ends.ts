import { namesOf } from "./names.ts";
import { fieldsNamed, type Place } from "./places.ts";
import type { Texts } from "./text-state.ts";

/** Why something ended: a container that was killed is `ended` too. */
export const REASONS = namesOf(
  "reason endreason closereason exitreason stopreason terminationreason cause lasterror",
);
const DIED =
  /\boom|\b(?:kill(?:ed)?|crash\w*|exit (?:code|status)? ?[1-9]\d*|fail(?:ed|ure)|exception|refused|abort\w*|panic\w*|evicted|reset by peer|lost)\b|^error$/i;
/** What has a port is one: `{ host, port, status: "closed" }`. */
export const PORTS = namesOf("port portnumber tcpport udpport");
/** A title that names what is open when all is well, and nothing that could be wrong with it. */
const CLOSES =
  /^\W*(?:[\w.-]{1,40}[ :]){0,3}(?:port|socket|connection|listener|tcp|udp|circuit|valve|door|gate|tunnel)s?(?:[ :/#]{1,2}[\w.:/-]{1,40}){0,2}(?: is)?(?: closed?)?\W*$/i;
/** Tools of tickets close and end what people opened. */
const OF_TICKETS = /(?:^|[._])(?:incident|ticket|issue|alert|alarm|problem|case)(?!s?\[)/i;
const IS_CLOSED = /^closed?$/i;
const IS_ENDED = /^ended?$/i;

/**
 * Whether an end may be the trouble itself: a port that is `closed`, a job that `ended` because it was killed. Where a
 * ticket, an alert or the like says it of itself, it is an end.
 */
export function isDoubtedEnd(
  { role, path, value }: { role: string; path: string; value: string },
  places: readonly Place[],
  texts: Texts,
): boolean {
  const isClosed = IS_CLOSED.test(value);
  if (role !== "state" || (!isClosed && !IS_ENDED.test(value)) || OF_TICKETS.test(path)) return false;
  const own = places.filter(({ kind }) => kind === "alert");
  if (own.some((place) => fieldsNamed(place, REASONS).some((field) => DIED.test(String(field.value)))))
    return true;
  if (
    !isClosed ||
    own.some(({ fields }) => [...fields.outline.at.keys()].some((name) => OF_TICKETS.test(name)))
  )
    return false;
  return (
    own.some((place) => fieldsNamed(place, PORTS).length > 0) ||
    texts.some((text) => CLOSES.test(text.slice(0, 200)))
  );
}
