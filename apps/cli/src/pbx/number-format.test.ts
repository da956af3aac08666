import { PROVIDER_NAMES, PROVIDERS } from "@callping/domain/fleet/product-fleet";
import { readDefinition } from "@callping/pbx/operate/definition";
import { resolvePbx } from "@callping/pbx/operate/resolve";
import { expect, it } from "vitest";

const LOGIN = { username: "1", password: "123456" };

it.each(PROVIDER_NAMES)("%s: the machine's files and the fleet say one number format", (kind) => {
  const own = { twilio: { host: "acme.pstn.twilio.com" }, intertelecom: { networks: ["192.0.2.0/24"] } };
  const extra = kind === "twilio" || kind === "intertelecom" ? own[kind] : {};
  const file = {
    name: "eu-1",
    country: "DE",
    control: { url: "wss://callping.example/pbx/eu-1", token: "only-for-tests-0123456789" },
    sip: { address: "192.0.2.10" },
    trunks: [{ id: kind, kind, login: LOGIN, ...extra }],
  };
  const read = readDefinition(JSON.stringify(file), {});
  expect(read.ok && resolvePbx(read.definition).trunks[0]?.numberFormat).toBe(PROVIDERS[kind].number_format);
});
