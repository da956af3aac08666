// What `cloudflare:test` and `cloudflare:workers` are in *.worker.test.ts: this Worker and its bindings.
/// <reference types="@cloudflare/vitest-plugin/types" />

declare namespace Cloudflare {
  type Bindings = import("./env.ts").Env;
  /** What `scripts/test/worker-under-test.ts` adds for tests alone. */
  interface Env extends Bindings {
    TEST_MIGRATIONS: import("cloudflare:test").D1Migration[];
    /** A signer of Amazon SNS, PEM. */
    TEST_SNS_CHAIN: string;
    TEST_SNS_KEY: string;
  }
  interface GlobalProps {
    mainModule: typeof import("./index.ts");
  }
}
