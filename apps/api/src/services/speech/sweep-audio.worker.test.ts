import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { sweepAudio } from "./sweep-audio.ts";

const DAY_MS = 86_400_000;
const MANY = 1005;
const keys = async () => (await env.AUDIO.list()).objects.map(({ key }) => key);

describe("the sweep of spoken words", () => {
  it("deletes what is older than seven days, page by page, and nothing beside it", async () => {
    for (let n = 0; n < MANY; n += 1) await env.AUDIO.put(`speech/org_a/${String(n).padStart(5, "0")}`, "x");
    await env.AUDIO.put("speech/org_b/1", "x");
    await env.AUDIO.put("kept/1", "x");
    await sweepAudio(env, Date.now() + 6.9 * DAY_MS);
    await sweepAudio(env, Date.now() + 6.9 * DAY_MS);
    expect((await env.AUDIO.list({ limit: 1000 })).truncated).toBe(true);

    const later = Date.now() + 7.1 * DAY_MS;
    await sweepAudio(env, later);
    expect(await keys()).toEqual([
      "kept/1",
      ...Array.from({ length: 5 }, (_, n) => `speech/org_a/0100${n}`),
      "speech/org_b/1",
    ]);
    await sweepAudio(env, later);
    expect(await keys()).toEqual(["kept/1"]);
    await env.AUDIO.put("speech/org_a/00001", "x");
    await sweepAudio(env, later);
    expect(await keys()).toEqual(["kept/1"]);
  });
});
