import { writeFileSync } from "node:fs";

import { unstable_readConfig } from "wrangler";

/** What the embedded runtime must know of a Worker's configuration; written beside its bundle. */
export interface WorkerManifest {
  name: string;
  compatibilityDate: string;
  compatibilityFlags: string[];
  objects: { binding: string; className: string }[];
  databases: string[];
  kvNamespaces: string[];
  buckets: { binding: string; name: string }[];
  queueProducers: { binding: string; queue: string }[];
  queueConsumers: QueueConsumer[];
  crons: string[];
  services: { binding: string; service: string }[];
  vars: Record<string, string>;
  secrets: string[];
}

export interface QueueConsumer {
  queue: string;
  maxBatchSize: number;
  maxBatchTimeoutSeconds: number;
  maxRetries: number;
  retryDelaySeconds: number;
  deadLetterQueue: string;
}

/** What is read of wrangler's normalised configuration; its own types come from a package that is not published with it. */
interface WranglerConfig {
  name?: string;
  compatibility_date?: string;
  compatibility_flags: string[];
  durable_objects: { bindings: { name: string; class_name: string }[] };
  d1_databases: { binding: string }[];
  kv_namespaces: { binding: string }[];
  r2_buckets: { binding: string; bucket_name?: string }[];
  queues: { producers?: { binding: string; queue?: string }[]; consumers?: WranglerQueueConsumer[] };
  triggers: { crons?: string[] };
  services?: { binding: string; service: string }[];
  vars: Record<string, unknown>;
  secrets?: { required?: string[] };
}
interface WranglerQueueConsumer {
  queue: string;
  max_batch_size?: number;
  max_batch_timeout?: number;
  max_retries?: number;
  retry_delay?: number;
  dead_letter_queue?: string;
}

/** Reads one `wrangler.jsonc`; `environment` undefined is what runs on one machine. */
export function readManifest(configPath: string, environment?: string): WorkerManifest {
  const config: WranglerConfig = unstable_readConfig(
    { config: configPath, ...(environment && { env: environment }) },
    { hideWarnings: true },
  );
  return {
    name: config.name ?? fail(configPath, "has no name"),
    compatibilityDate: config.compatibility_date ?? fail(configPath, "has no compatibility date"),
    compatibilityFlags: config.compatibility_flags,
    objects: config.durable_objects.bindings.map(({ name, class_name }) => ({
      binding: name,
      className: class_name,
    })),
    databases: config.d1_databases.map(({ binding }) => binding),
    kvNamespaces: config.kv_namespaces.map(({ binding }) => binding),
    buckets: config.r2_buckets.map(({ binding, bucket_name }) => ({
      binding,
      name: bucket_name ?? fail(configPath, `bucket ${binding} has no name`),
    })),
    queueProducers: (config.queues.producers ?? []).map(({ binding, queue }) => ({
      binding,
      queue: queue ?? fail(configPath, `queue ${binding} has no name`),
    })),
    queueConsumers: (config.queues.consumers ?? []).map((consumer) => ({
      queue: consumer.queue,
      maxBatchSize: consumer.max_batch_size ?? unset(configPath, consumer.queue),
      maxBatchTimeoutSeconds: consumer.max_batch_timeout ?? unset(configPath, consumer.queue),
      maxRetries: consumer.max_retries ?? unset(configPath, consumer.queue),
      retryDelaySeconds: consumer.retry_delay ?? unset(configPath, consumer.queue),
      deadLetterQueue: consumer.dead_letter_queue ?? unset(configPath, consumer.queue),
    })),
    crons: config.triggers.crons ?? [],
    services: (config.services ?? []).map(({ binding, service }) => ({ binding, service })),
    vars: Object.fromEntries(Object.entries(config.vars).map(([name, value]) => [name, String(value)])),
    secrets: config.secrets?.required ?? [],
  };
}

export function writeManifest(path: string, manifest: WorkerManifest): void {
  writeFileSync(path, JSON.stringify(manifest, null, 2));
}

/** The local queue's own defaults differ from the hosted one's, so none is left to them. */
function unset(configPath: string, queue: string): never {
  return fail(configPath, `the consumer of ${queue} must set every option`);
}

function fail(configPath: string, what: string): never {
  throw new Error(`${configPath}: ${what}`);
}
