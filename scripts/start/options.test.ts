import { describe, expect, it } from "vitest";

import { parseOptions } from "./options.ts";

const start = (args: string[], env: Record<string, string> = {}) => parseOptions(args, env, "/srv/ada");

describe("parseOptions", () => {
  it.each([
    [[], {}, { port: null, demoNumbers: null, handsetController: null, asteriskRoot: null }],
    [["--state", "s", "--port", "9000"], {}, { stateDir: "/srv/ada/s", port: 9000 }],
    [
      [],
      { CALLPING_STATE: "/srv/cp", CALLPING_PORT: "9001", ASTERISK_ROOT: "/opt/a" },
      { stateDir: "/srv/cp", port: 9001, asteriskRoot: "/opt/a" },
    ],
    [["--port", "9000"], { CALLPING_PORT: "9001" }, { port: 9000 }],
    [
      ["--demo-numbers", "+33199001101,+33199001201"],
      {},
      { demoNumbers: { owner: "+33199001101", second: "+33199001201" } },
    ],
    [
      ["--handset-controller", "ws://127.0.0.1:9100/ari"],
      { CALLPING_HANDSET_USER: "u", CALLPING_HANDSET_PASSWORD: "p" },
      { handsetController: { url: "ws://127.0.0.1:9100/ari", username: "u", password: "p" } },
    ],
    [["--carrier-at", "127.9.8.7:5060"], {}, { carrierAt: { host: "127.9.8.7", port: 5060 } }],
  ])("reads %j with %j", (args, env, options) => {
    expect(start(args, env)).toMatchObject({ do: "start", options });
  });

  it("keeps the state in .callping of the checkout, wherever it is started", () => {
    const parsed = start([]);
    expect(parsed.do === "start" && parsed.options.stateDir).toMatch(/\/\.callping$/);
    expect(parsed.do === "start" && parsed.options.stateDir).not.toContain("/srv/ada");
  });

  it.each([
    [["--port", "80"], "from 1024 to 65535"],
    [["--port", "x"], "from 1024 to 65535"],
    [["--porter"], "--state <folder>"],
    [["stray"], "--state <folder>"],
    [["--demo-numbers", "+33199001101"], "two E.164 numbers"],
    [["--handset-controller", "ws://x"], "CALLPING_HANDSET_USER"],
    [["--carrier-at", "192.0.2.1:5060"], "a loopback address"],
    [["--carrier-at", "127.0.0.1"], "a loopback address"],
    [["--carrier-at", "127.0.0.999:5060"], "a loopback address"],
  ])("refuses %j and says what to do", (args, text) => {
    const parsed = start(args);
    expect(parsed.do === "refuse" && parsed.message).toContain(text);
  });

  it.each([
    [["--handsets"], "handsets"],
    [["--help"], "help"],
    [["-h"], "help"],
  ])("%j only prints", (args, what) => {
    expect(start(args).do).toBe(what);
  });
});
