import type { Env } from "../../env.ts";
import { buildSnapshot } from "../../services/organizations/build-snapshot.ts";
import type { Snapshot, SnapshotEndpoint } from "../desk-protocol.ts";

/** An endpoint id that is valid but unknown asks D1 at most this often. */
const UNKNOWN_ENDPOINT_PAUSE_MS = 10_000;

/** The organization's configuration as this Desk knows it; stored, so that D1 is never on an alert's path. */
export class SnapshotStore {
  private readonly env: Env;
  private readonly store: SyncKvStorage;
  private readonly organizationNumber: number;
  private readonly onReplaced: (before: Snapshot | null) => void;
  private current: Snapshot | null;
  private readonly lookedFor = new Map<string, number>();
  /** The look into D1 that is under way: whoever comes meanwhile waits for it. */
  private looking: Promise<void> | null = null;

  /** @param onReplaced whoever brought the new configuration: what it ends is ended then */
  constructor(
    env: Env,
    store: SyncKvStorage,
    deskName: string,
    onReplaced: (before: Snapshot | null) => void,
  ) {
    this.env = env;
    this.onReplaced = onReplaced;
    this.store = store;
    this.organizationNumber = Number(deskName.split(":")[1]);
    this.current = store.get<Snapshot>("snapshot") ?? null;
  }

  get(): Snapshot | null {
    return this.current;
  }

  replace(snapshot: Snapshot): void {
    const before = this.current;
    if (before !== null && snapshot.config_version < before.config_version) return;
    this.current = snapshot;
    this.store.put("snapshot", snapshot);
    this.onReplaced(before);
  }

  /** The endpoint of a UUID. One that is not in the snapshot is looked for in D1 once, then it is unknown. */
  async endpoint(
    uuid: string,
    now: number,
  ): Promise<{ snapshot: Snapshot; endpoint: SnapshotEndpoint } | null> {
    const known = this.find(uuid);
    if (known !== null) return known;
    if (this.looking !== null) {
      await this.looking;
      const found = this.find(uuid);
      if (found !== null) return found;
    }
    if (now - (this.lookedFor.get(uuid) ?? 0) < UNKNOWN_ENDPOINT_PAUSE_MS) return null;
    this.looking ??= this.refresh().finally(() => {
      this.looking = null;
    });
    await this.looking;
    // Only now: when D1 fails, nobody has looked yet.
    this.lookedFor.set(uuid, now);
    return this.find(uuid);
  }

  /** Takes the configuration from D1 now, instead of waiting for it to be pushed. */
  async refresh(): Promise<void> {
    const snapshot = await buildSnapshot(this.env, this.organizationNumber);
    if (snapshot !== null) this.replace(snapshot);
  }

  private find(uuid: string): { snapshot: Snapshot; endpoint: SnapshotEndpoint } | null {
    const endpoint = this.current?.endpoints.find((candidate) => candidate.uuid === uuid);
    return this.current === null || endpoint === undefined ? null : { snapshot: this.current, endpoint };
  }
}
