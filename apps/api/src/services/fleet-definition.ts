import type { NumberFormat } from "@callping/domain/numbers/dial-string";
import type { NumberPolicy } from "@callping/domain/numbers/policy";

/** The fleet as it stands in D1 (`pbx_servers`, `sip_trunks`): what exists and what it may carry. */
export interface FleetDefinition {
  pbxs: PbxDefinition[];
  /** What operators refuse; missing in definitions of before, for which the defaults hold. */
  policy?: NumberPolicy;
}

export interface PbxDefinition {
  id: string;
  /** ISO 3166-1 alpha-2 of the place it stands in. */
  country: string;
  region: string;
  enabled: boolean;
  draining: boolean;
  /** Hex HMAC-SHA-256 of the control tokens that are accepted: the current one and, while rotating, the next. */
  tokenDigests: string[];
  trunks: TrunkDefinition[];
}

export interface TrunkDefinition {
  id: string;
  /** The PJSIP endpoint's name in the PBX's configuration. */
  endpoint: string;
  /** Calling-code prefixes (`+380`), ISO regions (`UA`) or `*` for every region. Empty refuses everything. */
  routeCountries: string[];
  /** May carry numbers of the EU, the EEA, the UK and Switzerland. */
  clearedForEu: boolean;
  /** Only the local carrier: may carry numbers that are reserved for fiction. */
  carriesFiction: boolean;
  /** Its telephones are browser tabs, and nothing else. Missing in definitions kept from before there were any. */
  ringsBrowsers?: boolean;
  /** E.164 shown to the person called. */
  callerId: string;
  callerName: string;
  callsPerSecond: number;
  concurrentCalls: number;
  /** Smaller is better; the round robin turns among the best healthy tier. */
  priority: number;
  /** Among trunks of equal priority the cheaper class comes first. */
  costClass: TrunkCostClass;
  enabled: boolean;
  numberFormat: NumberFormat;
  /** Beside `callerId`. */
  moreCallerIds: readonly string[];
  callerIdRule: CallerIdRule;
  /** Kill switches: ISO regions, and `+` and first digits, that it may not carry now, whatever its other fields say. */
  countriesOff: readonly string[];
  /** Where the canary's test calls go; `null`: none. */
  canaryNumber: string | null;
  canaryMinutes: number;
}

export const TRUNK_COST_CLASSES = ["low", "standard", "high"] as const;
export type TrunkCostClass = (typeof TRUNK_COST_CLASSES)[number];

/** `stable`: any of the trunk's numbers, the same for the same person. `same_country`: one of the country called, where there is one. */
export const CALLER_ID_RULES = ["stable", "same_country"] as const;
export type CallerIdRule = (typeof CALLER_ID_RULES)[number];

/** What a trunk is that says nothing of these, as in definitions that were stored before there were any. */
export const TRUNK_DEFAULTS = {
  costClass: "standard",
  numberFormat: "e164",
  moreCallerIds: [],
  callerIdRule: "stable",
  countriesOff: [],
  canaryNumber: null,
  canaryMinutes: 5,
} as const satisfies Partial<Record<keyof TrunkDefinition, unknown>>;

/** A definition that an object stored, perhaps under an earlier build. */
export function completePbx(stored: PbxDefinition): PbxDefinition {
  return { ...stored, trunks: stored.trunks.map((trunk) => ({ ...TRUNK_DEFAULTS, ...trunk })) };
}
