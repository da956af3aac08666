import { once } from "node:events";

import { DEMO_NUMBERS } from "./demo/demo.ts";
import type { StartOptions } from "./options.ts";
import { ProcessRecord } from "./processes/record.ts";
import { faceOrigin } from "./proxy/faces.ts";
import { chooseAddresses } from "./state/addresses.ts";
import type { StateLock } from "./state/lock.ts";
import { loadSecrets } from "./state/secrets.ts";
import { removeReady } from "./state/ready.ts";
import { Supervisor } from "./supervisor.ts";
import { LiveView } from "./view/live-view.ts";
import { watchLive } from "./view/watch.ts";
import { welcomeLines } from "./view/welcome.ts";

const STOP_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const STOP_WITHIN_MS = 4000;

/** Starts an installation on a locked state folder and keeps it until a signal. Answers with the exit code. */
export async function run(options: StartOptions, lock: StateLock): Promise<number> {
  const startedAt = performance.now();
  removeReady(options.stateDir);
  const record = new ProcessRecord(options.stateDir);
  const ended = await record.endLeftovers();
  if (ended.length > 0) say(`the last run was killed; ended what it left: ${ended.join(", ")}`);
  const chosen = await chooseAddresses(options.stateDir, options.port);
  if (!chosen.ok) {
    lock.release();
    console.error(
      `Port ${chosen.error.port} is taken by another program, so nothing was started. Choose another with --port, or leave it out to have a free one chosen.`,
    );
    return 1;
  }
  lock.describe(faceOrigin("api", chosen.addresses.port));
  return supervise(options, lock, { record, addresses: chosen.addresses, startedAt });
}

interface Prepared {
  record: ProcessRecord;
  addresses: Extract<Awaited<ReturnType<typeof chooseAddresses>>, { ok: true }>["addresses"];
  startedAt: number;
}

async function supervise(
  options: StartOptions,
  lock: StateLock,
  { record, addresses, startedAt }: Prepared,
): Promise<number> {
  const end = Promise.withResolvers<number>();
  const supervisor = new Supervisor({
    ...options,
    secrets: await loadSecrets(options.stateDir),
    addresses,
    record,
    say,
    onGivenUp: (error) => end.reject(error),
  });
  for (const signal of STOP_SIGNALS) process.on(signal, () => end.resolve(0));
  let stopWatching = (): void => {};
  try {
    const ready = await Promise.race([supervisor.start(), end.promise]);
    if (typeof ready === "number") return ready;
    for (const line of welcomeLines(ready, options.demoNumbers ?? DEMO_NUMBERS, options.stateDir))
      console.log(line);
    say(`ready after ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
    const view = new LiveView((line) => console.log(line));
    stopWatching = watchLive({
      port: addresses.port,
      apiKey: ready.demo.apiKey,
      onMessage: (message) => view.show(message, Date.now()),
    });
    return await end.promise;
  } finally {
    stopWatching();
    say("stopping");
    await stopInTime(supervisor);
    removeReady(options.stateDir);
    record.clear();
    lock.release();
  }
}

/** What does not stop by itself is ended by the kernel when this process leaves. */
async function stopInTime(supervisor: Supervisor): Promise<void> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), STOP_WITHIN_MS);
  await Promise.race([supervisor.stop(), once(late.signal, "abort")]);
  clearTimeout(timer);
}

function say(line: string): void {
  console.log(`· ${line}`);
}
