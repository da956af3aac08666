/** A file with a violation, the rule that must see it and the words it must say. */
export interface Planted {
  file: string;
  code: string;
  rule: string;
  says: string;
}

const direction = (file: string, specifier: string, says: string): Planted => ({
  file,
  code: `export * from "${specifier}";\n`,
  rule: "house(import-direction)",
  says,
});
const impure = (name: string, code: string, says: string): Planted => ({
  file: `packages/domain/src/impure/${name}.ts`,
  code: `${code}\n`,
  rule: "house(purity)",
  says,
});
const house = (name: string, code: string, rule: string): Planted => ({
  file: `apps/api/src/services/house/${name}.ts`,
  code: `${code}\n`,
  rule,
  says: "",
});

export const PLANTED: readonly Planted[] = [
  direction("packages/domain/src/a/node.ts", "node:fs", "the runtime"),
  direction("packages/domain/src/a/bare.ts", "fs", "the runtime"),
  direction("packages/domain/src/a/cloudflare.ts", "cloudflare:workers", "the runtime"),
  direction(
    "packages/domain/src/a/contract.ts",
    "@callping/contract/ids",
    "must not import packages/contract",
  ),
  direction("packages/domain/src/a/app.ts", "../../../../apps/api/src/env.ts", "leaves packages/domain"),
  direction(
    "packages/domain/src/a/some.test.ts",
    "@callping/contract/ids",
    "must not import packages/contract",
  ),
  direction("packages/contract/src/api.ts", "@callping/api/env", "must not import apps/api"),
  direction("packages/contract/src/ui.ts", "@callping/ui/button", "must not import packages/ui"),
  direction("packages/ui/src/app.ts", "@callping/portal/main", "must not import apps/portal"),
  direction("apps/api/src/other-app.ts", "@callping/speech/engine", "must not import apps/speech"),
  direction("apps/api/src/pbx.ts", "@callping/pbx/process", "must not import pbx"),
  direction("apps/cli/src/app.ts", "@callping/api/env", "must not import apps/api"),
  direction("apps/api/src/services/up.ts", "../http/errors.ts", "services/ must not import http/"),
  direction(
    "apps/api/src/services/phones/up.ts",
    "@callping/api/http/errors",
    "services/ must not import http/",
  ),
  direction("apps/api/src/objects/desk/up.ts", "../../http/errors.ts", "objects/ must not import http/"),
  direction(
    "apps/api/src/db/services.ts",
    "../services/phones/verify-number.ts",
    "db/ must not import services/",
  ),
  direction("apps/api/src/db/objects.ts", "../objects/names.ts", "db/ must not import objects/"),
  direction("apps/portal/src/features/alerts/a.ts", "../members/list.ts", "Features never import each other"),
  direction("pbx/src/app.ts", "@callping/api/env", "must not import apps/api"),
  direction("pbx/src/scripts.ts", "../../scripts/house/root.ts", "must not import scripts"),
  direction("scripts/app.ts", "../apps/api/src/index.ts", "must not import apps/api"),
  direction("tests/acceptance/desk.ts", "@callping/api/objects/desk/desk", "must not import apps/api"),
  direction("tests/acceptance/app.ts", "@callping/api/http/app", "must not import apps/api"),
  {
    file: "packages/domain/src/a/lazy.ts",
    code: `export const lazy = () => import("node:fs");\n`,
    rule: "house(import-direction)",
    says: "the runtime",
  },
  {
    file: "packages/domain/src/a/quoted.ts",
    code: "export const quoted = () => import(`node:fs`);\n",
    rule: "house(import-direction)",
    says: "the runtime",
  },
  {
    file: "packages/contract/src/type.ts",
    code: `export type Env = import("@callping/api/env").Env;\n`,
    rule: "house(import-direction)",
    says: "must not import apps/api",
  },

  impure("now", "export const now = () => Date.now();", "Date.now"),
  impure("date", "export const date = () => new Date();", "new Date()"),
  impure("date-text", "export const text = () => Date();", "Date()"),
  impure("temporal", "export const instant = () => Temporal.Now.instant();", "Temporal.Now"),
  impure("random", "export const random = () => Math.random();", "Math.random"),
  impure("hidden-random", `export const random = () => Math["random"]();`, "Math.random"),
  impure(
    "borrowed-clock",
    "const { now } = Date;\nexport const at = () => now();",
    "Date under another name",
  ),
  impure("borrowed-chance", "const sums = Math;\nexport const random = () => sums.random();", "Math under"),
  impure("computed-chance", 'export const of = (name: "random") => Math[name]();', "Math under"),
  impure("local-time", "export const hour = (at: Date) => at.getHours();", "time zone"),
  impure("crypto", "export const id = () => crypto.randomUUID();", "crypto"),
  impure("process", "export const home = () => process.env.HOME;", "process"),
  impure("fetch", `export const get = () => fetch("https://example.com");`, "fetch"),
  impure("timeout", "export const later = (run: () => void) => setTimeout(run, 5);", "setTimeout"),
  impure("performance", "export const tick = () => performance.now();", "performance"),
  impure("console", `export const say = () => console.log("said");`, "console"),
  impure("global", `export const any = () => globalThis["fetch"];`, "globalThis"),

  house("any", "export const any: any = 1;", "typescript(no-explicit-any)"),
  house("bang", "export const bang = (at: number | undefined) => at!;", "typescript(no-non-null-assertion)"),
  house(
    "floating",
    "export const run = (work: () => Promise<void>) => {\n  work();\n};",
    "typescript(no-floating-promises)",
  ),
  house("default", "const one = 1;\nexport default one;", "import(no-default-export)"),
  house(
    "types",
    `import { Env } from "../../env.ts";\nexport const of = (env: Env) => env;`,
    "typescript(consistent-type-imports)",
  ),
  house(
    "silent",
    "export const run = (work: () => void) => {\n  try {\n    work();\n  } catch {}\n};",
    "eslint(no-empty)",
  ),
  house(
    "switch",
    `export const of = (kind: "a" | "b") => {\n  switch (kind) {\n    case "a":\n      return 1;\n  }\n};`,
    "typescript(switch-exhaustiveness-check)",
  ),
];

