import {
  PronunciationsSchema,
  PronunciationsSetSchema,
  PronunciationsWrittenSchema,
  SpeechPreviewRequestSchema,
  SpeechPreviewSchema,
} from "@callping/contract/api/speech";
import type { RouteRow } from "./route-table.ts";
import { withKey } from "./with-key.ts";

/** The rows of what calls say. */
export const SPEECH = {
  "POST /api/v1/speech/preview": withKey(
    "scenarios:read",
    "What a call would say of a text, a webhook or a scenario, with the audio of the voice that would say it",
    SpeechPreviewSchema,
    {
      limit: "speech_previews",
      body: SpeechPreviewRequestSchema,
      problems: ["speech_previews_limited", "speech_unavailable"],
    },
  ),
  "GET /api/v1/speech/pronunciations": withKey(
    "scenarios:read",
    "How the organization's own words are said",
    PronunciationsSchema,
  ),
  "PUT /api/v1/speech/pronunciations": withKey(
    "scenarios:write",
    "Replace the list of own words; the next call says them so",
    PronunciationsSetSchema,
    { body: PronunciationsWrittenSchema },
  ),
} as const satisfies Record<string, RouteRow>;
