const MINUTE_MS = 60_000;

/** Calls `tick` with the start of each minute, as the hosted cron does, until stopped. A slow tick is not overtaken. */
export function everyMinute(
  tick: (scheduledTime: Date) => Promise<void>,
  onError: (error: unknown) => void,
): () => void {
  let timer: NodeJS.Timeout;
  const arm = (): void => {
    const next = (Math.floor(Date.now() / MINUTE_MS) + 1) * MINUTE_MS;
    timer = setTimeout(() => {
      tick(new Date(next)).catch(onError).finally(arm);
    }, next - Date.now());
  };
  arm();
  return () => clearTimeout(timer);
}
