import { join } from "node:path";
import { parseArgs } from "node:util";

import { installVoiceData } from "@callping/pbx/voice-data";

import { buildBundles, REPOSITORY_ROOT } from "../build/bundle.ts";
import { keepBaseline, regressions } from "./baseline.ts";
import { type Booth, ENGINES, type EngineName, openBooth, type Studios } from "./booth.ts";
import { type Language, LANGUAGES } from "./corpus.ts";
import { measureVoice, type VoiceFigures } from "./measure-voice.ts";
import { EXPLANATION, printTable } from "./print.ts";
import { openRecogniser, type Recogniser } from "./recogniser.ts";

const HELP = `npm run speech:table -- [--language en,uk] [--keep]
  measures every voice that this machine has, prints the table, and fails when a voice got worse than scripts/speech/baseline.json
  --language   only these
  --keep       makes the figures found now those to compare with`;

const { values } = parseArgs({
  options: { language: { type: "string" }, keep: { type: "boolean" }, help: { type: "boolean", short: "h" } },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const wanted = values.language?.split(",") ?? LANGUAGES;
const languages = LANGUAGES.filter((language) => wanted.includes(language));
if (languages.length === 0) {
  console.error(`There is no such language. There are ${LANGUAGES.join(", ")}.\n${HELP}`);
  process.exit(2);
}

const say = (line: string): void => console.error(`· ${line}`);
const { dir: voices } = await installVoiceData({
  root: join(REPOSITORY_ROOT, ".callping/voices"),
  onProgress: say,
});
const studios: Studios = {
  withVoices: await buildBundles({ voices, onProgress: say }),
  withoutVoices: await buildBundles({ voices: null, onProgress: say }),
};
const recogniser = languages.includes("en") ? await recogniserOrReason() : null;
const found: VoiceFigures[] = [];
for (const language of languages)
  for (const engine of ENGINES) found.push(...(await measure(engine, language)));

console.log(`\n${printTable(found)}\n\n${EXPLANATION}`);
if (values.keep) keepBaseline(found);
const worse = regressions(found);
for (const line of worse) console.error(`worse: ${line}`);
process.exit(worse.length === 0 ? 0 : 1);

/** Each in a Worker of its own, so that the first sentence is a first one. */
async function measure(engine: EngineName, language: Language): Promise<VoiceFigures[]> {
  const booth: Booth | null = await openBooth(engine, studios);
  if (booth === null) {
    say(
      `${engine} is not here${engine === "rhvoice" ? ": node scripts/tools/install-rhvoice.ts installs it" : ""}`,
    );
    return [];
  }
  try {
    const voice = await booth.voiceOf(language);
    if (voice === null) return [];
    say(`${language}: ${engine} speaks (${voice})`);
    return [await measureVoice(booth, { language, voice }, recogniser)];
  } finally {
    await booth.close();
  }
}

async function recogniserOrReason(): Promise<Recogniser | null> {
  try {
    return await openRecogniser();
  } catch (error) {
    say(`no word errors in the table: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}
