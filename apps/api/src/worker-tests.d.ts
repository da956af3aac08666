// What `cloudflare:test` and `cloudflare:workers` are in *.worker.test.ts: this Worker and its bindings.
/// <reference types="@cloudflare/vitest-plugin/types" />

declare namespace Cloudflare {
  type Bindings = import("./env.ts").Env;
  interface Env extends Bindings {}
  interface GlobalProps {
    mainModule: typeof import("./index.ts");
  }
}
