import { existsSync } from "node:fs";
import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import { bindWorkerd } from "./scripts/test/bind-workerd.ts";
import type { ProjectName } from "./scripts/test/projects.ts";
import { workerUnderTest } from "./scripts/test/worker-under-test.ts";

const SOURCES = "{packages,apps,pbx,scripts}/**";
const NEVER = ["**/node_modules/**", "**/dist/**", "**/.callping*/**"];
const ACCEPTANCE_SETUP = "tests/acceptance/setup.ts";

/** Real Asterisk and workerd share two cores and one set of addresses: one file after the other, and patience. */
const ONE_AT_A_TIME = { fileParallelism: false, testTimeout: 120_000, hookTimeout: 300_000 };

const projects: Record<ProjectName, TestProjectInlineConfiguration> = {
  unit: {
    test: {
      include: [`${SOURCES}/*.test.{ts,mjs}`],
      // Beside telephones that go before them; a limit only ends what hangs.
      testTimeout: 60_000,
      hookTimeout: 60_000,
      exclude: [...NEVER, "**/*.{integration,worker}.test.ts"],
      setupFiles: ["scripts/test/fixed-seed.ts"],
    },
  },
  /** Runs inside workerd, with the bindings of the Worker on the alert's path. */
  worker: {
    plugins: [cloudflareTest(workerUnderTest)],
    test: {
      include: ["apps/api/**/*.worker.test.ts"],
      // The first request transforms the whole Worker, beside telephones that go before it.
      testTimeout: 60_000,
      hookTimeout: 60_000,
      exclude: NEVER,
      setupFiles: ["scripts/test/fixed-seed.ts"],
    },
  },
  integration: {
    test: {
      include: [`{packages,apps,pbx,scripts,tests}/**/*.integration.test.ts`],
      exclude: NEVER,
      setupFiles: ["scripts/test/fixed-seed.ts"],
      ...ONE_AT_A_TIME,
    },
  },
  /** Installations of their own, that are killed, stopped and started again. */
  outage: {
    test: {
      include: ["tests/outage/**/*.test.ts"],
      exclude: NEVER,
      setupFiles: ["scripts/test/fixed-seed.ts"],
      ...ONE_AT_A_TIME,
    },
  },
  acceptance: {
    test: {
      include: ["tests/acceptance/**/*.test.ts"],
      exclude: [...NEVER, "**/*.integration.test.ts"],
      setupFiles: ["scripts/test/fixed-seed.ts"],
      globalSetup: existsSync(ACCEPTANCE_SETUP) ? [ACCEPTANCE_SETUP] : [],
      ...ONE_AT_A_TIME,
    },
  },
};

bindWorkerd();

export default defineConfig({
  test: {
    projects: Object.entries(projects).map(([name, project]) => ({
      ...project,
      test: { ...project.test, name },
    })),
    passWithNoTests: true,
  },
});
