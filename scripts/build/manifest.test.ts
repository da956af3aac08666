import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { REPOSITORY_ROOT } from "./bundle.ts";
import { readManifest } from "./manifest.ts";
import { hashSources } from "./source-hash.ts";

const configOf = (worker: string) => join(REPOSITORY_ROOT, "apps", worker, "wrangler.jsonc");

describe("the configurations", () => {
  it.each(["api", "keys", "speech", "speech-espeak"])(
    "of %s are the same here and in production, but for the values of vars",
    (worker) => {
      const { vars: localVars, ...local } = readManifest(configOf(worker));
      const { vars: productionVars, ...production } = readManifest(configOf(worker), "production");
      expect({ ...local, name: "" }).toEqual({ ...production, name: "" });
      expect(Object.keys(localVars)).toEqual(Object.keys(productionVars));
    },
  );

  it("of speech without eSpeak differs by its binding alone", () => {
    const { services, ...without } = readManifest(configOf("speech"), "production-without-espeak");
    const whole = readManifest(configOf("speech"), "production");
    expect(services).toEqual([]);
    expect({ ...whole, services: [] }).toEqual({ ...without, services: [] });
  });

  it("name no loopback address in production", () => {
    const { vars } = readManifest(configOf("api"), "production");
    expect(vars["DEPLOYMENT"]).toBe("production");
    for (const name of ["API_ORIGIN", "AUDIO_ORIGIN"]) expect(vars[name]).toMatch(/^https:\/\/[a-z.]+$/);
  });
});

describe("the hash of the sources", () => {
  it("is the same for the same sources and another with and without a voice", () => {
    expect(hashSources(REPOSITORY_ROOT, "voice")).toBe(hashSources(REPOSITORY_ROOT, "voice"));
    expect(hashSources(REPOSITORY_ROOT, "voice")).not.toBe(hashSources(REPOSITORY_ROOT, "no voice"));
  });
});
