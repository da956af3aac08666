import { readFile } from "node:fs/promises";
import { ConfigError } from "@callping/pbx/config/values";
import { readDefinition } from "@callping/pbx/operate/definition";
import { writeGenerated } from "@callping/pbx/operate/write";
import { EXIT, type Exit } from "../exit.ts";
import type { PbxPorts } from "./pbx.ts";

/** `callping pbx config`: writes the files of a production PBX from its definition. */
export async function config(args: readonly string[], { env, print, complain }: PbxPorts): Promise<Exit> {
  const [file, out, ...more] = args;
  if (file === undefined || out === undefined || more.length > 0) {
    complain("Name the definition and the out folder: callping pbx config <definition.json> <out folder>");
    return EXIT.usage;
  }
  try {
    const read = readDefinition(await readFile(file, "utf8"), env);
    if (!read.ok) {
      complain([`${file} is not usable, so nothing was written:`, ...read.problems].join("\n  "));
      return EXIT.usage;
    }
    const written = await writeGenerated(read.definition, out);
    if (!written.ok) {
      complain(`Nothing was written: ${written.problem}.`);
      return EXIT.usage;
    }
    print(
      `${written.paths.length} files and the prompts for ${read.definition.name} are in ${out}. They hold secrets.`,
    );
    return EXIT.asExpected;
  } catch (error) {
    if (!(error instanceof ConfigError) && !isFileError(error)) throw error;
    complain(error.message);
    return EXIT.usage;
  }
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error && "path" in error;
}
