/**
 * Fills the git-ignored `apps/speech-espeak/dist`: eSpeak NG and its voice data, cut from 24 MB to the languages that are
 * spoken here, its Ukrainian dictionary grown by the stress of our words. Wrangler runs it before every bundle. Both files are checked against pinned checksums.
 */
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { addStress, join as joinBytes } from "./add-stress.ts";
import { UKRAINIAN_STRESS } from "./ukrainian-stress.ts";

const DATA = join(import.meta.dirname, "../dist");
const PACKAGE = dirname(
  createRequire(import.meta.url).resolve("@echogarden/espeak-ng-emscripten/package.json"),
);
const ROOT = "/usr/share/espeak-ng-data/";

/** SHA-256 of what is taken from the package, version 0.3.5. */
const CHECKSUMS = {
  "espeak-ng.js": "3502d997af2640e54518a06845776c8507bfeebd8ff75f80176370e35de9896b",
  "espeak-ng.data": "f7f8eff5685c709db9dae81e88a0e0556867d60514f7308ae99e0579369397b5",
};

/** Phonemes and intonation belong to all languages; of each language its dictionary and its voice. */
const KEPT =
  /^(?:phon(?:data|index|tab|data-manifest)|intonations|(?:en|de|es|fr|it|pl|pt|uk)_dict|lang\/(?:gmw\/(?:en|de)|roa\/(?:es|fr|it|pt|pt-BR)|zl[ews]\/(?:uk|pl)))$/;

interface PackedFile {
  filename: string;
  start: number;
  end: number;
}

async function readChecked(name: keyof typeof CHECKSUMS): Promise<Uint8Array> {
  const bytes = await readFile(join(PACKAGE, name));
  const found = createHash("sha256").update(bytes).digest("hex");
  if (found !== CHECKSUMS[name])
    throw new Error(`${name} has SHA-256 ${found}, expected ${CHECKSUMS[name]}: run \`npm ci\`.`);
  return bytes;
}

/** emscripten's list of the packed files stands in the program as `loadPackage({files:[…],remote_package_size:…})`. */
function cut(program: string, data: Uint8Array): { program: string; data: Uint8Array } {
  const list = /loadPackage\(\{files:\[(.*?)\],remote_package_size:\d+\}\)/s.exec(program);
  if (list === null) throw new Error("espeak-ng.js lists its files in another way than version 0.3.5 does.");
  const files = Array.from(
    (list[1] ?? "").matchAll(/\{filename:"([^"]+)",start:(\d+),end:(\d+)\}/g),
    ([, filename = "", start, end]): PackedFile => ({ filename, start: Number(start), end: Number(end) }),
  ).filter(({ filename }) => KEPT.test(filename.slice(ROOT.length)));
  const contents = files.map(({ filename, start, end }) => {
    const bytes = data.subarray(start, end);
    return filename === `${ROOT}uk_dict` ? addStress(bytes, UKRAINIAN_STRESS.trim().split(/\s+/)) : bytes;
  });
  let at = 0;
  const moved = files.map(({ filename }, index) => {
    const from = at;
    at += contents[index]?.length ?? 0;
    return { filename, start: from, end: at };
  });
  const call = `loadPackage(${JSON.stringify({ files: moved, remote_package_size: at })})`;
  return {
    // A bundle in workerd has no URL, and nothing of Node.
    program: program
      .replace(list[0], () => call)
      .replaceAll("import.meta.url", '"file:///espeak-ng.js"')
      .replace('await import("module")', "{}"),
    data: joinBytes(contents),
  };
}

/** Written beside and renamed: two builds at once never read half a file. */
async function put(name: string, bytes: string | Uint8Array): Promise<void> {
  const draft = join(DATA, `${name}.${process.pid}`);
  await writeFile(draft, bytes);
  await rename(draft, join(DATA, name));
}

const whole = await readChecked("espeak-ng.js");
const { program, data } = cut(new TextDecoder().decode(whole), await readChecked("espeak-ng.data"));
await mkdir(DATA, { recursive: true });
await put("espeak-ng.js", program);
await put("espeak-ng.bin", data);
console.log(`speech-espeak: eSpeak NG is ready, its voice data ${(data.length / 1e6).toFixed(1)} MB`);
