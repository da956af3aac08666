import { parseArgs } from "node:util";
import { SEVERITIES } from "@callping/domain/alerts/severity";

/** What was asked for on the command line. */
export interface Options {
  target: { endpoint: string } | { scenario: string };
  /** Files, `-` for standard input. */
  payloads: readonly string[];
  headers: Readonly<Record<string, string>>;
  at: string | undefined;
  expect: Expectation;
  json: boolean;
  apiUrl: string;
  apiKey: string;
}

/** What must be so; left out: anything may. */
export interface Expectation {
  rule: string | undefined;
  /** Names of people in the order of their first call. */
  calls: readonly string[] | undefined;
  severity: string | undefined;
}

export type ParsedOptions = { ok: true; options: Options } | { ok: false; problem: string };

const FLAGS = {
  endpoint: { type: "string" },
  scenario: { type: "string" },
  payload: { type: "string", multiple: true },
  header: { type: "string", multiple: true },
  at: { type: "string" },
  "expect-rule": { type: "string" },
  "expect-calls": { type: "string" },
  "expect-severity": { type: "string" },
  json: { type: "boolean" },
} as const;

/** Reads the command line and the environment. A problem says what to write instead. */
export function readOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ParsedOptions {
  try {
    return check(parseArgs({ args: [...args], options: FLAGS, allowPositionals: true }), env);
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
}

type Parsed = ReturnType<typeof parseArgs<{ options: typeof FLAGS; allowPositionals: true }>>;

function check(
  { values, positionals }: Parsed,
  env: Readonly<Record<string, string | undefined>>,
): ParsedOptions {
  const { endpoint, scenario, at, header = [], json = false } = values;
  const payloads = [...(values.payload ?? []), ...positionals];
  const target = endpoint === undefined ? scenario && { scenario } : scenario === undefined && { endpoint };
  if (!target) return failed("Name either --endpoint ID or --scenario ID.");
  if (payloads.length === 0) return failed("Name a file with --payload FILE.");
  if (payloads.filter((file) => file === "-").length > 1) return failed("Standard input can be read once.");
  if (at !== undefined && Number.isNaN(Date.parse(at)))
    return failed(`--at ${at} is no time; write it like 2026-11-22T03:00:00Z.`);
  const severity = values["expect-severity"];
  if (severity !== undefined && !SEVERITIES.some((known) => known === severity))
    return failed(`--expect-severity is one of ${SEVERITIES.join(", ")}.`);
  const headers = header.map((line) => /^([^:\s]+):\s*(.*)$/.exec(line));
  const wrong = header.find((_, index) => headers[index] === null);
  if (wrong !== undefined) return failed(`--header ${wrong} is no header; write it like 'x-event: push'.`);
  const { CALLPING_API_URL: apiUrl, CALLPING_API_KEY: apiKey } = env;
  if (!apiUrl || !URL.canParse(apiUrl))
    return failed("Set CALLPING_API_URL to the API's address, for instance https://api.callping.app.");
  if (!apiKey) return failed("Set CALLPING_API_KEY to an API key with the scope scenarios:read.");
  const expect = { rule: values["expect-rule"], calls: namesOf(values["expect-calls"]), severity };
  const pairs = headers.map((match) => [match?.[1] ?? "", match?.[2] ?? ""]);
  const options = { target, payloads, headers: Object.fromEntries(pairs), at, expect, json, apiUrl, apiKey };
  return { ok: true, options };
}

function namesOf(list: string | undefined): string[] | undefined {
  return list
    ?.split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

function failed(problem: string): ParsedOptions {
  return { ok: false, problem };
}
