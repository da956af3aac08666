import type { AsteriskInstance } from "@callping/pbx/config/instance";
import { expect, it, vi } from "vitest";
import { sweepHourly } from "./sweep-hourly.ts";

it("sweeps every hour until it is stopped, and says when it could not", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const said: string[] = [];
  // A command that fails, in a folder that is not there: nothing is touched.
  const tree = {
    root: "/",
    command: "/bin/false",
    args: [],
    modules: "",
    documentation: "",
    sounds: undefined,
  };
  const instance: AsteriskInstance = { id: "pbx-1", directory: "/nowhere", configFile: "/nowhere/x", tree };
  const stop = sweepHourly([instance], (line) => said.push(line));
  vi.advanceTimersByTime(3_599_999);
  expect(said).toEqual([]);
  vi.advanceTimersByTime(1);
  await stop();
  expect(said).toEqual([
    expect.stringMatching(/^pbx-1 was not swept, it will be in an hour: .*\/nowhere\/c/),
  ]);
  vi.advanceTimersByTime(7_200_000);
  await stop();
  expect(said).toHaveLength(1);
  vi.useRealTimers();
});
