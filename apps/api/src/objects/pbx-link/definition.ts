import { DEFAULT_POLICY, type NumberPolicy } from "@callping/domain/numbers/policy";
import type { Env } from "../../env.ts";
import { completePbx, type PbxDefinition, type TrunkDefinition } from "../../services/fleet-definition.ts";
import { loadFleet } from "../../services/fleet/load-fleet.ts";

const FRESH_MS = 60_000;

/** This PBX, and what operators refuse, as D1 defines them. Held in memory and storage: D1 is never on the path of a call. */
export class Definition {
  private readonly env: Env;
  private readonly kv: SyncKvStorage;
  private pbx: PbxDefinition | null;
  private refused: NumberPolicy;
  private readAt = 0;
  /** Reads, so that a slow one does not undo a later one. */
  private reads = 0;
  private readShown = 0;

  constructor(env: Env, kv: SyncKvStorage) {
    this.env = env;
    this.kv = kv;
    const stored = kv.get<PbxDefinition>("definition");
    this.pbx = stored === undefined ? null : completePbx(stored);
    this.refused = kv.get<NumberPolicy>("number_policy") ?? DEFAULT_POLICY;
  }

  get current(): PbxDefinition | null {
    return this.pbx;
  }

  get policy(): NumberPolicy {
    return this.refused;
  }

  get isStale(): boolean {
    return Date.now() - this.readAt > FRESH_MS;
  }

  trunk(trunkId: string): TrunkDefinition | null {
    return this.pbx?.trunks.find((trunk) => trunk.id === trunkId) ?? null;
  }

  /** Reads D1 again. A PBX that was deleted there has no definition afterwards. @throws when D1 does not answer. */
  async refresh(pbxId: string): Promise<PbxDefinition | null> {
    this.readAt = Date.now();
    this.reads += 1;
    const read = this.reads;
    const fleet = await loadFleet(this.env.DB);
    if (read < this.readShown) return this.pbx;
    this.readShown = read;
    this.keepPolicy(fleet.policy ?? DEFAULT_POLICY);
    const found = fleet.pbxs.find((pbx) => pbx.id === pbxId) ?? null;
    if (JSON.stringify(found) !== JSON.stringify(this.pbx)) {
      this.pbx = found;
      if (found === null) this.kv.delete("definition");
      else this.kv.put("definition", found);
    }
    return found;
  }

  private keepPolicy(policy: NumberPolicy): void {
    if (JSON.stringify(policy) === JSON.stringify(this.refused)) return;
    this.refused = policy;
    this.kv.put("number_policy", policy);
  }
}
