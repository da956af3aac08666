/** Who operates the installation and how it is reached: printed on legal pages and used in mail. */
const OPERATOR = {
  OPERATOR_LEGAL_NAME: "the legal name of whoever operates this installation",
  OPERATOR_ADDRESS: "its postal address",
  OPERATOR_CONTACT_EMAIL: "where people reach it",
  OPERATOR_PRIVACY_EMAIL: "where requests about personal data go",
  OPERATOR_SECURITY_EMAIL: "where weaknesses are reported",
} as const;

/** What an operator may leave out: then the watcher rings nobody, and nobody changes the fleet by API. */
const OPTIONAL = ["OPERATOR_PHONES", "OPERATOR_KEYS"] as const;

/** What wrangler needs to act for an account without a browser. */
const CREDENTIALS = {
  CLOUDFLARE_ACCOUNT_ID: "the Cloudflare account",
  CLOUDFLARE_API_TOKEN: "a token that may edit Workers, D1, KV, R2 and Queues there",
} as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** What a production installation lacks, one line each: the variable and what belongs there; empty when complete. */
export function missingForProduction(environment: Environment): string[] {
  return Object.entries({ ...OPERATOR, ...CREDENTIALS })
    .filter(([name]) => !environment[name]?.trim())
    .map(([name, meaning]) => `${name}: ${meaning}`);
}

/** The operator's identity as `NAME:value`, the form of `wrangler deploy --var`. */
export function operatorVars(environment: Environment): string[] {
  return [...Object.keys(OPERATOR), ...OPTIONAL].map((name) => `${name}:${environment[name]?.trim() ?? ""}`);
}
