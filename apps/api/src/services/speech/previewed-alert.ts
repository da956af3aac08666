import type { SpeechPreviewRequestSchema } from "@callping/contract/api/speech";
import type { SpokenAlert } from "@callping/domain/calls/script-words";
import { problemsOfSpeech, templateOf } from "@callping/domain/calls/spoken-template";
import type { InferOutput } from "valibot";
import type { Env } from "../../env.ts";
import { ask, type Decided } from "../../objects/desk/decide.ts";
import { newAlertOf } from "../../objects/desk/take-event.ts";
import type { Snapshot, SnapshotEndpoint } from "../../objects/desk-protocol.ts";
import { findTarget } from "../dry-run/find-target.ts";
import { readSent } from "../dry-run/read-sent.ts";
import type { FieldProblem } from "../parse-body.ts";

type Asked = InferOutput<typeof SpeechPreviewRequestSchema>;
export type Previewed = { ok: true; alert: SpokenAlert } | { ok: false; problems: FieldProblem[] };

/** Stands for an alert where a scenario alone is asked about. */
const EXAMPLE = "Disk usage is above 90% on db-1";
const IDS = { id: "alr_of-a-preview", requestId: "req_of-a-preview" };

/** The alert that is to be heard: a webhook as its endpoint reads it, or a text. Changes nothing. */
export async function previewedAlert(
  env: Pick<Env, "ENDPOINT_ID_KEYS">,
  snapshot: Snapshot,
  asked: Asked,
  now: number,
): Promise<Previewed> {
  const { text, payload, scenario, endpoint: endpointId, speech } = asked;
  if (text !== undefined && payload !== undefined) return failed("text", "Send either a text or a payload.");
  if (text === undefined && payload === undefined && scenario === undefined && endpointId === undefined)
    return failed("text", "Send a text, a payload, or the id of a scenario.");
  const problems = speech == null ? [] : problemsOfSpeech(speech);
  if (problems.length > 0)
    return { ok: false, problems: problems.map((message) => ({ path: "speech", message })) };
  const endpoint = await endpointOf(env, snapshot, asked);
  if (!endpoint.ok) return endpoint;
  const decided = payload === undefined ? ofText(asked) : firstEvent(endpoint.endpoint, asked);
  if (decided === null)
    return failed("payload", "It holds no alert: a call is made for what fires, not for what is only noted.");
  const { decision } = ask(snapshot, endpoint.endpoint, decided, { now, earlier: () => [] });
  const { severity, title, test, speech: saved } = newAlertOf(endpoint.endpoint, decided, IDS, decision);
  const own = speech === undefined ? saved : speech === null ? undefined : templateOf(speech, decided);
  return {
    ok: true,
    alert: { severity, title, test, since: now, ...(own !== undefined && { speech: own }) },
  };
}

/** Where it would come in; without a name at an endpoint of no scenario. */
async function endpointOf(
  env: Pick<Env, "ENDPOINT_ID_KEYS">,
  snapshot: Snapshot,
  { endpoint, scenario }: Asked,
): Promise<{ ok: true; endpoint: SnapshotEndpoint } | { ok: false; problems: FieldProblem[] }> {
  if (endpoint === undefined && scenario === undefined) return { ok: true, endpoint: NO_ENDPOINT };
  const found = await findTarget(env, snapshot, { endpoint, scenario });
  return found.ok ? { ok: true, endpoint: found.target.endpoint } : found;
}

const NO_ENDPOINT: SnapshotEndpoint = {
  id: "end_of-a-preview",
  uuid: "",
  name: "this endpoint",
  project_id: "",
  scenario_id: "",
  paused: false,
  default_severity: "major",
  alert_key_digest: null,
  auto_close_seconds: 14_400,
};

function ofText({ text = EXAMPLE, severity = "critical" }: Asked): Decided {
  return {
    state: "firing",
    severity,
    severitySource: null,
    title: text,
    titleSource: null,
    message: null,
    dedupKey: "preview",
    url: null,
    tool: "webhook",
    test: false,
    payload: {},
  };
}

function firstEvent(endpoint: SnapshotEndpoint, { payload, headers }: Asked): Decided | null {
  const { events } = readSent(endpoint, { payload, headers });
  return events.find(({ decided }) => decided.state === "firing")?.decided ?? null;
}

function failed(path: string, message: string): Previewed & { ok: false } {
  return { ok: false, problems: [{ path, message }] };
}
