import { monotonicFactory } from "ulid";

/** Typed identifiers: a prefix that says what it is, and a ULID that sorts by time. */
export const ID_PREFIXES = {
  organization: "org",
  user: "usr",
  member: "mem",
  project: "prj",
  endpoint: "end",
  scenario: "scn",
  schedule: "sch",
  layer: "lay",
  override: "ovr",
  rule: "rul",
  phone: "pho",
  contact: "con",
  alert: "alr",
  attempt: "att",
  call: "cal",
  leg: "leg",
  request: "req",
  apiKey: "key",
  audit: "aud",
  maintenance: "mnt",
  mail: "mai",
  drill: "drl",
  codeCall: "cod",
  consent: "cns",
  check: "chk",
  refusal: "ref",
  session: "ses",
  signUp: "sup",
  mailToken: "mtk",
  challenge: "chl",
} as const;
export type IdKind = keyof typeof ID_PREFIXES;
export type Id<Kind extends IdKind = IdKind> = `${(typeof ID_PREFIXES)[Kind]}_${string}`;

const nextUlid = monotonicFactory();

/** A new identifier of one kind, for instance `alr_01K…`. */
export function createId<Kind extends IdKind>(kind: Kind): Id<Kind> {
  return `${ID_PREFIXES[kind]}_${nextUlid()}` as Id<Kind>;
}
