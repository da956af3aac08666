import type { ReadEvent } from "../event.ts";
import type { Finding } from "./finding.ts";

const MAX_VALUE = 60;

/** Lines for people that say where each finding comes from. */
export function explanationOf(finding: Finding): string[] {
  const { adapter, state, severity, title, dedupKey, url } = finding;
  return [
    adapter === null ? "no adapter: read by the general rules" : `adapter ${adapter}`,
    state.source === null
      ? `state ${state.state}: no field says it${state.state === "firing" ? ", and doubt means firing" : ", the text does"}`
      : `state ${state.state} from ${place(state.source, state.value)}`,
    severity === null
      ? "severity not stated: the endpoint's default applies"
      : `severity ${severity.severity} from ${place(severity.source, severity.value)}`,
    title === null ? "no text worth saying: the endpoint's name is said" : `title from \`${title.source}\``,
    dedupKey === null ? "nothing identifies the problem" : `dedup key ${dedupKey}`,
    ...(url === null ? [] : [`link ${url}`]),
  ];
}

const place = (source: string, value: string | null): string =>
  value === null ? `\`${source}\`` : `\`${source}\` = ${value.replace(/\s+/g, " ").slice(0, MAX_VALUE)}`;

/** As documented at `ReadEvent.confidence`, two decimals. */
export function confidenceOf({ state, title, severity }: Finding): ReadEvent["confidence"] {
  const ofState = state.source === null ? (state.state === "firing" ? 0.2 : 0.5) : 1;
  const ofTitle = title === null ? 0 : / \+ |^all fields/.test(title.source) ? 0.6 : 1;
  return Math.round((0.5 * ofState + 0.3 * ofTitle + (severity === null ? 0.1 : 0.2)) * 100) / 100;
}
