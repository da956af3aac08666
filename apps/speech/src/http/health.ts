import type { Studio } from "../speak.ts";

const WITHOUT_VOICE =
  "Calls are spoken by recorded prompts only. Run `npm start` (it installs the voice), or build with CALLPING_VOICES set to the folder of libttspico-data.";

/** `200` either way: without its voice the Worker still speaks, and says here what is missing. */
export async function health(studio: Studio): Promise<Response> {
  const voice = await openQuietly(studio);
  return Response.json({
    ok: true,
    voices: { en: voice.engine },
    prompts: studio.recordings.size,
    queue: studio.lane.length(),
    ...(voice.engine === null && { detail: `${voice.detail} ${WITHOUT_VOICE}` }),
  });
}

async function openQuietly(studio: Studio): Promise<{ engine: string | null; detail: string }> {
  try {
    const engine = await studio.openEngine("en");
    return { engine: engine?.name ?? null, detail: "No English voice is installed." };
  } catch (error) {
    return {
      engine: null,
      detail: `The English voice does not open: ${error instanceof Error ? error.message : String(error)}.`,
    };
  }
}
