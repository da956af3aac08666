import { SPOKEN_LANGUAGES } from "@callping/domain/words/languages";
import { lexiconOf, say } from "@callping/domain/words/speakable";
import { costsOf, line } from "../rules/times.ts";
import { shapes } from "./shapes.ts";

const RUNS = 300;

/** Milliseconds that the words of a text of 8,000 characters take, in every language; nothing is remembered between runs. */
console.log(`${"8,000 characters".padEnd(36)}   p50 ms   p99 ms   max ms  CPU p50  CPU p99`);
for (const [name, text] of shapes()) {
  for (const language of SPOKEN_LANGUAGES) {
    const lexicon = lexiconOf({ language });
    const { times, cpu } = costsOf(RUNS, () => say(text, lexicon));
    console.log(line(`${name}, ${language}`, times?.p50, times?.p99, times?.max, cpu?.p50, cpu?.p99));
  }
}
