/** Which SIP endpoints answer OPTIONS. Written only on a change; an endpoint nobody has reported is not reachable. */
export class TrunkStates {
  private readonly kv: SyncKvStorage;
  private readonly states: Map<string, boolean>;

  constructor(kv: SyncKvStorage) {
    this.kv = kv;
    this.states = new Map(Object.entries(kv.get<Record<string, boolean>>("trunks") ?? {}));
  }

  isReachable(endpoint: string): boolean {
    return this.states.get(endpoint) === true;
  }

  forget(): void {
    this.states.clear();
    this.kv.delete("trunks");
  }

  /** `true` when something changed. */
  set(reports: readonly { endpoint: string; reachable: boolean }[]): boolean {
    const changed = reports.filter(({ endpoint, reachable }) => this.states.get(endpoint) !== reachable);
    for (const { endpoint, reachable } of changed) this.states.set(endpoint, reachable);
    if (changed.length > 0) this.kv.put("trunks", Object.fromEntries(this.states));
    return changed.length > 0;
  }
}
