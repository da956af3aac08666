import { createHash } from "node:crypto";
import { NewPbxSchema, NewTrunkSchema } from "@callping/contract/api/fleet-control";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { fleet } from "./fleet.ts";

const ENV = {
  CALLPING_API_URL: "http://api.callping.localhost:8780",
  CALLPING_API_KEY: `cpo_${"o".repeat(43)}`,
};
const NUMBERS = ["twilio=+13125550100", "twilio=+13125550101", "zadarma=+380441234567"].flatMap((one) => [
  "--caller-id",
  one,
]);

/** A server that takes every definition the contract takes, and has those that it was sent before. */
function server(known: readonly string[] = []) {
  const sent: { path: string; body: Record<string, unknown> }[] = [];
  const said = { out: [] as string[], err: [] as string[] };
  const send: typeof fetch = async (input, init) => {
    const path = new URL(input instanceof Request ? input.url : input).pathname.replace("/api/v1/fleet/", "");
    const body = JSON.parse(typeof init?.body === "string" ? init.body : "{}") as Record<string, unknown>;
    v.parse(path === "pbxs" ? NewPbxSchema : NewTrunkSchema, body);
    sent.push({ path, body });
    if (known.includes(`${path} ${String(body["id"])}`)) return new Response("{}", { status: 409 });
    return Response.json(path === "pbxs" ? { token: "a-token" } : {}, { status: 201 });
  };
  const world = {
    env: ENV,
    fetch: send,
    print: (text: string) => void said.out.push(text),
    complain: (text: string) => void said.err.push(text),
  };
  return { sent, said, world };
}

describe("callping fleet load", () => {
  it("defines the five PBXs, and the trunks that have numbers to show, as the API takes them", async () => {
    const { sent, said, world } = server();
    expect(await fleet(["load", ...NUMBERS], world)).toBe(0);
    expect(
      sent.filter(({ path }) => path === "pbxs").map(({ body }) => [body["id"], body["country"]]),
    ).toEqual([
      ["eu-1", "DE"],
      ["eu-2", "FR"],
      ["us-1", "US"],
      ["us-2", "US"],
      ["kr-1", "KR"],
    ]);
    const trunks = sent.filter(({ path }) => path !== "pbxs");
    expect(trunks.map(({ path, body }) => `${path} ${String(body["id"])}`)).toEqual([
      "pbxs/eu-1/trunks zadarma",
      "pbxs/eu-1/trunks twilio",
      "pbxs/eu-2/trunks zadarma",
      "pbxs/eu-2/trunks twilio",
      "pbxs/us-1/trunks twilio",
      "pbxs/us-2/trunks twilio",
      "pbxs/kr-1/trunks twilio",
    ]);
    expect(trunks[1]?.body["caller_ids"]).toEqual(["+13125550100", "+13125550101"]);
    expect(trunks.every(({ body }) => body["enabled"] === undefined)).toBe(true);
    expect(said.out.filter((text) => text.includes("a-token"))).toHaveLength(5);
  });

  it("leaves what is there as it is", async () => {
    const { said, world } = server(["pbxs eu-1", "pbxs/eu-1/trunks twilio"]);
    expect(await fleet(["load", ...NUMBERS], world)).toBe(0);
    expect(said.out.slice(0, 3)).toEqual([
      "eu-1: is there already",
      "eu-1/zadarma: added, switched off",
      "eu-1/twilio: is there already",
    ]);
  });

  it.each<[string, string[], typeof ENV | object, number]>([
    ["no number at all", ["load"], ENV, 2],
    ["an unknown provider", ["load", "--caller-id", "acme=+13125550100"], ENV, 2],
    ["a number without +", ["load", "--caller-id", "twilio=13125550100"], ENV, 2],
    ["an unknown option", ["load", "--all"], ENV, 2],
    ["no installation", ["load", ...NUMBERS], {}, 2],
    ["an unknown verb", ["unload"], ENV, 2],
  ])("refuses %s and says what to write", async (_what, args, env, code) => {
    const { sent, said, world } = server();
    expect(await fleet(args, { ...world, env: env as typeof ENV })).toBe(code);
    expect([sent.length, said.err.length]).toEqual([0, 1]);
  });

  it("ends at once when it is refused, and says by whom", async () => {
    const { said, world } = server();
    const refuse: typeof fetch = async () => new Response("missing_scope", { status: 403 });
    expect(await fleet(["load", ...NUMBERS], { ...world, fetch: refuse })).toBe(3);
    expect(said.err).toEqual([expect.stringMatching(/answered 403: missing_scope/)]);
  });
});

describe("callping fleet key", () => {
  it("makes a key, and the digest that lets it in", async () => {
    const { said, world } = server();
    expect(await fleet(["key", "olena"], world)).toBe(0);
    const key = /cpo_[A-Za-z0-9_-]{43}/.exec(said.out.join("\n"))?.[0] ?? "";
    expect(said.out.join("\n")).toContain(`olena:${createHash("sha256").update(key).digest("hex")}`);
    expect(await fleet(["key", "a,b"], world)).toBe(2);
  });
});
