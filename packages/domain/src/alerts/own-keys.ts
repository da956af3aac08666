/** Dedup keys of the alerts that CallPing raises by itself, one of each an endpoint. */
export const OWN_KEYS = { heartbeat: "callping:heartbeat", coalesced: "callping:coalesced" } as const;

const OWN = /^callping:/;

/** A tool's dedup key as it is kept: no tool joins, or closes, an alert that is CallPing's own. */
export function toolKey(key: string): string {
  return OWN.test(key) ? `tool:${key}` : key;
}
