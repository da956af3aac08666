import type { DryRunEvent } from "@callping/contract/api/dry-run";
import { scriptWords } from "@callping/domain/calls/script-words";
import type { Env } from "../../env.ts";
import type { Snapshot } from "../../objects/desk-protocol.ts";
import { prepareSpeech } from "../speech/prepare-speech.ts";
import { speakerFor } from "../speech/speaker-for.ts";
import type { Played } from "./play-event.ts";
import type { ReadSent } from "./read-sent.ts";

/** A link to the audio of each text that the calls would say. Nothing is spoken before it is fetched, or kept then. */
export async function linkAudio(
  env: Pick<Env, "API_ORIGIN" | "AUDIO_SIGNING_KEY">,
  { organization, phones }: Pick<Snapshot, "organization" | "phones">,
  { alert, calls }: Pick<Played, "alert" | "calls">,
  { decided }: ReadSent,
): Promise<DryRunEvent["audio"]> {
  if (alert === null) return [];
  const speech = { AUDIO_ORIGIN: env.API_ORIGIN, AUDIO_SIGNING_KEY: env.AUDIO_SIGNING_KEY };
  const tags = new Map(phones.map(({ id, language }) => [id, language]));
  const spoken = calls.filter((call) => call.cost_class !== null);
  const texts = new Map(spoken.map(({ words, phone_id }) => [words, tags.get(phone_id) ?? ""]));
  return Promise.all(
    Array.from(texts, async ([words, tag]) => {
      const { language, fallback } = scriptWords({
        ...speakerFor(organization, tag),
        alerts: [{ ...alert, since: 0, test: decided.test }],
        keyMap: organization.key_map,
        now: 0,
      });
      const { url } = await prepareSpeech(speech, {
        organizationId: organization.id,
        language,
        words,
        fallback: fallback.flatMap((piece) => (piece.kind === "prompt" ? [piece.id] : [])),
        kept: false,
      });
      return { words, language, url };
    }),
  );
}
