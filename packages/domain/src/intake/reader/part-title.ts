import { fieldsNamed, type Place } from "./places.ts";
import type { FoundText } from "./read-text.ts";
import { cutText, MAX_TITLE, titleOf } from "./read-text.ts";
import { stateSignal } from "./state-words.ts";
import { NAMES } from "./title-fields.ts";
import type { Work } from "../work.ts";

const isPart = ({ part }: Place): boolean => part !== null;

/** `db is DOWN`, where a part of what is called `UP` decided the state and nothing else was found to say. */
export function partTitle(
  places: readonly Place[],
  title: FoundText | null,
  state: { source: string | null; value: string | null },
  work: Work,
): FoundText | null {
  if (!places.some(isPart)) return null;
  if (title !== null && (stateSignal(title.text) ?? "firing") === "firing") return null;
  const place = places.find(
    ({ part, fields }) => part !== null && fields.all().some(({ path }) => path === state.source),
  );
  if (place === undefined || state.source === null) return null;
  const named = fieldsNamed(place, NAMES).find(({ value }) => typeof value === "string");
  const key = place.part === "holder" ? state.source.split(".").at(-1) : place.key;
  const name = place.part === "member" && typeof named?.value === "string" ? named.value : key;
  const text = titleOf(`${name} is ${state.value}`, work);
  return text === null ? null : { text: cutText(text, MAX_TITLE) ?? text, source: state.source };
}
