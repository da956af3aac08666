import type { Database } from "../../db/statement.ts";
import { countWithin } from "../limits/count-within.ts";

export type PreviewRefused =
  | { reason: "speech_previews_limited"; limit: string; retryAfterSeconds: number }
  | { reason: "speech_unavailable"; detail: string };

/** Somebody who edits a template listens again and again; a voice speaks one text at a time, and calls go first. */
const SECONDS = 600;
const A_PERSON = 30;
const AN_ORGANIZATION = 120;

/**
 * Counts a preview, unless a limit is reached. Closed when nobody can count: then nothing is spoken.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function countPreview(
  db: Database,
  { organizationId, keyId }: { organizationId: string; keyId: string },
  now: string,
): Promise<PreviewRefused | null> {
  const limits = [
    {
      key: `speech-preview:${keyId}`,
      most: A_PERSON,
      name: `${A_PERSON} speech previews in 10 minutes a person or key`,
    },
    {
      key: `speech-preview:${organizationId}`,
      most: AN_ORGANIZATION,
      name: `${AN_ORGANIZATION} speech previews in 10 minutes an organization`,
    },
  ];
  try {
    const reached = await countWithin(db, limits, SECONDS, now);
    return reached === null ? null : { reason: "speech_previews_limited", ...reached };
  } catch (error) {
    console.error(JSON.stringify({ event: "speech_previews_not_counted", reason: String(error) }));
    return { reason: "speech_unavailable", detail: "Previews cannot be counted now, so none is spoken." };
  }
}