/** Files that break no rule, each near to one that does. */
export const INNOCENT: Readonly<Record<string, string>> = {
  "packages/domain/src/good/time.ts":
    "export const at = (now: number) => new Date(now).toISOString();\nexport const day = Date.UTC(2026, 1, 1);\nexport const is = (at: unknown) => at instanceof Date;\nexport const most = (all: number[]) => Math.max(...all);\n",
  "packages/domain/src/good/shadow.ts":
    "export const run = (fetch: () => void, process: number) => (fetch(), process);\n",
  "packages/domain/src/good/url.ts": "export const host = (text: string) => new URL(text).host;\n",
  "packages/domain/src/good/types.ts": "export type Reply = Partial<Record<string, Response>>;\n",
  "packages/domain/src/good/self.ts": `export * from "../a/node.ts";\nexport * from "@callping/domain/good/url";\n`,
  "packages/domain/src/good/time.test.ts": `import { readFileSync } from "node:fs";\nexport const text = () => readFileSync("x") && Date.now();\n`,
  "packages/domain/scripts/build.ts": `import { readFileSync } from "node:fs";\nconsole.log(readFileSync("x"), Date.now());\n`,
  "packages/contract/src/good.ts": `export * from "@callping/domain/good/url";\n`,
  "apps/api/src/http/good.ts": `export * from "../objects/names.ts";\nexport * from "../services/a.ts";\nexport * from "@callping/contract/good";\n`,
  "apps/api/src/objects/good.ts": `export * from "../services/a.ts";\nexport * from "../db/a.ts";\n`,
  "apps/api/src/services/good.ts": `export * from "../db/a.ts";\nexport * from "../objects/names.ts";\n`,
  "apps/portal/src/features/alerts/good.ts": `export * from "./list.ts";\nexport * from "../../shell/frame.ts";\n`,
  "apps/cli/src/good.ts": `export * from "@callping/pbx/process";\n`,
  "pbx/src/good.ts": `export * from "@callping/contract/good";\n`,
  "scripts/good.ts": `export * from "@callping/pbx/process";\nexport * from "../tests/harness/phone.ts";\nexport * from "@callping/api/db/statement";\nexport * from "@callping/api/objects/pbx-link/testing/start-link";\nexport * from "@callping/api/objects/names";\n`,
};
