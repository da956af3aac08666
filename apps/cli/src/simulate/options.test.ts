import { expect, it } from "vitest";
import { readOptions } from "./options.ts";

const env = { CALLPING_API_URL: "https://api.callping.example", CALLPING_API_KEY: "cpk_x" };
const given = ["--endpoint", "end_1", "--payload", "a.json"];

it("reads everything, several files and headers among it", () => {
  const args = [
    ...given,
    "b.json",
    "--header",
    "X-Event: push",
    "--header",
    "x-time: 10:30",
    "--at",
    "2026-11-22T03:00:00+01:00",
    "--expect-rule",
    "Nights",
    "--expect-calls",
    "Ada, Grace",
    "--expect-severity",
    "critical",
    "--json",
  ];
  expect(readOptions(args, env)).toEqual({
    ok: true,
    options: {
      target: { endpoint: "end_1" },
      payloads: ["a.json", "b.json"],
      headers: { "X-Event": "push", "x-time": "10:30" },
      at: "2026-11-22T03:00:00+01:00",
      expect: { rule: "Nights", calls: ["Ada", "Grace"], severity: "critical" },
      json: true,
      apiUrl: env.CALLPING_API_URL,
      apiKey: env.CALLPING_API_KEY,
    },
  });
});

it("expects nobody when the list of people is empty, and anything when it is left out", () => {
  const calls = (...more: string[]): unknown => {
    const read = readOptions([...given, ...more], env);
    return read.ok && read.options.expect.calls;
  };
  expect([calls("--expect-calls", ""), calls()]).toEqual([[], undefined]);
});

it.each<[string, string[], Record<string, string>, RegExp]>([
  ["no target", ["--payload", "a"], env, /either --endpoint ID or --scenario ID/],
  ["two targets", [...given, "--scenario", "scn_1"], env, /either/],
  ["no payload", ["--scenario", "scn_1"], env, /--payload FILE/],
  ["standard input twice", ["--scenario", "s", "--payload", "-", "--payload", "-"], env, /once/],
  ["a time that is none", [...given, "--at", "tomorrow"], env, /no time/],
  ["a severity that is none", [...given, "--expect-severity", "sev1"], env, /one of critical, major/],
  ["a header without a colon", [...given, "--header", "x"], env, /no header/],
  ["an unknown flag", [...given, "--expect-role", "x"], env, /expect-role/],
  ["no address", given, { CALLPING_API_KEY: "x" }, /CALLPING_API_URL/],
  ["an address that is none", given, { ...env, CALLPING_API_URL: "api" }, /CALLPING_API_URL/],
  ["no key", given, { CALLPING_API_URL: env.CALLPING_API_URL }, /CALLPING_API_KEY.*scenarios:read/],
])("%s is said with what to write", (_name, args, environment, words) => {
  const read = readOptions(args, environment);
  expect(read.ok ? "" : read.problem).toMatch(words);
});
