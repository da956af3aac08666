import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { examplePbx } from "../testing/example-pbx.ts";
import { isAllowed, type AriRequest } from "./allow-list.ts";
import * as requests from "./requests.ts";

const [trunk] = examplePbx("pbx-1", []).trunks;
if (trunk === undefined) throw new Error("the example has no trunk");
const input = {
  channelId: "leg-1",
  legId: "leg_1",
  e164: "+33199000001",
  trunk,
  callerId: trunk.callerId,
  ringSeconds: 25,
};

describe("the requests of this link", () => {
  it.each<AriRequest | null>([
    requests.originate(input),
    requests.originateWarm("warm-leg-1-1"),
    requests.play("leg-1", "leg-1-p1", ["sound:callping/en/menu", "sound:http://127.0.0.1:9/a.wav?sig=1"]),
    requests.fetchOnly("warm-leg-1-1", "warm-leg-1-1-p1", "sound:http://127.0.0.1:9/a.wav"),
    requests.stopPlayback("leg-1-p1"),
    requests.readPlayback("leg-1-p1"),
    requests.hangUp("leg-1"),
    requests.readChannel("leg-1"),
    requests.readChannels(1),
    requests.readEndpoints(),
    requests.ping(),
    requests.filterEvents(),
  ])("are all on the list: %j", (request) => {
    expect(request !== null && isAllowed(request)).toBe(true);
  });

  it.each([
    ["a number with a tail", { e164: "+33199000001@evil" }],
    ["a number without +", { e164: "33199000001" }],
    ["a channel id with a slash", { channelId: "leg/1" }],
    ["a header value with CR LF", { legId: "leg\r\nX-Evil: 1" }],
    ["an endpoint with a host", { trunk: { ...trunk, endpoint: "carrier/sip:x@y" } }],
    ["a caller name with a quote", { trunk: { ...trunk, callerName: 'a" <+1>' } }],
    ["a caller id of letters", { callerId: "anonymous" }],
  ])("refuse %s", (_what, change) => {
    expect(requests.originate({ ...input, ...change })).toBeNull();
  });
});

describe("what goes into a SIP message", () => {
  const anything = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.stringMatching(/^[ -~]{0,40}$/),
    fc.constantFrom(
      "CallPing",
      "+33199000001",
      "leg_1",
      "a\r\nX-Evil: 1",
      'a" <sip:evil>',
      "carrier",
      "\u0000",
    ),
  );
  const anyInput = fc.record({ e164: anything, legId: anything, channelId: anything, callerId: anything });

  it("is printable, one line, and no more than was meant, whatever the parts are: else nothing is sent", () => {
    fc.assert(
      fc.property(anyInput, anything, anything, (parts, endpoint, callerName) => {
        const request = requests.originate({
          ...input,
          ...parts,
          trunk: { ...trunk, endpoint, callerName },
        });
        if (request === null) return;
        expect(isAllowed(request)).toBe(true);
        expect(JSON.stringify(request.body)).toMatch(/^[\x20-\x7e]*$/);
        expect(JSON.stringify(request.body)).not.toMatch(/\\[nrtu]/);
        expect(request.body?.["callerId"]).toBe(`"${callerName}" <${parts.callerId}>`);
        expect(callerName).not.toMatch(/["<>\\]/);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ["a caller id that is a name alone", { callerId: '"CallPing"' }],
    ["a caller id of another person's words", { callerId: '"a" <+33199000000>, <sip:evil>' }],
    ["a caller id with a line break", { callerId: '"a\r\nX-Evil: 1" <+33199000000>' }],
    [
      "a header with a line break",
      { variables: { "TIMEOUT(absolute)": "9", "PJSIP_HEADER(add,X-CallPing-Id)": "a\nb" } },
    ],
  ])("the list refuses %s once more before it is sent", (_what, change) => {
    const request = requests.originate(input);
    expect(request !== null && isAllowed({ ...request, body: { ...request.body, ...change } })).toBe(false);
  });
});

describe("the number that is dialled", () => {
  it.each(["e164", "digits"] as const)(
    "is the full one, as a trunk of format %s wants it",
    (numberFormat) => {
      const request = requests.originate({ ...input, trunk: { ...trunk, numberFormat } });
      expect(request?.body?.["endpoint"]).toBe(
        `PJSIP/${numberFormat === "digits" ? "33199000001" : "+33199000001"}@${trunk.endpoint}`,
      );
      expect(request !== null && isAllowed(request)).toBe(true);
    },
  );
});

describe("the allow list", () => {
  const post = (uri: string, body: Record<string, unknown> = {}): AriRequest => ({
    id: "x",
    method: "POST",
    uri,
    body,
  });
  const dial = {
    endpoint: "PJSIP/+33199000001@carrier",
    app: "callping",
    variables: { "TIMEOUT(absolute)": "100" },
  };

  it.each<[string, AriRequest]>([
    ["recording", post("channels/leg-1/record", { name: "x", format: "wav" })],
    ["live recordings", { id: "x", method: "GET", uri: "recordings/live/x" }],
    ["snooping", post("channels/leg-1/snoop", { spy: "both", app: "callping" })],
    ["snooping by id", post("channels/leg-1/snoop/s1", { spy: "both", app: "callping" })],
    ["external media", post("channels/externalMedia", dial)],
    ["create", post("channels/create", dial)],
    ["bridges", post("bridges", { type: "mixing" })],
    ["bridge members", post("bridges/b/addChannel", { channel: "leg-1" })],
    ["channel variables", post("channels/leg-1/variable", { variable: "SHELL(id)" })],
    ["global variables", { id: "x", method: "GET", uri: "asterisk/variable?variable=x" }],
    ["configuration", { id: "x", method: "GET", uri: "asterisk/config/dynamic/res_pjsip/auth/carrier" }],
    ["modules", { id: "x", method: "DELETE", uri: "asterisk/modules/chan_pjsip.so" }],
    ["the dialplan", post("channels/leg-1/continue", { context: "out" })],
    ["a path that climbs", { id: "x", method: "DELETE", uri: "channels/../bridges/b" }],
    ["an originate without its own end", post("channels/leg-1", { ...dial, variables: {} })],
    [
      "an originate into the dialplan",
      post("channels/leg-1", { ...dial, context: "deny-all", extension: "s" }),
    ],
    [
      "an originate to a SIP address",
      post("channels/leg-1", { ...dial, endpoint: "PJSIP/carrier/sip:x@192.0.2.1" }),
    ],
    [
      "a variable that is not ours",
      post("channels/leg-1", { ...dial, variables: { "TIMEOUT(absolute)": "9", "SHELL(id)": "1" } }),
    ],
    ["a local file", post("channels/leg-1/play/p1", { media: ["sound:/etc/passwd"] })],
    ["a recording played", post("channels/leg-1/play/p1", { media: ["recording:x"] })],
  ])("refuses %s", (_what, request) => {
    expect(isAllowed(request)).toBe(false);
  });
});
