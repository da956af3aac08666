import { type DryRun, DryRunRequestSchema } from "@callping/contract/api/dry-run";
import type { CountingRule } from "@callping/domain/rules/choose-rule";
import type { Env } from "../../env.ts";
import { countId } from "../../objects/desk/rule-counts.ts";
import type {
  SnapshotEndpoint,
  SnapshotScenario,
  Standing,
  StandingQuestion,
} from "../../objects/desk-protocol.ts";
import { buildSnapshot } from "../organizations/build-snapshot.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";
import { compileStored } from "../scenarios/compile-stored.ts";
import { toPreview } from "../requests/to-preview.ts";
import { loadFleet } from "../fleet/load-fleet.ts";
import { findTarget } from "./find-target.ts";
import { linkAudio } from "./link-audio.ts";
import { playEvent } from "./play-event.ts";
import { type ReadSent, readSent } from "./read-sent.ts";

/** A webhook of many events is played for so many: each is some milliseconds of work. */
const MOST_PLAYED = 10;

export type DryRunResult = { ok: true; dryRun: DryRun } | { ok: false; error: MissingScope | InvalidBody };

/** How the Desk of an endpoint is asked what it alone knows. */
export type AskDesk = (shard: number, question: StandingQuestion) => Promise<Standing>;

/**
 * What a webhook would do: which rule decides and why, who is called when, what they hear. By the code that decides in
 * earnest; nothing is stored, nothing counted, nobody rung.
 * @param now milliseconds since the epoch, for a request that names no moment
 */
export async function runDryRun(
  env: Env,
  actor: Actor,
  input: unknown,
  askDesk: AskDesk,
  now: number,
): Promise<DryRunResult> {
  const forbidden = missingScope(actor, "scenarios:read");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(DryRunRequestSchema, input);
  if (!parsed.ok) return parsed;
  const at = parsed.value.at === undefined ? now : Date.parse(parsed.value.at);
  const [snapshot, fleet] = await Promise.all([
    buildSnapshot(env, actor.organizationNumber, new Date(Math.min(at, now))),
    loadFleet(env.DB),
  ]);
  if (snapshot === null) throw new Error(`organization ${actor.organizationNumber} is not there`);
  const found = await findTarget(env, snapshot, parsed.value);
  if (!found.ok) return { ok: false, error: { reason: "invalid_body", problems: found.problems } };
  const { endpoint, shard } = found.target;
  const { events, explanation } = readSent(endpoint, parsed.value);
  const played = events.slice(0, MOST_PLAYED);
  const scenario = snapshot.scenarios.find(({ id }) => id === endpoint.scenario_id);
  const standing = await askDesk(shard, questionOf(endpoint, scenario, played));
  const world = { snapshot, endpoint, standing, fleet, deployment: env.DEPLOYMENT, at };
  return {
    ok: true,
    dryRun: {
      at: new Date(at).toISOString(),
      events: await Promise.all(
        played.map(async (sent) => {
          const shown = playEvent(world, sent);
          const audio = parsed.value.audio === true ? await linkAudio(env, snapshot, shown, sent) : [];
          return { event: toPreview(sent.read), ...shown, audio };
        }),
      ),
      events_left_out: events.length - played.length,
      explanation,
    },
  };
}

function questionOf(
  endpoint: SnapshotEndpoint,
  scenario: SnapshotScenario | undefined,
  events: readonly ReadSent[],
): StandingQuestion {
  const counting = compileStored(scenario)
    .rules.map(({ rule }) => rule)
    .filter((rule): rule is CountingRule => rule.count !== undefined);
  const keys = [...new Set(events.map(({ decided }) => decided.dedupKey))];
  const ids = keys.flatMap((key) => counting.map((rule) => countId(endpoint, rule, key)));
  return { endpoint_id: endpoint.id, dedup_keys: keys, count_ids: [...new Set(ids)] };
}
