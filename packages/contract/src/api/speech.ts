import * as v from "valibot";
import { SeveritySchema } from "./alerts.ts";
import { TimeSchema } from "./common.ts";

const nothingElse = v.never("Unknown field.");
const Reference = v.pipe(v.string(), v.maxLength(60));

/** `POST /api/v1/speech/preview`: what a call would say, without one. */
export const SpeechPreviewRequestSchema = v.objectWithRest(
  {
    text: v.optional(
      v.pipe(v.string(), v.maxLength(8000), v.description("An alert's title, as a tool writes it")),
    ),
    payload: v.optional(
      v.pipe(v.unknown(), v.description("A webhook's body in the title's place; its first alert is spoken")),
    ),
    headers: v.optional(v.pipe(v.record(v.string(), v.string()), v.description("The webhook's headers"))),
    endpoint: v.optional(v.pipe(Reference, v.description("Id of the endpoint that is asked, end_…"))),
    scenario: v.optional(
      v.pipe(Reference, v.description("Id of a scenario, scn_…: its template; alone, with an example alert")),
    ),
    speech: v.optional(
      v.pipe(
        v.nullable(v.string()),
        v.description("A template that is not saved yet, in the scenario's place; null: none"),
      ),
    ),
    severity: v.optional(v.pipe(SeveritySchema, v.description("Of a text; left out: critical"))),
    language: v.pipe(
      v.string(),
      v.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "A language tag, such as uk or pt-BR."),
      v.description("The phone's; one that CallPing does not speak is read in English"),
    ),
  },
  nothingElse,
);

const Warning = v.strictObject({
  code: v.pipe(v.string(), v.description("Stable")),
  message: v.string(),
  words: v.pipe(v.optional(v.array(v.string())), v.description("Which of the text's words")),
});

/** What the call says. Nobody was rung. */
export const SpeechPreviewSchema = v.strictObject({
  language: v.pipe(v.string(), v.description("In which the call speaks")),
  words: v.pipe(v.string(), v.description("The message, before the menu")),
  menu: v.pipe(
    v.string(),
    v.description("Recorded; the keys are the organization's, whatever the alert says"),
  ),
  instead: v.pipe(
    v.string(),
    v.description("Recorded words of the call when no voice can speak the message"),
  ),
  audio: v.pipe(
    v.nullable(
      v.strictObject({
        url: v.pipe(v.string(), v.description("WAV; good for an hour, no key needed")),
        duration_ms: v.number(),
        engine: v.pipe(v.nullable(v.string()), v.description("null: recorded prompts took over")),
        voice: v.nullable(v.string()),
      }),
    ),
    v.description("null: nothing could speak now; the call would play its recorded words"),
  ),
  warnings: v.array(Warning),
});
export type SpeechPreview = v.InferOutput<typeof SpeechPreviewSchema>;

const words = v.pipe(
  v.record(v.string(), v.string()),
  v.description('How whole words of alerts are said, in any case of letters: { "acme-pg": "main database" }'),
);
/** `PUT /api/v1/speech/pronunciations`: the whole list. */
export const PronunciationsWrittenSchema = v.objectWithRest({ words }, nothingElse);
export const PronunciationsSchema = v.strictObject({
  words,
  saved_at: v.nullable(TimeSchema),
  saved_by: v.pipe(v.nullable(v.string()), v.description("Name of the API key or person; null: never saved")),
});
export type PronunciationsView = v.InferOutput<typeof PronunciationsSchema>;
export const PronunciationsSetSchema = v.strictObject({
  ...PronunciationsSchema.entries,
  in_effect: v.pipe(
    v.boolean(),
    v.description("false: it is stored, but a desk could not be told; it takes effect within a minute"),
  ),
});
export type PronunciationsSet = v.InferOutput<typeof PronunciationsSetSchema>;
