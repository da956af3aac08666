import { readDefinition, type PbxDefinitionFile } from "../definition.ts";

const LOGIN = { username: "123456", password: "Carrier;Gave1t" };

/** One trunk of each provider of the product, as an operator would write it. */
export const PROVIDER_TRUNKS = {
  twilio: { id: "twilio", kind: "twilio", host: "example.pstn.frankfurt.twilio.com", login: LOGIN },
  telnyx: { id: "telnyx", kind: "telnyx", region: "eu", login: LOGIN },
  zadarma: { id: "zadarma", kind: "zadarma", login: LOGIN },
  intertelecom: {
    id: "intertelecom",
    kind: "intertelecom",
    networks: ["203.0.113.0/28"],
    login: { ...LOGIN, username: "654321" },
  },
} as const;

/** A definition as the file has it, with whatever a test changes. */
export function exampleDefinition(change: object = {}): PbxDefinitionFile {
  const file = {
    name: "eu-1",
    country: "DE",
    control: { url: "wss://callping.example/pbx/eu-1", token: "only-for-tests-0123456789-abcdef" },
    sip: { address: "192.0.2.10" },
    trunks: [PROVIDER_TRUNKS.twilio],
    ...change,
  };
  const read = readDefinition(JSON.stringify(file), {});
  if (!read.ok) throw new Error(read.problems.join("\n"));
  return read.definition;
}
