import type { DryRunEvent } from "@callping/contract/api/dry-run";
import type { NewAlert } from "@callping/domain/alerts/start";
import { scriptWords } from "@callping/domain/calls/script-words";
import { promptLanguage } from "@callping/domain/prompts/prompts";
import type { Rehearsal } from "@callping/domain/dry-run/rehearse";
import { reachesPhone, type RehearsedCall } from "@callping/domain/dry-run/rehearsal-line";
import type { Snapshot } from "../../objects/desk-protocol.ts";
import { speakerFor } from "../speech/speaker-for.ts";
import type { PhoneRoutes } from "./phone-routes.ts";

export interface Scene {
  /** Milliseconds since the epoch. */
  at: number;
  organization: Snapshot["organization"];
  fresh: NewAlert;
  routes: PhoneRoutes;
}

type Shown = Pick<DryRunEvent, "outcome" | "explanation" | "people" | "calls" | "timeline" | "ends" | "cut">;

type Clock = (at: number) => string;

/** Hundreds of lines and calls share a few dozen moments. */
function clockOf(): Clock {
  const known = new Map<number, string>();
  return (at) => {
    const text = known.get(at) ?? new Date(at).toISOString();
    known.set(at, text);
    return text;
  };
}

/** A rehearsal as the API tells it. */
export function showRehearsal(rehearsal: Rehearsal, scene: Scene): Shown {
  const { alert, lines, cut } = rehearsal;
  const iso = clockOf();
  const spoken = new Map<string, string>();
  // An age is told in minutes: within one the words are the same.
  const wordsAt = ({ ringsAt, phoneId, pass }: RehearsedCall): string => {
    const language = promptLanguage(scene.routes.languageOf(phoneId));
    const still = pass > 1;
    const key = `${language} ${still} ${Math.floor((ringsAt - scene.at) / 60_000)}`;
    const words = spoken.get(key) ?? messageAt({ now: ringsAt, language, still }, scene);
    spoken.set(key, words);
    return words;
  };
  const people = new Map(rehearsal.calls.map((call) => [call.phoneId, call]));
  return {
    ...summary(rehearsal, scene),
    people: [...people.values()].map((call) => showPerson(call, scene.routes)),
    calls: rehearsal.calls.map((call) => showCall(call, scene, iso, wordsAt(call))),
    timeline: lines.map(({ at, fact }) => ({
      at: iso(at),
      after_seconds: (at - scene.at) / 1000,
      kind: fact.kind,
      data: fact.data,
    })),
    ends:
      alert.closedAt === null
        ? null
        : { at: iso(alert.closedAt), state: alert.state, reason: alert.closeReason ?? "" },
    cut,
  };
}

function summary({ calls }: Rehearsal, { fresh }: Scene): Pick<Shown, "outcome" | "explanation"> {
  const rings = calls.filter(({ outcome }) => reachesPhone(outcome));
  const [first] = rings;
  if (fresh.paused)
    return { outcome: "paused", explanation: "The endpoint is paused: it is kept, and rings nobody." };
  if (fresh.action.type === "record_only")
    return { outcome: "recorded", explanation: "The rule records it and rings nobody." };
  if (first === undefined)
    return {
      outcome: "reaches_nobody",
      explanation: "No step of the plan reaches a usable phone. The timeline says why.",
    };
  const phones = new Set(rings.map(({ phoneId }) => phoneId)).size;
  const made = rings.filter(({ shared }) => !shared).length;
  return {
    outcome: "rings",
    explanation: `${first.memberName} is rung first; ${made} calls to ${phones} phones when nobody answers.`,
  };
}

/** What a call that rings then says first. Several at one moment say the same. */
function messageAt(
  { now, language, still }: { now: number; language: string; still: boolean },
  { at, organization, fresh }: Scene,
): string {
  const { severity, title, test, speech } = fresh;
  const { message } = scriptWords({
    ...speakerFor(organization, language),
    alerts: [{ severity, title, since: at, test, still, ...(speech !== undefined && { speech }) }],
    keyMap: organization.key_map,
    now,
  });
  return message[0].words;
}

type Person = DryRunEvent["people"][number];

function phoneOf({ phoneId, memberId, memberName, label }: RehearsedCall): Omit<Person, "route" | "refused"> {
  return { phone_id: phoneId, label, member_id: memberId, member: memberName };
}

function showPerson(call: RehearsedCall, routes: PhoneRoutes): Person {
  const found = routes.routeOf(call.phoneId);
  if (!found.ok)
    return { ...phoneOf(call), route: null, refused: { code: found.reason, message: found.message } };
  const { ok: _ok, ...route } = found;
  return { ...phoneOf(call), route, refused: null };
}

function showCall(
  call: RehearsedCall,
  { at, routes }: Scene,
  iso: Clock,
  words: string,
): DryRunEvent["calls"][number] {
  const { pass, step, n, ringsAt, endsAt, held, outcome, shared } = call;
  const route = routes.routeOf(call.phoneId);
  return {
    at: iso(ringsAt),
    after_seconds: (ringsAt - at) / 1000,
    rings_until: iso(endsAt),
    ...phoneOf(call),
    pass,
    step,
    n,
    held: held === null ? null : { reason: held.reason, since: iso(held.since) },
    outcome,
    shares_call: shared,
    cost_class: route.ok ? route.cost_class : null,
    words,
  };
}
