import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Miniflare } from "miniflare";

import { workerOptions } from "../../start/runtime/worker-options.ts";
import type { Target } from "../load/webhook.ts";

const SCRIPT = `export default { async fetch(request) { await request.text(); return new Response("hello", { status: 202 }); } };`;

/** A Worker that reads the body and says hello, on the same runtime with the same options as the product's. */
export async function startHello(socket: Target): Promise<{ stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "callping-hello-"));
  const options = workerOptions({
    bundleDir: folder,
    manifest: {
      name: "hello",
      compatibilityDate: "2026-01-01",
      compatibilityFlags: [],
      vars: {},
      secrets: [],
      objects: [],
      databases: [],
      kvNamespaces: [],
      buckets: [],
      queueProducers: [],
      queueConsumers: [],
      services: [],
      crons: [],
    },
    socket,
  });
  const modules = { "index.js": { type: "esm" as const, contents: SCRIPT } };
  const manifest = { mainModule: "index.js", modulesRoot: folder, modules };
  const runtime = new Miniflare({
    host: "127.0.0.1",
    port: 0,
    cf: false,
    telemetry: { enabled: false },
    enableDevRegistry: false,
    logRequests: false,
    workers: [{ ...options, config: { ...options.config, manifest } }],
  });
  await runtime.ready;
  return {
    stop: async () => {
      await runtime.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
