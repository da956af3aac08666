import { describe, expect, it } from "vitest";
import { ConfigError } from "../config/values.ts";
import { generatePbx } from "./generate.ts";
import { exampleDefinition, PROVIDER_TRUNKS } from "./testing/definitions.ts";

/** The generated files by path. */
function generated(change: object = {}): Record<string, string> {
  return Object.fromEntries(
    generatePbx(exampleDefinition(change)).map(({ path, content }) => [path, content]),
  );
}
const pjsip = (trunk: object) => generated({ trunks: [trunk] })["etc/pjsip.conf"] ?? "";

describe("a provider's trunk", () => {
  it.each<[keyof typeof PROVIDER_TRUNKS, string[]]>([
    [
      "twilio",
      [
        "contact = sip:example.pstn.frankfurt.twilio.com:5061\\;transport=tls",
        "from_domain = example.pstn.frankfurt.twilio.com",
        "transport = transport-tls",
        "media_encryption = sdes",
        "verify_server = yes",
        "allow_wildcard_certs = yes",
        "allow = ulaw,alaw",
        "permit = 35.156.191.128/30",
        "match = 54.172.60.0/30",
        "qualify_2xx_only = yes",
      ],
    ],
    [
      "telnyx",
      [
        "contact = sip:sip.telnyx.eu\\;transport=tls",
        "media_encryption = sdes",
        "permit = 185.246.41.140/32",
        "permit = 185.246.41.141/32",
      ],
    ],
    [
      "zadarma",
      [
        "contact = sip:sip.zadarma.com",
        "server_uri = sip:sip.zadarma.com",
        "client_uri = sip:123456@sip.zadarma.com",
        "from_user = 123456",
        "password = Carrier\\;Gave1t",
        "max_retries = 4294967295",
        "auth_rejection_permanent = no",
        "allow = alaw,ulaw",
        "qualify_2xx_only = no",
      ],
    ],
    ["intertelecom", ["client_uri = sip:654321@sip.intertelecom.ua", "permit = 203.0.113.0/28"]],
  ])("of %s is dialled as its documentation says", (name, lines) => {
    const text = pjsip(PROVIDER_TRUNKS[name]);
    for (const line of lines) expect(text).toContain(`${line}\n`);
    expect(text).toContain("context = deny-all\n");
  });

  it("of Zadarma without a login is known by address: it does not register", () => {
    expect(pjsip({ id: "zadarma", kind: "zadarma" })).not.toMatch(/registration|outbound_auth|from_user/);
  });

  it("may be asked for in clear, over TCP, at another host", () => {
    const text = pjsip({ ...PROVIDER_TRUNKS.telnyx, protocol: "tcp", host: "sip.example", port: 5080 });
    expect(text).toContain("contact = sip:sip.example:5080\\;transport=tcp\n");
    expect(text).not.toMatch(/sdes|transport-tls/);
  });

  it.each<[string, object]>([
    ["a Twilio host that is no termination URI", { id: "t", kind: "twilio", host: "sip.twilio.com" }],
    ["a host name without networks", { id: "t", kind: "ip", host: "sip.example" }],
    [
      "a registration without networks",
      { id: "t", kind: "registration", host: "sip.example", login: login() },
    ],
    ["half the world", { id: "t", kind: "ip", host: "192.0.2.1", networks: ["0.0.0.0/0"] }],
    ["an id that is two words", { id: "my trunk", kind: "ip", host: "192.0.2.1" }],
    [
      "a host with a second setting",
      { id: "t", kind: "ip", host: "192.0.2.1\ncontext=x", networks: ["192.0.2.1"] },
    ],
  ])("is refused for %s", (_name, trunk) => {
    expect(() => pjsip(trunk)).toThrow(ConfigError);
  });
});

