import { attemptOfCode, type CodeCall } from "@callping/domain/code-calls/code-call";
import { type CodeStep, beginCode, type CodeEvent, stepCode } from "@callping/domain/code-calls/step";
import { CONSENT_WORDING_VERSION, codeWording } from "@callping/domain/calls/code-wording";
import { promptLanguage } from "@callping/domain/prompts/prompts";
import type { Verdict } from "@callping/domain/calls/call-state";
import type { KeyMeaning } from "@callping/domain/calls/keys";
import type { CodeCallRecord, CodeCallRequest, CodeCallRequested } from "../code-protocol.ts";
import { timelineOf } from "./apply.ts";
import type { StoredCode } from "./code-store.ts";
import type { DeskParts } from "./parts.ts";
import { iso } from "./views.ts";

/** The timer of all code calls of a Desk. */
export const CODES_TIMER = "codes";

/** Attempts of a code call are named after it: `cod_<ulid>-1`. `null` for all others. */
export function codeIdOf(attemptId: string): string | null {
  return attemptId.startsWith("cod_") ? (attemptId.split("-")[0] ?? null) : null;
}

/** Orders a code call: written down with its attempt in one commit. The same id again changes nothing. */
export function requestCodeCall(parts: DeskParts, { id, ...request }: CodeCallRequest): CodeCallRequested {
  if (parts.codes.byId(id) !== null) return { ok: true };
  // The platform's own go to the number's line, which lets only its holder's wish to be called again through.
  const phones = parts.snapshots.get()?.phones ?? [];
  const known = phones.some(({ number, objected }) => number === request.number && objected === true);
  const mayAsk = request.phone_id === "" || request.purpose === "return";
  if (!mayAsk && (known || parts.objections.has(request.number))) return { ok: false, reason: "objected" };
  const { phone_id: phoneId, owner_id: ownerId, ...rest } = request;
  const step = beginCode({ id, phoneId, ownerId, ...rest }, Date.now());
  commit(parts, { call: step.call, version: 0, timeline: [] }, step);
  parts.detach("deliver", parts.deliver());
  return { ok: true };
}

/** The configuration changed: a phone that is gone, or has another number now, is rung for no code any more. */
export function withdrawStaleCodes(parts: DeskParts): void {
  const phones = parts.snapshots.get()?.phones ?? [];
  const stale = parts.codes
    .open()
    .filter(({ call }) => !phones.some(({ id, number }) => id === call.phoneId && number === call.number));
  if (stale.length === 0) return;
  parts.commit(() => {
    for (const { call } of stale)
      parts.deliveries.add("withdraw", attemptOfCode(call), call.phoneId, call.id, Date.now());
  });
  parts.detach("deliver", parts.deliver());
}

/** The timer came: those under way are looked at. */
export function tickCodes(parts: DeskParts): void {
  for (const stored of parts.codes.due(Date.now())) commitCode(parts, stored, { kind: "tick" });
  parts.commit(() => wakeForCodes(parts));
  parts.detach("deliver", parts.deliver());
}

/** One event of a code call: its new state, what must be delivered and what D1 must learn are one commit. */
export function commitCode(parts: DeskParts, stored: StoredCode, event: CodeEvent): StoredCode {
  return commit(parts, stored, stepCode(stored.call, event, Date.now()));
}

function commit(parts: DeskParts, stored: StoredCode, { call, effects }: CodeStep): StoredCode {
  const now = Date.now();
  const entries = timelineOf(effects, stored.timeline.length, now);
  const next = { call, version: stored.version + 1, timeline: [...stored.timeline, ...entries] };
  parts.commit(() => {
    parts.codes.save(next);
    for (const effect of effects)
      if (effect.kind !== "timeline")
        parts.deliveries.add(effect.kind, effect.attemptId, call.phoneId, call.id, now);
    parts.outbox.add("code_call", call.id);
    // Somebody waits for the end of it, and an answer by key is worth nothing before D1 has it.
    if (call.result !== null) parts.outbox.hurry();
    wakeForCodes(parts);
  });
  parts.live.send({ code_call_id: call.id }, `Code call to ${call.label}`, entries);
  return next;
}

/** A key of a code call was committed: it is recorded, and nobody can have been faster. */
export function judgeCodeKey(parts: DeskParts, meaning: KeyMeaning, { call }: StoredCode): Verdict {
  if (meaning === "opt_out") parts.objections.add(call.number);
  return { recorded: true, meaning, already_by: null };
}

/** A code call as D1 keeps it. */
export function toCodeRecord(parts: DeskParts, { call, version }: StoredCode): CodeCallRecord {
  const { id, number, state, result, outcome, callId, endedAt } = call;
  return {
    id,
    version,
    number,
    state,
    result,
    outcome,
    call_id: callId,
    ended_at: endedAt === null ? null : iso(endedAt),
    agreed: result === "agreed" ? agreementOf(parts, call) : null,
  };
}

function agreementOf(parts: DeskParts, { keyedAt, language }: CodeCall): CodeCallRecord["agreed"] {
  const digits = String(parts.snapshots.get()?.organization.number ?? 0);
  return {
    at: iso(keyedAt ?? Date.now()),
    wording_version: CONSENT_WORDING_VERSION,
    language: promptLanguage(language),
    wording: codeWording({ purpose: "agree", language, digits }),
  };
}

function wakeForCodes(parts: DeskParts): void {
  const next = parts.codes.nextWake();
  if (next === null) parts.timers.clear(CODES_TIMER);
  else parts.timers.set(CODES_TIMER, Math.max(next, Date.now()));
}
