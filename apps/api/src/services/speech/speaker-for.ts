import type { Speaker } from "@callping/domain/calls/script-words";
import type { Snapshot } from "../../objects/desk-protocol.ts";

/** Who speaks for an organization to a phone of some language. */
export function speakerFor(
  { name, pronunciations }: Pick<Snapshot["organization"], "name" | "pronunciations">,
  language: string,
): Speaker {
  return {
    organizationName: name,
    language,
    ...(pronunciations !== undefined && { pronunciations: new Map(Object.entries(pronunciations)) }),
  };
}
