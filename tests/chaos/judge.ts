import type { TimelineEntry } from "@callping/domain/alerts/timeline";
import type { Ring } from "./people.ts";
import type { Sent } from "./sender.ts";

/** A promise that was not kept, and in whose round its webhook was sent. */
export interface Finding {
  kind: "refused" | "lost" | "twice" | "untrue" | "unrecorded" | "left" | "lock";
  round: number;
  text: string;
}

/** What the API says of one alert; `null` stands for an alert it does not know. */
export interface AlertFacts {
  state: string;
  timeline: readonly TimelineEntry[];
}

export interface Evidence {
  sent: readonly Sent[];
  alerts: ReadonlyMap<string, AlertFacts | null>;
  /** Ids of all alerts that the API lists, by organization. */
  listed: ReadonlyMap<string, readonly string[]>;
  rings: readonly Ring[];
  /** Attempts of the whole plan: an alert may be exhausted only after them. */
  plannedAttempts: number;
}

/** Compares what was promised with what happened. Pure; an empty list is a clean run. */
export function judge(evidence: Evidence): Finding[] {
  return [...evidence.sent.flatMap((sent) => judgeSent(evidence, sent)), ...judgeLegs(evidence)];
}

function judgeSent(evidence: Evidence, sent: Sent): Finding[] {
  const { round, member } = sent;
  const say = (kind: Finding["kind"], text: string): Finding => ({
    kind,
    round,
    text: `${member.number}: ${text}`,
  });
  const findings = sent.refusals.map((refusal) => say("refused", `the webhook was answered ${refusal}`));
  if (sent.acceptedAt === null)
    return [...findings, say("refused", `not accepted after ${sent.tries} tries`)];
  const known = ownAlerts(evidence.sent, member.organization.id);
  const second = (evidence.listed.get(member.organization.id) ?? []).filter((id) => !known.has(id));
  if (second.length > 0)
    findings.push(say("twice", `a repeated webhook made a second alert: ${second.join(", ")}`));
  for (const id of sent.alertIds) {
    const alert = evidence.alerts.get(id) ?? null;
    const rings = evidence.rings.filter((ring) => ring.number === member.number);
    if (alert === null) findings.push(say("lost", `the API does not know the accepted alert ${id}`));
    else
      findings.push(
        ...judgeAlert(alert, rings, evidence.plannedAttempts).map(({ kind, text }) =>
          say(kind, `${id} ${text}`),
        ),
      );
  }
  return findings;
}

function ownAlerts(sent: readonly Sent[], organizationId: string): Set<string> {
  return new Set(
    sent
      .filter(({ member }) => member.organization.id === organizationId)
      .flatMap(({ alertIds }) => [...alertIds]),
  );
}

type Word = Pick<Finding, "kind" | "text">;

function judgeAlert(
  { state, timeline }: AlertFacts,
  rings: readonly Ring[],
  plannedAttempts: number,
): Word[] {
  const words: Word[] = [];
  const attempts = timeline.filter((entry) => entry.kind === "attempt_started").length;
  const spokenAt = promisedAt(timeline);
  if (state === "triggered")
    words.push({ kind: "lost", text: `is still not acknowledged after ${attempts} attempts` });
  if (state === "exhausted" && attempts < plannedAttempts)
    words.push({ kind: "lost", text: `is exhausted after only ${attempts} attempts` });
  if (spokenAt !== null && state !== "acknowledged")
    words.push({ kind: "untrue", text: `said "acknowledged" and is ${state}` });
  const legs = new Set(
    timeline.flatMap((entry) => (entry.kind === "call_placed" ? [entry.data.leg_id] : [])),
  );
  const after = spokenAt === null ? [] : rings.filter((ring) => legs.has(ring.legId) && ring.at > spokenAt);
  for (const ring of after)
    words.push({ kind: "twice", text: `rang again with ${ring.legId} after it had said "acknowledged"` });
  for (const [attemptId, { placed, failed }] of legsByAttempt(timeline)) {
    const rang = rings.filter((ring) => ring.free && placed.has(ring.legId)).length;
    if (rang > 1 + failed)
      words.push({
        kind: "twice",
        text: `rang ${rang} times for ${attemptId}, of which ${failed} legs failed`,
      });
  }
  return words;
}

const PROMISES = ["en/acknowledged", "en/already-acknowledged"];

/** When the person was told that it is acknowledged, by CallPing's clock. */
function promisedAt(timeline: readonly TimelineEntry[]): number | null {
  const promise = timeline.find(
    (entry) => entry.kind === "spoken" && entry.data.audio_ids.some((id) => PROMISES.includes(id)),
  );
  return promise === undefined ? null : Date.parse(promise.at);
}

function legsByAttempt(
  timeline: readonly TimelineEntry[],
): Map<string, { placed: Set<string>; failed: number }> {
  const legs = new Map<string, { placed: Set<string>; failed: number }>();
  for (const entry of timeline) {
    if (entry.kind !== "call_placed" && entry.kind !== "leg_failed") continue;
    const known = legs.get(entry.data.attempt_id) ?? { placed: new Set(), failed: 0 };
    legs.set(entry.data.attempt_id, known);
    if (entry.kind === "call_placed") known.placed.add(entry.data.leg_id);
    else known.failed += 1;
  }
  return legs;
}

/** No leg may reach the carrier twice, and none that no timeline tells of. */
function judgeLegs({ rings, alerts, sent }: Evidence): Finding[] {
  const told = new Set(
    [...alerts.values()]
      .flatMap((alert) => alert?.timeline ?? [])
      .flatMap((entry) => (entry.kind === "call_placed" ? [entry.data.leg_id] : [])),
  );
  return [...Map.groupBy(rings, (ring) => ring.legId)].flatMap(([legId, invites]): Finding[] => {
    const first = invites[0];
    if (first === undefined) return [];
    const round =
      sent.findLast(({ member, sentAt }) => member.number === first.number && sentAt <= first.at)?.round ?? 0;
    const about = `${first.number}: leg ${legId}`;
    return [
      ...(invites.length > 1
        ? [{ kind: "twice" as const, round, text: `${about} reached the carrier ${invites.length} times` }]
        : []),
      ...(told.has(legId)
        ? []
        : [{ kind: "untrue" as const, round, text: `${about} rang, and no timeline tells of it` }]),
    ];
  });
}
