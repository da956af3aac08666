import { join } from "node:path";

import { installAsterisk } from "@callping/pbx/install";
import { installVoiceData } from "@callping/pbx/voice-data";

import { type Bundles, buildBundles, REPOSITORY_ROOT } from "../build/bundle.ts";

const TOOLS = join(REPOSITORY_ROOT, ".callping");

export interface Installed {
  asteriskRoot: string;
  bundles: Bundles;
}

/** Everything that is made once: real Asterisk, the voice, the bundles. Quick when present; shared by all state folders. */
export async function install(options: {
  asteriskRoot: string | null;
  say(line: string): void;
}): Promise<Installed> {
  const [asterisk, bundles] = await Promise.all([
    installAsterisk({
      root: join(TOOLS, "asterisk"),
      unpacked: options.asteriskRoot ?? undefined,
      onProgress: options.say,
    }),
    installVoice(options.say).then((voices) => buildBundles({ voices, onProgress: options.say })),
  ]);
  return { asteriskRoot: asterisk.root, bundles };
}

/** Where the voice cannot be fetched, calls speak by recorded prompts: worth a warning, not a refusal. */
async function installVoice(say: (line: string) => void): Promise<string | null> {
  try {
    return (await installVoiceData({ root: join(TOOLS, "voices"), onProgress: say })).dir;
  } catch (error) {
    say(
      `warning: no embedded voice, so calls speak by recorded prompts alone. ${error instanceof Error ? error.message : String(error)}`,
    );
    return null;
  }
}
