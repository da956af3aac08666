const MINUTE_MS = 60_000;
/** So many failed ticks in a row are no restart of workerd that one of them met. */
const TOO_MANY = 3;

export interface CronEvents {
  /** A tick failed; the next one comes all the same. */
  onFailure(error: unknown): void;
  /** Three in a row did: what they call is not coming back by itself. */
  onBroken(error: unknown): void;
}

/** Calls `tick` with the start of each minute, as the hosted cron does, until stopped. A slow tick is not overtaken. */
export function everyMinute(tick: (scheduledTime: Date) => Promise<void>, events: CronEvents): () => void {
  let timer: NodeJS.Timeout;
  let failures = 0;
  const run = async (scheduledTime: Date): Promise<void> => {
    try {
      await tick(scheduledTime);
      failures = 0;
    } catch (error) {
      failures += 1;
      if (failures < TOO_MANY) events.onFailure(error);
      else events.onBroken(error);
    }
  };
  const arm = (): void => {
    const next = (Math.floor(Date.now() / MINUTE_MS) + 1) * MINUTE_MS;
    timer = setTimeout(() => void run(new Date(next)).finally(arm), next - Date.now());
  };
  arm();
  return () => clearTimeout(timer);
}