describe("the control connection", () => {
  const control = (url: string) => () => generated({ control: { url, token: "only-for-tests-0123456789" } });

  it.each([
    "ws://callping.example:80/pbx/eu-1",
    "wss://callping.example/pbx/other",
    "wss://callping.example",
    "not a url",
  ])("is refused for %s", (url) => {
    expect(control(url)).toThrow(ConfigError);
  });

  it("is watched: by the kernel before Asterisk 22.11, by Asterisk itself from then on", () => {
    const before = generated();
    expect(before["systemd/callping-pbx.service"]).toContain("Environment=LD_PRELOAD=libkeepalive.so\n");
    expect(before["Dockerfile"]).toContain("libkeepalive0");
    expect(before["callping-pbx.sysctl.conf"]).toContain("tcp_retries2 = 6");
    expect(before["etc/websocket_client.conf"]).not.toContain("pingpong");
    const after = generated({ asterisk: "22.11.0" });
    expect(JSON.stringify(after)).not.toMatch(/keepalive0|LD_PRELOAD|tcp_retries2/);
    expect(after["etc/websocket_client.conf"]).toContain("enable_pingpongs = yes\n");
  });
});

describe("the machine", () => {
  const files = generated({
    trunks: Object.values(PROVIDER_TRUNKS),
    admin_networks: ["198.51.100.0/24"],
    sip: { address: "10.0.0.5", public_address: "192.0.2.10" },
  });

  it("lets in SIP and audio of its trunks, ssh of its administrators, and nothing else", () => {
    const rules = files["nftables.conf"] ?? "";
    expect(rules).toContain("policy drop;");
    expect(rules).toMatch(/set trunks \{[^}]*54\.172\.60\.0\/30[^}]*203\.0\.113\.0\/28/);
    expect(rules).toMatch(/set media \{[^}]*168\.86\.128\.0\/18/);
    const accepted = rules.split("chain output")[0]?.match(/.*dport.*accept/g) ?? [];
    expect(accepted.map((line) => line.trim())).toEqual([
      "udp sport 67 udp dport 68 accept",
      "ip saddr { 198.51.100.0/24 } tcp dport 22 accept",
      "ip saddr @trunks udp dport 5060 accept",
      "ip saddr @trunks tcp dport { 5060, 5061 } accept",
      "ip saddr @media udp dport 10000-10999 accept",
    ]);
  });

  it("says the address that carriers see", () => {
    for (const line of [
      "external_media_address = 192.0.2.10",
      "bind = 10.0.0.5:5060",
      "local_net = 10.0.0.5/32",
    ])
      expect(files["etc/pjsip.conf"]).toContain(`${line}\n`);
  });

  it("keeps every secret below etc", () => {
    const secrets = ["only-for-tests-0123456789-abcdef", "Carrier"];
    const open = Object.entries(files).filter(([path]) => !path.startsWith("etc/"));
    for (const secret of secrets) expect(open.filter(([, text]) => text.includes(secret))).toEqual([]);
  });

  it("is written the same for the same definition", () => {
    expect(generated()).toEqual(generated());
  });

  it("runs unprivileged, with a last fuse, and records nowhere", () => {
    expect(files["etc/asterisk.conf"]).toContain("maxcalls = 200\n");
    expect(files["etc/asterisk.conf"]).toContain("runuser = asterisk\n");
    expect(files["systemd/callping-pbx.service"]).toMatch(/^User=asterisk$[^]*^NoNewPrivileges=yes$/m);
    expect(files["callping-pbx.tmpfiles.conf"]).toContain("spool/recording - - - - /proc/self/task");
  });

  it("loads nothing by itself, and nothing that reads passwords or runs programs", () => {
    expect(files["etc/modules.conf"]).toContain("autoload = no\n");
    expect(files["etc/modules.conf"]).not.toMatch(
      /res_ari_asterisk|res_ari_recordings|app_system|func_shell|res_agi|pbx_spool|manager/,
    );
  });
});

describe("inbound calls", () => {
  it("are refused, and the dialplan can dial nothing", () => {
    expect(generated()["etc/extensions.conf"]).not.toMatch(/Dial|Originate|Local|announcement/);
  });

  it("hear the announcement where there is one, in a context that can dial nothing", () => {
    const files = generated({ announcement: "who-calls.ulaw" });
    expect(files["etc/pjsip.conf"]).toContain("context = announcement\n");
    expect(files["etc/extensions.conf"]).toContain("Playback(callping/announcement)");
    expect(files["etc/extensions.conf"]).not.toMatch(/Dial|Originate|Local|Goto\(/);
    expect(files["etc/modules.conf"]).toContain("require = app_playback.so\n");
  });
});

function login() {
  return { username: "1", password: "123456" };
}
