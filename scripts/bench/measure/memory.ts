import { setTimeout as wait } from "node:timers/promises";

import type { Bench } from "../bench.ts";
import { keepAlive } from "../load/post.ts";
import { sendPaused } from "./accept.ts";
import { type ByRole, readAll, residentMiB } from "./processes.ts";

export interface MemoryResult {
  atRest: ByRole;
  after: ByRole;
  webhooks: number;
}

const SETTLE_MS = 10_000;
const SENDERS = 4;

/** Resident memory of every process of the installation. */
export function memoryNow(bench: Bench): ByRole {
  return readAll(bench.installation.pids(), residentMiB);
}

/** Tops the run's webhooks up to the planned number and reads memory again. */
export async function measureMemory(bench: Bench, atRest: ByRole): Promise<MemoryResult> {
  const agent = keepAlive(SENDERS);
  const send = async (): Promise<void> => {
    while (bench.webhooksAccepted < bench.plan.memoryAfterWebhooks) {
      const { status } = await sendPaused(bench, bench.frontProxy, agent);
      if (status !== 202) throw new Error(`a webhook of the memory measurement was answered ${status}`);
      bench.webhooksAccepted += 1;
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, send));
  agent.destroy();
  await wait(SETTLE_MS);
  return { atRest, after: memoryNow(bench), webhooks: bench.webhooksAccepted };
}
