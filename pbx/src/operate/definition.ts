import * as v from "valibot";

/** What one PBX is in production: the file an operator writes. Everything provider-specific is filled in from `providers.ts`. */
const Port = v.pipe(v.number(), v.integer(), v.minValue(1024), v.maxValue(65_535));
const Networks = v.pipe(v.array(v.string()), v.minLength(1));
const Login = v.strictObject({ username: v.string(), password: v.string() });

const COMMON = {
  id: v.string(),
  /** Replaces the provider's host name, for instance by a regional or private one. */
  host: v.optional(v.string()),
  port: v.optional(Port),
  networks: v.optional(Networks),
  media_networks: v.optional(Networks),
  /** SIP over TLS with SRTP; else UDP. */
  secure: v.optional(v.boolean()),
  protocol: v.optional(v.picklist(["udp", "tcp"])),
  number_format: v.optional(v.picklist(["e164", "digits"])),
  /** `2xx`: only a 2xx to OPTIONS means that the trunk lives; `any-answer`: every answer does. */
  probe: v.optional(v.picklist(["2xx", "any-answer"])),
};

const TrunkSchema = v.variant("kind", [
  v.strictObject({ kind: v.literal("twilio"), ...COMMON, host: v.string(), login: v.optional(Login) }),
  v.strictObject({
    kind: v.literal("telnyx"),
    ...COMMON,
    region: v.optional(v.picklist(["us", "eu", "au", "ca"]), "us"),
    login: v.optional(Login),
  }),
  /** Without a login: the account's "SIP trunk", known by the PBX's address. */
  v.strictObject({ kind: v.literal("zadarma"), ...COMMON, login: v.optional(Login) }),
  v.strictObject({ kind: v.literal("intertelecom"), ...COMMON, networks: Networks, login: Login }),
  v.strictObject({ kind: v.literal("registration"), ...COMMON, host: v.string(), login: Login }),
  v.strictObject({ kind: v.literal("ip"), ...COMMON, host: v.string(), login: v.optional(Login) }),
]);

const DefinitionSchema = v.strictObject({
  /** Also the id in the fleet, the user name on the control connection and the name of the machine. */
  name: v.string(),
  country: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, "two capital letters, ISO 3166-1")),
  control: v.strictObject({ url: v.string(), token: v.string(), ca_file: v.optional(v.string()) }),
  sip: v.strictObject({
    /** The machine's own address that SIP and RTP are bound to. */
    address: v.string(),
    port: v.optional(Port, 5060),
    tls_port: v.optional(Port, 5061),
    /** The address that carriers see, where that is another. */
    public_address: v.optional(v.string()),
  }),
  media: v.optional(v.strictObject({ from: Port, to: Port }), { from: 10_000, to: 10_999 }),
  tls: v.optional(
    v.strictObject({
      ca_file: v.optional(v.string()),
      cert_file: v.optional(v.string()),
      key_file: v.optional(v.string()),
    }),
    {},
  ),
  max_calls: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2000)), 200),
  asterisk: v.optional(v.pipe(v.string(), v.regex(/^22\.\d+\.\d+$/, "an Asterisk 22, such as 22.10.1"))),
  architecture: v.optional(v.picklist(["amd64", "arm64"]), "amd64"),
  /** From where administrators come to port 22; left out: from anywhere. */
  admin_networks: v.optional(Networks),
  /** A recording (8 kHz mu-law, at most a minute) for who calls back; left out: inbound calls are refused. */
  announcement: v.optional(v.string()),
  trunks: v.pipe(v.array(TrunkSchema), v.minLength(1)),
});

export type PbxDefinitionFile = v.InferOutput<typeof DefinitionSchema>;
export type TrunkDefinitionFile = v.InferOutput<typeof TrunkSchema>;

export type ReadDefinition = { ok: true; definition: PbxDefinitionFile } | { ok: false; problems: string[] };

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads a definition. A text that is `$NAME` is taken from the environment, so that secrets need not stand in the file.
 * @returns the definition, or each problem as `path: what is wrong`; values are never repeated
 */
export function readDefinition(text: string, env: Environment): ReadDefinition {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return {
      ok: false,
      problems: [`not JSON: ${error instanceof SyntaxError ? error.message : "unreadable"}`],
    };
  }
  const missing: string[] = [];
  const filled = fill(json, env, missing);
  if (missing.length > 0)
    return { ok: false, problems: missing.map((name) => `$${name}: not set in the environment`) };
  const parsed = v.safeParse(DefinitionSchema, filled);
  if (!parsed.success) {
    return {
      ok: false,
      problems: parsed.issues.map((issue) => `${v.getDotPath(issue) ?? "the file"}: ${wordsOf(issue)}`),
    };
  }
  const ids = parsed.output.trunks.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) return { ok: false, problems: [`trunks: two have the id ${twice}`] };
  return { ok: true, definition: parsed.output };
}

/** What was wanted; what was given may be a secret. */
function wordsOf(issue: v.BaseIssue<unknown>): string {
  if (issue.kind === "validation")
    return issue.expected === null ? issue.message : `must be ${issue.expected}`;
  // A key that is not there is "expected" by its own name.
  if (issue.type === "strict_object" && issue.expected?.startsWith('"') === true)
    return "is missing, and needed here";
  return issue.expected === "never" ? "there is no such setting" : `must be ${issue.expected}`;
}

function fill(value: unknown, env: Environment, missing: string[]): unknown {
  if (typeof value === "string") {
    const name = /^\$([A-Z][A-Z0-9_]*)$/.exec(value)?.[1];
    if (name === undefined) return value;
    const found = env[name];
    if (found === undefined || found === "") missing.push(name);
    return found;
  }
  if (Array.isArray(value)) return value.map((item) => fill(item, env, missing));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, env, missing)]));
}
