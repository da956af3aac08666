/** A trunk as the API takes it, without what only the operator's own account has: credentials and caller IDs. */
export interface ProviderTrunk {
  id: ProviderName;
  endpoint: string;
  route_countries: readonly string[];
  cleared_for_eu: boolean;
  number_format: "e164" | "digits";
  caller_id_rule: "stable" | "same_country";
  calls_per_second: number;
  concurrent_calls: number;
  priority: number;
  cost_class: "low" | "standard" | "high";
}

export const PROVIDER_NAMES = ["zadarma", "intertelecom", "twilio", "telnyx"] as const;
export type ProviderName = (typeof PROVIDER_NAMES)[number];

/**
 * The product's four providers. Zadarma and Intertelecom carry Ukraine and nothing else, and are first there; Twilio and
 * Telnyx are cleared for Europe. Rates are what a new account has: raise them to the contract's.
 */
export const PROVIDERS: Readonly<Record<ProviderName, ProviderTrunk>> = {
  zadarma: ukrainian("zadarma", { concurrent_calls: 3 }),
  intertelecom: ukrainian("intertelecom", { concurrent_calls: 10 }),
  // Twilio Elastic SIP Trunking: one call a second until the console says otherwise.
  twilio: everywhere("twilio", { calls_per_second: 1, concurrent_calls: 50 }),
  telnyx: everywhere("telnyx", { calls_per_second: 2, concurrent_calls: 50 }),
};

/** The product's five PBXs: in the EU twice, in the east of the United States twice, in Korea. */
export const PBXS = [
  { id: "eu-1", country: "DE", region: "eu", trunks: PROVIDER_NAMES },
  { id: "eu-2", country: "FR", region: "eu", trunks: PROVIDER_NAMES },
  { id: "us-1", country: "US", region: "us-east", trunks: ["twilio", "telnyx"] },
  { id: "us-2", country: "US", region: "us-east", trunks: ["twilio", "telnyx"] },
  { id: "kr-1", country: "KR", region: "korea", trunks: ["twilio", "telnyx"] },
] as const satisfies readonly {
  id: string;
  country: string;
  region: string;
  trunks: readonly ProviderName[];
}[];

function ukrainian(id: ProviderName, { concurrent_calls }: { concurrent_calls: number }): ProviderTrunk {
  return {
    id,
    endpoint: id,
    route_countries: ["+380"],
    cleared_for_eu: false,
    number_format: "digits",
    caller_id_rule: "stable",
    calls_per_second: 1,
    concurrent_calls,
    priority: 10,
    cost_class: "low",
  };
}

function everywhere(
  id: ProviderName,
  rates: Pick<ProviderTrunk, "calls_per_second" | "concurrent_calls">,
): ProviderTrunk {
  return {
    id,
    endpoint: id,
    route_countries: ["*"],
    cleared_for_eu: true,
    number_format: "e164",
    caller_id_rule: "same_country",
    ...rates,
    priority: 20,
    cost_class: "standard",
  };
}
