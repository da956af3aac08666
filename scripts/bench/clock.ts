/** Milliseconds of the machine's monotonic clock: one scale for every process of the benchmark. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
