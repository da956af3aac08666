import { join } from "node:path";
import { placesHeard, readMuLaw, type Samples } from "./hearing.ts";

/** The digits that were spoken into a recording, in their order, told by the prompts of a language that it holds. */
export function hearDigits(recording: Samples, prompts: string, language: string): string {
  const heard = Array.from("0123456789").flatMap((digit) =>
    placesHeard(recording, readMuLaw(join(prompts, language, `${digit}.ulaw`))).map((at) => ({ at, digit })),
  );
  return heard
    .toSorted((a, b) => a.at - b.at)
    .map(({ digit }) => digit)
    .join("");
}
