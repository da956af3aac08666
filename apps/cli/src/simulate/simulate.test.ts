import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { simulate } from "./simulate.ts";
import { exampleCall, exampleDryRun, exampleEvent } from "./testing/example.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "simulate-"));
  await writeFile(join(folder, "down.json"), '{"severity":"critical"}');
  await writeFile(join(folder, "note.txt"), "disk is full");
});
afterAll(() => rm(folder, { recursive: true }));

const env = { CALLPING_API_URL: "https://api.callping.example", CALLPING_API_KEY: "cpk_x" };
const json = (body: unknown, status = 200): Response => new Response(JSON.stringify(body), { status });

/** Runs the command against an API that answers so. */
async function run(args: readonly string[], answer: () => Response | Promise<Response>) {
  const said = { out: [] as string[], err: [] as string[], sent: [] as unknown[] };
  const code = await simulate(
    args.map((arg) => arg.replace("{}", folder)),
    {
      env,
      fetch: async (_url, init) => {
        said.sent.push(JSON.parse(typeof init?.body === "string" ? init.body : "null"));
        return answer();
      },
      print: (text) => void said.out.push(text.replaceAll(`${folder}/`, "")),
      complain: (text) => void said.err.push(text.replaceAll(`${folder}/`, "")),
    },
  );
  return { code, out: said.out.join("\n"), err: said.err.join("\n"), sent: said.sent };
}
const asked = ["--endpoint", "end_1", "--payload", "{}/down.json"];
const rings = (): Response => json(exampleDryRun(exampleEvent()));

describe("callping simulate", () => {
  it("prints a timeline that a person can read", async () => {
    const calls = [
      exampleCall("Ada", 0),
      exampleCall("Ada", 70, {
        n: 2,
        held: { reason: "cooldown", since: "2026-11-22T03:00:25.000Z" },
        words: "Began a minute ago.",
      }),
      exampleCall("Bob", 70, { shares_call: true, words: "Began a minute ago." }),
      exampleCall("Cy", 3930, { cost_class: null, outcome: "no_permitted_route" }),
    ];
    const { code, out } = await run(asked, () => json(exampleDryRun(exampleEvent({ calls, cut: true }))));
    expect(code).toBe(0);
    expect(out.split("\n")).toEqual([
      "down.json at 2026-11-22T03:00:00.000Z",
      "  critical: Database is down",
      "  rings: Ada is rung first; 2 calls to 2 phones when nobody answers.",
      '  not "Staging": not env eq "staging"',
      '  rule "Nights"',
      "  +00:00:00  Ada, Mobile  pass 1 step 0 #1  (domestic)",
      "             “CallPing for Acme. Critical: database is down.”",
      "  +00:01:10  Ada, Mobile  pass 1 step 0 #2  (domestic, held: cooldown)",
      "             “Began a minute ago.”",
      "  +00:01:10  Bob, Mobile  pass 1 step 0 #1  (domestic, the same call)",
      "  +01:05:30  Cy, Mobile  pass 1 step 0 #1  (no_permitted_route)",
      "  … and so on",
      "  +00:10:00  exhausted: nobody acknowledged",
    ]);
  });

  it("sends JSON as JSON and a text as the text it is, with headers and the moment in UTC", async () => {
    const more = [
      "--payload",
      "{}/note.txt",
      "--header",
      "x-event: push",
      "--at",
      "2026-11-22T04:00:00+01:00",
    ];
    const { sent } = await run([...asked, ...more], rings);
    const common = { endpoint: "end_1", headers: { "x-event": "push" }, at: "2026-11-22T03:00:00.000Z" };
    expect(sent).toEqual([
      { ...common, payload: { severity: "critical" } },
      { ...common, payload: "disk is full" },
    ]);
  });

  it("says what differs with 1, and sums several payloads up", async () => {
    let calls = 0;
    const answers = () => ((calls += 1) === 1 ? rings() : json(exampleDryRun()));
    const { code, out } = await run([...asked, "{}/note.txt", "--expect-calls", "Ada,Grace"], answers);
    expect(code).toBe(1);
    expect(out).toContain("  ✗ the payload is read as no event at all");
    const table = out.split("\n").slice(-3);
    expect(table.map((row) => row.trim().split(/ {2,}/))).toEqual([
      ["payload", "severity", "rule", "outcome", "rung"],
      ["✓", "down.json", "critical", "Nights", "rings", "Ada, Grace"],
      ["✗", "note.txt", "–", "–", "nothing", "–"],
    ]);
  });

  it("prints JSON for whoever wants to go on with it", async () => {
    const { out, code } = await run([...asked, "--json", "--expect-rule", "Days"], rings);
    expect([code, JSON.parse(out)]).toMatchObject([
      1,
      [{ as_expected: false, differences: ['the rule is "Nights", not "Days"'], dry_run: { events: [{}] } }],
    ]);
  });

  it.each<[string, () => Response | Promise<Response>, RegExp]>([
    [
      "a refusal",
      () => json({ title: "Forbidden", detail: "The key has no scenarios:read." }, 403),
      /answered 403: Forbidden The key has no scenarios:read\./,
    ],
    [
      "a body that is not right",
      () => json({ title: "Invalid", problems: [{ path: "endpoint", message: "There is none." }] }, 400),
      /400: Invalid endpoint: There is none\./,
    ],
    ["a proxy's page", () => new Response("<html>", { status: 502 }), /502: <html>/],
    ["something else", () => json({ hello: 1 }), /no dry run/],
    ["no connection", () => Promise.reject(new Error("fetch failed")), /did not answer: fetch failed/],
  ])("%s is 3, in the words of whoever refused", async (_name, answer, words) => {
    const { code, err } = await run(asked, answer);
    expect([code, err]).toEqual([3, expect.stringMatching(words)]);
  });

  it.each<[string, string[], RegExp]>([
    [
      "a file that is not there",
      ["--endpoint", "e", "--payload", "{}/gone.json"],
      /gone\.json cannot be read/,
    ],
    ["no target", ["--payload", "{}/down.json"], /--endpoint ID or --scenario ID/],
  ])("%s is 2, and nothing is sent", async (_name, args, words) => {
    const { code, err, sent } = await run(args, rings);
    expect([code, err, sent]).toEqual([2, expect.stringMatching(words), []]);
  });
});
