import { admitCall, type NewCall, prefixOf, VELOCITY_WINDOW_MS } from "@callping/domain/caps/velocity";
import { Recent } from "@callping/domain/recent";

const KEY = "velocity:";
/** Counts are written this long after they changed: a pick waits for no disk, and a crash forgets no more than this. */
const WRITE_AFTER_MS = 1_000;
const PREFIXES_IN_MEMORY = 5_000;

/** Calls to new numbers of the last hour, by the first digits, of all organizations: counted where every call asks for its route. */
export class Velocity {
  private readonly kv: SyncKvStorage;
  private readonly known = new Recent<string, NewCall[]>(PREFIXES_IN_MEMORY);
  private readonly changed = new Set<string>();

  constructor(kv: SyncKvStorage) {
    this.kv = kv;
  }

  /** Whether a call to a new number may go; one that may is counted, once for all the routes that it tries. */
  admit(e164: string, region: string, call: NewCall): boolean {
    const prefix = prefixOf(e164);
    const before = this.known.get(prefix) ?? this.kv.get<NewCall[]>(KEY + prefix) ?? [];
    const { ok, known } = admitCall(before, call, region);
    this.known.set(prefix, known);
    if (known.at(-1) !== before.at(-1)) this.writeSoon(prefix);
    return ok;
  }

  /** Forgets prefixes of which nobody was called within the hour. */
  prune(now: number): void {
    for (const [key, calls] of this.kv.list<NewCall[]>({ prefix: KEY }))
      if (calls.every(({ at }) => at <= now - VELOCITY_WINDOW_MS)) this.kv.delete(key);
  }

  private writeSoon(prefix: string): void {
    if (this.changed.size === 0) setTimeout(() => this.write(), WRITE_AFTER_MS);
    this.changed.add(prefix);
  }

  private write(): void {
    for (const prefix of this.changed) this.kv.put(KEY + prefix, this.known.get(prefix) ?? []);
    this.changed.clear();
  }
}
