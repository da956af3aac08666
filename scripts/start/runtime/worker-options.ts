import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { WorkerOptions } from "miniflare";

import type { WorkerManifest } from "../../build/manifest.ts";
import type { Address } from "../state/addresses.ts";

type Config = WorkerOptions["config"];
type Modules = NonNullable<NonNullable<Config["manifest"]>["modules"]>;

export interface WorkerPlace {
  bundleDir: string;
  manifest: WorkerManifest;
  /** Where this Worker's own socket listens. Miniflare's entry Worker would cost two thirds of the throughput. */
  socket: Address;
  /** Values in the place of the manifest's vars, and its secrets. */
  vars?: Record<string, string>;
  /** Addresses of the Workers its service bindings name; those not named here are left out. */
  services?: Record<string, Address>;
}

/** Miniflare's options for one production bundle: the same script, the bindings of its configuration. */
export function workerOptions({
  bundleDir,
  manifest,
  socket,
  vars = {},
  services = {},
}: WorkerPlace): WorkerOptions {
  const values = { ...manifest.vars, ...vars };
  const unset = manifest.secrets.filter((name) => values[name] === undefined);
  if (unset.length > 0) throw new Error(`${manifest.name} needs ${unset.join(", ")}, and nothing gives it`);
  return {
    config: {
      name: manifest.name,
      compatibilityDate: manifest.compatibilityDate,
      compatibilityFlags: manifest.compatibilityFlags,
      manifest: { mainModule: "index.js", modulesRoot: bundleDir, modules: readModules(bundleDir) },
      env: { ...textBindings(values), ...storageBindings(manifest), ...serviceBindings(manifest, services) },
      exports: Object.fromEntries(
        manifest.objects.map(({ className }) => [
          className,
          { type: "durable-object" as const, storage: "sqlite" as const },
        ]),
      ),
      triggers: triggersOf(manifest),
    },
    dev: { unsafeDirectSockets: [socket] },
  };
}

function textBindings(values: Record<string, string>) {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { type: "text" as const, value }]),
  );
}

function storageBindings(manifest: WorkerManifest) {
  return {
    ...Object.fromEntries(
      manifest.objects.map(({ binding, className }) => [
        binding,
        { type: "durable-object" as const, worker: manifest.name, exportName: className },
      ]),
    ),
    ...Object.fromEntries(
      manifest.databases.map((binding) => [binding, { type: "d1" as const, id: binding }]),
    ),
    ...Object.fromEntries(
      manifest.kvNamespaces.map((binding) => [binding, { type: "kv" as const, id: binding }]),
    ),
    ...Object.fromEntries(
      manifest.buckets.map(({ binding, name }) => [binding, { type: "r2" as const, name }]),
    ),
    ...Object.fromEntries(
      manifest.queueProducers.map(({ binding, queue }) => [binding, { type: "queue" as const, name: queue }]),
    ),
  };
}

function serviceBindings(manifest: WorkerManifest, services: Record<string, Address>) {
  return Object.fromEntries(
    manifest.services.flatMap(({ binding, service }) => {
      const address = services[service];
      if (address === undefined) return [];
      return [[binding, { type: "external" as const, address: `${address.host}:${address.port}`, http: {} }]];
    }),
  );
}

function triggersOf(manifest: WorkerManifest): NonNullable<Config["triggers"]> {
  return [
    ...manifest.crons.map((schedule) => ({ type: "scheduled" as const, schedule })),
    ...manifest.queueConsumers.map((consumer) => ({
      type: "queue" as const,
      name: consumer.queue,
      maxBatchSize: consumer.maxBatchSize,
      maxBatchTimeout: consumer.maxBatchTimeoutSeconds,
      maxRetries: consumer.maxRetries,
      retryDelay: consumer.retryDelaySeconds,
      deadLetterQueue: consumer.deadLetterQueue,
    })),
  ];
}

/** The bundle's script and the modules wrangler put beside it, by their suffix as wrangler's default rules read them. */
function readModules(bundleDir: string): Modules {
  const modules: Modules = {};
  for (const entry of readdirSync(bundleDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(bundleDir.length + 1);
    if (name === "index.js" || name.endsWith(".mjs"))
      modules[name] = { type: "esm", contents: readFileSync(path, "utf8") };
    else if (/\.wasm(?:\?module)?$/.test(name))
      modules[name] = { type: "wasm", contents: new Uint8Array(readFileSync(path)) };
    else if (name.endsWith(".bin"))
      modules[name] = { type: "data", contents: new Uint8Array(readFileSync(path)) };
    else if (/\.(?:txt|html|sql)$/.test(name))
      modules[name] = { type: "text", contents: readFileSync(path, "utf8") };
  }
  return modules;
}
