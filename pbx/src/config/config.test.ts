import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderControlSocket } from "./control-socket.ts";
import { renderModules } from "./modules.ts";
import { renderPbxSip } from "./pbx/sip.ts";
import { renderSections } from "./render.ts";
import { checkControlUrl, checkRunDirectory, ConfigError } from "./values.ts";

const CONTROL = {
  url: "ws://127.0.0.1:8787/pbx/pbx-1",
  username: "pbx-1",
  password: "a-long-enough-token",
  application: "callping",
  localPassword: "another-long-token",
};
const SIP = {
  sip: { address: "127.5.6.1", port: 5060 },
  trunks: [{ endpoint: "carrier", carrier: { address: "127.5.6.2", port: 5060 } }],
};

/** The whole file for one value, or undefined when it was refused; any other failure is a bug. */
function renderedOrRefused(value: string): string | undefined {
  try {
    return renderSections([{ name: "general", entries: [["password", value]] }]);
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

describe("rendering", () => {
  it("never lets a value become a second line, a comment or a section", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string({ unit: fc.constantFrom("a", ";", "\\", "\n", "\r", "[", "]", " ") }),
          fc.string({ unit: "binary" }),
        ),
        (value) => {
          const refused = /[^\x20-\x7e]/.test(value) || value !== value.trim() || value.endsWith("\\");
          const wanted = refused ? undefined : `[general]\npassword = ${value.replaceAll(";", "\\;")}\n`;
          expect(renderedOrRefused(value)).toBe(wanted);
        },
      ),
    );
  });

  it.each(["a]", "a b", "", "x\n[y"])("refuses the section name %j", (name) => {
    expect(() => renderSections([{ name, entries: [] }])).toThrow(ConfigError);
  });
});

describe("control socket", () => {
  it.each([
    ["url", "ws://127.0.0.1:8787/pbx\nuri = ws://evil:1/"],
    ["url", "ws://127.0.0.1/pbx/pbx-1"],
    ["url", "http://127.0.0.1:8787/pbx"],
    ["url", "ws://user:password@127.0.0.1:8787/pbx"],
    ["url", "ws://127.0.0.1:8787/pbx;tls_enabled=yes\r\n"],
    ["url", ""],
    ["password", "token-with\nnew-line-inside"],
    ["password", "token with spaces inside"],
    ["password", "short"],
    ["password", "token:with:colons-inside"],
    ["localPassword", "x\r\ny-long-enough-otherwise"],
    ["username", "pbx-1\npassword = x"],
    ["username", "PBX 1"],
    ["application", "callping]\n[other"],
  ])("refuses %s %j", (setting, value) => {
    const render = () => renderControlSocket({ ...CONTROL, [setting]: value });
    expect(render).toThrow(ConfigError);
    expect(render).toThrow(/places no calls.*What to do/s);
  });

  it("does not repeat a refused secret", () => {
    const render = () => renderControlSocket({ ...CONTROL, password: "secret\ninjected" });
    expect(render).toThrow(/^(?!.*injected)/s);
  });

  it("asks TLS for a checked certificate, with the authorities named and the port written out", () => {
    const text = renderControlSocket({ ...CONTROL, url: "wss://callping.example/pbx/pbx-1?v=1" })[
      "websocket_client.conf"
    ];
    expect(text).toContain("uri = wss://callping.example:443/pbx/pbx-1?v=1\n");
    for (const line of [
      "tls_enabled = yes",
      "ca_list_file = /etc/ssl/certs/ca-certificates.crt",
      "verify_server_cert = yes",
      "verify_server_hostname = yes",
    ]) {
      expect(text).toContain(`${line}\n`);
    }
  });

  it("keeps one attempt a round and a slow network's patience", () => {
    const files = renderControlSocket(CONTROL);
    expect(files["websocket_client.conf"]).toContain("reconnect_attempts = 1\n");
    expect(files["ari.conf"]).toContain("websocket_write_timeout = 2000\n");
  });
});

describe("values", () => {
  it.each([
    ["ws://127.0.0.1:80/x", "ws://127.0.0.1:80/x"],
    ["wss://a.example:8443/x", "wss://a.example:8443/x"],
    ["wss://a.example/x", "wss://a.example:443/x"],
  ])("%s is dialled as %s", (given, dialled) => {
    expect(checkControlUrl("url", given).url).toBe(dialled);
  });

  it.each(["relative/path", `/tmp/${"long".repeat(20)}`, "/tmp/with space", "/tmp/a\nb", "/tmp/a;b"])(
    "refuses the run directory %j",
    (path) => {
      expect(() => checkRunDirectory("run directory", path)).toThrow(ConfigError);
    },
  );
});

describe("the PBX's SIP", () => {
  it("lets its trunks in by address and nobody else", () => {
    const acl = /\[trunks-only\]\n((?:.+\n)+)/.exec(renderPbxSip(SIP))?.[1];
    expect(acl?.split("\n")).toEqual([
      "type = acl",
      "deny = 0.0.0.0/0.0.0.0",
      "deny = ::/0",
      "permit = 127.5.6.2/32",
      "",
    ]);
  });

  it("probes its trunks every five seconds and takes only a 2xx for an answer", () => {
    for (const line of [
      "qualify_frequency = 5",
      "qualify_timeout = 1.5",
      "qualify_2xx_only = yes",
      "rtp_timeout = 30",
    ]) {
      expect(renderPbxSip(SIP)).toContain(`${line}\n`);
    }
  });

  it.each([
    { sip: { address: "0.0.0.0", port: 5060 } },
    { sip: { address: "127.0.0.1\nbind", port: 5060 } },
    { sip: { address: "127.5.6.1", port: 80 } },
    { trunks: [{ endpoint: "a\n[b]", carrier: { address: "127.5.6.2", port: 5060 } }] },
    { trunks: [{ endpoint: "a", carrier: { address: "carrier.example;x", port: 5060 } }] },
    { trunks: [{ endpoint: "a", carrier: { address: "127.5.6.2", port: 5060 }, fromDomain: "x y" }] },
    {
      trunks: [
        {
          endpoint: "a",
          carrier: { address: "127.5.6.2", port: 5060 },
          login: { username: "u", password: "with\nnew-line-inside" },
        },
      ],
    },
  ])("refuses %j", (change) => {
    expect(() => renderPbxSip({ ...SIP, ...change })).toThrow(ConfigError);
  });
});

it("loads nothing by itself", () => {
  expect(renderModules(["chan_pjsip"])).toBe("[modules]\nautoload = no\nrequire = chan_pjsip.so\n");
});
