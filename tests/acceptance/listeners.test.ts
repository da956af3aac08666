import { describe, expect, it } from "vitest";
import { listeningSockets } from "@callping/pbx/listening-sockets";
import { call } from "../harness/api.ts";
import { runningPids } from "./stage.ts";

const SIP_PORTS = [5060, 5160, 5260, 5360];

describe("what listens while CallPing runs (ss -ltnup)", () => {
  it("is loopback only, but for Asterisk's two wildcard UDP sockets for DNS", async () => {
    const pids = await runningPids();
    for (const [name, pid] of Object.entries(pids)) {
      const open = (await listeningSockets(pid)).filter(
        ({ address }) => !address.startsWith("127.") && address !== "[00000000000000000000000001000000]",
      );
      const asterisk = name.startsWith("pbx-") || name === "carrier" || name === "browser-1";
      expect(
        open.filter(({ protocol }) => protocol === "tcp"),
        `TCP of ${name}`,
      ).toEqual([]);
      expect(open.length, `sockets of ${name} beyond loopback: ${JSON.stringify(open)}`).toBeLessThanOrEqual(
        asterisk ? 2 : 0,
      );
    }
  });

  it("on a PBX is SIP and nothing else: no HTTP, no ARI, no manager interface", async () => {
    const pids = await runningPids();
    const pbxs = Object.entries(pids).filter(([name]) => name.startsWith("pbx-"));
    expect(pbxs.map(([name]) => name).toSorted()).toEqual(["pbx-1", "pbx-2"]);
    for (const [name, pid] of pbxs) {
      const listening = (await listeningSockets(pid)).filter(({ address }) => address.startsWith("127."));
      expect(listening.length, name).toBeGreaterThan(0);
      expect(
        listening.filter(({ port }) => !SIP_PORTS.includes(port)),
        name,
      ).toEqual([]);
    }
  });

  it("on the PBX of browser phones is one HTTP port, and on it SIP over WebSocket alone", async () => {
    const { "browser-1": pid = 0 } = await runningPids();
    const [web, ...more] = (await listeningSockets(pid)).filter(({ address }) => address.startsWith("127."));
    expect([web?.protocol, more]).toEqual(["tcp", []]);
    const ask = (path: string) => call(`http://${web?.address}:${web?.port}${path}`, { at: web?.address });
    expect((await ask("/ws")).status).toBe(426);
    for (const path of [
      "/",
      "/httpstatus",
      "/static/",
      "/phone/ws",
      "/ari/api-docs/resources.json",
      "/ari/channels",
    ])
      expect([path, (await ask(path)).status]).toEqual([path, expect.toSatisfy((status) => status >= 401)]);
  });
});
