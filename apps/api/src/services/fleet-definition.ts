/** The fleet as it stands in D1 (`pbx_servers`, `sip_trunks`): what exists and what it may carry. */
export interface FleetDefinition {
  pbxs: PbxDefinition[];
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
  enabled: boolean;
}
