import { expect, it } from "vitest";
import { readDefinition } from "./definition.ts";
import { PROVIDER_TRUNKS } from "./testing/definitions.ts";

const FILE = {
  name: "eu-1",
  country: "DE",
  control: { url: "wss://callping.example/pbx/eu-1", token: "$PBX_TOKEN" },
  sip: { address: "192.0.2.10" },
  trunks: [{ ...PROVIDER_TRUNKS.zadarma, login: { username: "123456", password: "$SIP_PASSWORD" } }],
};
const ENV = { PBX_TOKEN: "from-the-environment-0123", SIP_PASSWORD: "carrier's" };

it("takes secrets from the environment, and what is not said from what is usual", () => {
  const read = readDefinition(JSON.stringify(FILE), ENV);
  expect(read).toMatchObject({
    ok: true,
    definition: {
      control: { token: ENV.PBX_TOKEN },
      sip: { port: 5060, tls_port: 5061 },
      media: { from: 10_000, to: 10_999 },
      max_calls: 200,
      trunks: [{ login: { password: ENV.SIP_PASSWORD } }],
    },
  });
});

it.each<[string, object | string, RegExp]>([
  ["no JSON", "{", /^not JSON/],
  [
    "a secret that is not set",
    { ...FILE, control: { ...FILE.control, token: "$NOT_SET" } },
    /\$NOT_SET: not set/,
  ],
  ["a misspelt setting", { ...FILE, max_call: 9 }, /^max_call: there is no such setting/],
  ["a country by name", { ...FILE, country: "Germany" }, /^country: must be/],
  ["a privileged port", { ...FILE, sip: { address: "192.0.2.10", port: 80 } }, /^sip\.port: must be >=1024/],
  ["no trunk", { ...FILE, trunks: [] }, /^trunks: must be/],
  ["a provider that is none", { ...FILE, trunks: [{ id: "x", kind: "acme" }] }, /^trunks\.0\.kind: must be/],
  [
    "Intertelecom without its networks",
    { ...FILE, trunks: [{ ...PROVIDER_TRUNKS.intertelecom, networks: undefined }] },
    /^trunks\.0\.networks: is missing/,
  ],
  ["an id twice", { ...FILE, trunks: [FILE.trunks[0], FILE.trunks[0]] }, /two have the id zadarma/],
])("%s is said by its path, and no secret is repeated", (_name, file, words) => {
  const read = readDefinition(typeof file === "string" ? file : JSON.stringify(file), ENV);
  const problems = read.ok ? "" : read.problems.join("\n");
  expect(problems).toMatch(words);
  expect(problems).not.toContain(ENV.PBX_TOKEN);
});
