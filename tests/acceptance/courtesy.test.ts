import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { onStage, useStage } from "./stage.ts";

useStage();

const SECONDS = 5;
const HOSTS = Array.from({ length: 12 }, (_, index) => `Disk of host ${index + 1} is full`);
/** A message that grew until the moment of the answer is said by recorded prompts, in words. */
const COUNTS = "no one two three four five six seven eight nine ten eleven twelve".split(" ");
/** The cooldown between two calls of an organization to a number, and some. */
const COOLDOWN_MS = 75_000;

describe("courtesy", () => {
  it("twelve alerts in five seconds for one person are two calls at most; each says how many, and its key acknowledges exactly those", async () => {
    const { scene, numbers } = await onStage("dozen");
    const number = numbers[0] ?? "";
    const first = scene
      .expectCall(number)
      .ringFor(2)
      .hear(/alerts/)
      .press("1")
      .hear(/acknowledged/i);
    const ids: string[] = [];
    for (const title of HOSTS) {
      ids.push((await scene.alert({ title, severity: "critical" })).alerts[0]?.id ?? "");
      await wait((SECONDS * 1000) / HOSTS.length);
    }
    await first.done();
    const second = scene
      .expectCall(number)
      .ringFor(2)
      .hear(/alerts/)
      .press("1")
      .hear(/acknowledged/i);
    await Promise.all(
      ids.map((id) => scene.entry(id, "acknowledged", ({ data }) => data.via === "key", COOLDOWN_MS)),
    );
    await second.done();

    const acknowledged = await Promise.all(ids.map((id) => scene.entry(id, "acknowledged")));
    const calls = Map.groupBy(acknowledged, ({ data }) => data.call_id);
    expect(calls.size).toBe(2);
    for (const [callId, together] of calls) {
      const words = scene.feed.entries.flatMap(({ entry }) =>
        entry.kind === "spoken" && entry.data.call_id === callId ? [entry.data.words] : [],
      );
      const count = `(?:${together.length}|${COUNTS[together.length]})`;
      expect(words.join(" "), `what call ${callId} said`).toMatch(new RegExp(`${count}\\b.{0,40}\\balerts`));
    }
  }, 150_000);
});
