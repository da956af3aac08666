import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import { describe, expect, it } from "vitest";
import { type Mutation, mutate, MUTATIONS } from "./mutations.ts";

const root = join(import.meta.dirname, "../..");
type CheckNumber = typeof import("@callping/domain/numbers/check-number").checkNumber;

/** A number that each step refuses and that would ring, or be refused as something else, without it. */
const WITNESSES: Record<string, [number: string, context?: object]> = {
  syntax: ["+380501234567x"],
  "emergency numbers": ["+49116117"],
  "short codes": ["+49227700"],
  "zeros before an emergency number": ["+9300020112"],
  "global codes": ["+881612345678"],
  "North American services": ["+12129111234"],
  "deny prefixes": ["+447012345678"],
  "operators' deny prefixes": ["+380501234567", { denyPrefixes: ["+38050"] }],
  valid: ["+3805012345"],
  "canonical form": ["+4402083661177"],
  types: ["+33891234567"],
  "tier X": ["+8501921234567", { regionsNeverCalled: [] }],
  "regions never called": ["+79161234567"],
  "fiction on real trunks": ["+33199001100"],
};

/** The safety net with a step dropped, in this process. */
async function without(mutation: Mutation): Promise<CheckNumber> {
  const drop: Plugin = {
    name: "drop",
    setup: ({ onLoad }) =>
      onLoad({ filter: /numbers\/[a-z-]+\.ts$/ }, ({ path }) => {
        const source = readFileSync(path, "utf8");
        return { contents: mutate(source, path.slice(root.length + 1), mutation), loader: "ts" };
      }),
  };
  const { outputFiles } = await build({
    entryPoints: [join(root, "packages/domain/src/numbers/check-number.ts")],
    bundle: true,
    format: "esm",
    write: false,
    plugins: [drop],
    logLevel: "silent",
  });
  const url = `data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? "").toString("base64")}`;
  const mutant: { checkNumber: CheckNumber } = await import(/* @vite-ignore */ url);
  return mutant.checkNumber;
}

const NONE: Mutation = { step: 0, what: "nothing", changes: [], tests: { project: "unit", files: [] } };
const inDomain = MUTATIONS.filter(({ what }) => what in WITNESSES);

describe("the mutations of the policy", () => {
  it("drop each of its twelve steps, by texts that stand once in the sources", () => {
    expect([...new Set(MUTATIONS.map(({ step }) => step))]).toEqual(
      Array.from({ length: 12 }, (_, n) => n + 1),
    );
    expect(inDomain.map(({ what }) => what).toSorted()).toEqual(Object.keys(WITNESSES).toSorted());
    for (const mutation of MUTATIONS)
      for (const { file } of mutation.changes) {
        const source = readFileSync(join(root, file), "utf8");
        expect(mutate(source, file, mutation)).not.toBe(source);
      }
  });

  it.each(inDomain.map((mutation) => [mutation.step, mutation.what, mutation] as const))(
    "step %i, %s: a number shows that it is gone",
    async (_step, what, mutation) => {
      const [number, context] = WITNESSES[what] ?? [""];
      const asked = { fictionAllowed: false, ...context };
      const whole = (await without(NONE))(number, asked);
      expect(whole.ok).toBe(false);
      expect((await without(mutation))(number, asked)).not.toEqual(whole);
    },
  );
});
