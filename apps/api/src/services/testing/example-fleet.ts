import { type PbxDefinition, TRUNK_DEFAULTS, type TrunkDefinition } from "../fleet-definition.ts";
import { type CheckedPhone, getHealthyPbx, type LiveHealth, type Pick, type Route } from "../pbx-registry.ts";

export const trunk = (id: string, more: Partial<TrunkDefinition> = {}): TrunkDefinition => ({
  id,
  endpoint: id,
  routeCountries: ["*"],
  clearedForEu: true,
  carriesFiction: false,
  callerId: "+13125550100",
  callerName: "CallPing",
  callsPerSecond: 10,
  concurrentCalls: 50,
  priority: 10,
  enabled: true,
  ...TRUNK_DEFAULTS,
  ...more,
});
export const pbx = (
  id: string,
  trunks: TrunkDefinition[],
  more: Partial<PbxDefinition> = {},
): PbxDefinition => ({
  id,
  country: "DE",
  region: "eu",
  enabled: true,
  draining: false,
  tokenDigests: [],
  trunks,
  ...more,
});

export const american: CheckedPhone = { e164: "+13125551234", region: "US", fiction: false };
export const german: CheckedPhone = { e164: "+4930123456", region: "DE", fiction: false };
export const ukrainian: CheckedPhone = { e164: "+380441234567", region: "UA", fiction: false };
export const handset: CheckedPhone = { e164: "+33199000101", region: "FR", fiction: true };

const route = (name: string): Route => {
  const [pbx_id = "", trunk_id = ""] = name.split("/");
  return { pbx_id, trunk_id };
};
export const nameOf = (pick: Pick): string =>
  pick.ok ? `${pick.route.pbx_id}/${pick.route.trunk_id}` : pick.reason;

export interface Given {
  exclude?: string[];
  /** Routes that carry all they may. */
  full?: string[];
  /** PBXs without a control connection. */
  away?: string[];
  /** Routes whose trunk does not answer OPTIONS. */
  silent?: string[];
  /** Routes whose breaker is open. */
  avoided?: string[];
}

function healthOf(
  pbxs: readonly PbxDefinition[],
  { away = [], silent = [] }: Given,
): Map<string, LiveHealth> {
  return new Map(
    pbxs.map(({ id, trunks }) => {
      const reachable = trunks.filter((one) => !silent.includes(`${id}/${one.id}`)).map((one) => one.id);
      return [id, { connected: !away.includes(id), reachableTrunks: new Set(reachable) }];
    }),
  );
}

/** The routes of so many picks in a row. */
export function picks(
  phone: CheckedPhone,
  pbxs: PbxDefinition[],
  times: number,
  given: Given = {},
): string[] {
  const full = (given.full ?? []).map((name) => ({ ...route(name), full: true as const }));
  const exclude = [...(given.exclude ?? []).map(route), ...full];
  const health = healthOf(pbxs, given);
  const avoid = ({ pbx_id, trunk_id }: Route) => given.avoided?.includes(`${pbx_id}/${trunk_id}`) === true;
  return Array.from({ length: times }, (_, cursor) =>
    nameOf(getHealthyPbx(phone, { pbxs }, { exclude, health, cursor, avoid })),
  );
}

export function shares(routes: readonly string[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(routes, (one) => one)].map(([key, all]) => [key, all.length]));
}
