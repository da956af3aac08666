import type { DryRunEvent } from "@callping/contract/api/dry-run";
import { scriptWords } from "@callping/domain/calls/script-words";
import type { Env } from "../../env.ts";
import type { Snapshot } from "../../objects/desk-protocol.ts";
import { prepareSpeech } from "../speech/prepare-speech.ts";
import type { Played } from "./play-event.ts";
import type { ReadSent } from "./read-sent.ts";

/** A link to the audio of each text that the calls would say. Nothing is spoken before it is fetched, or kept then. */
export async function linkAudio(
  env: Pick<Env, "API_ORIGIN" | "AUDIO_SIGNING_KEY">,
  { organization }: Pick<Snapshot, "organization">,
  { alert, calls }: Pick<Played, "alert" | "calls">,
  { decided }: ReadSent,
): Promise<DryRunEvent["audio"]> {
  if (alert === null) return [];
  const { language, fallback } = scriptWords({
    organizationName: organization.name,
    alerts: [{ ...alert, since: 0, test: decided.test }],
    keyMap: organization.key_map,
    now: 0,
  });
  const order = {
    organizationId: organization.id,
    language,
    fallback: fallback.flatMap((piece) => (piece.kind === "prompt" ? [piece.id] : [])),
    kept: false,
  } as const;
  const speech = { AUDIO_ORIGIN: env.API_ORIGIN, AUDIO_SIGNING_KEY: env.AUDIO_SIGNING_KEY };
  const texts = [...new Set(calls.filter((call) => call.cost_class !== null).map(({ words }) => words))];
  return Promise.all(
    texts.map(async (words) => {
      const { url } = await prepareSpeech(speech, { ...order, words });
      return { words, language, url };
    }),
  );
}
