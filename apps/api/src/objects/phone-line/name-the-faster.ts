import type { Verdict } from "@callping/domain/calls/call-state";
import { alreadyWords } from "@callping/domain/calls/script-words";
import { prepareSpeech } from "../../services/speech/prepare-speech.ts";
import { speakerOf } from "./build-script.ts";
import type { LineParts } from "./parts.ts";

/** Who acknowledged before this key, with the name spoken: only signed here, a PBX fetches it while the recorded words play. */
export async function nameTheFaster(parts: LineParts, callId: string, verdict: Verdict): Promise<Verdict> {
  const orders = parts.store.liveOf(callId).map(({ order }) => order);
  const [first] = orders;
  if (verdict.already_by === null || verdict.by_member !== true || first === undefined) return verdict;
  const said = alreadyWords(verdict.already_by, speakerOf(first, orders));
  if (said === null) return verdict;
  const already = said.pieces.map(async (piece) => {
    if (piece.kind === "prompt") return piece;
    const order = { organizationId: first.organization_id, language: said.language, words: piece.words };
    // A recording in the name's place would be a sentence of its own: the Worker has none for it.
    const { id, url } = await prepareSpeech(parts.env, { ...order, fallback: [] });
    return { kind: "speech" as const, id, words: piece.words, url };
  });
  return { ...verdict, already: await Promise.all(already) };
}
