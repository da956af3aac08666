import { describe, expect, it } from "vitest";
import { listeningSockets } from "@callping/pbx/listening-sockets";
import { runningPids } from "./stage.ts";

const SIP_PORTS = [5060, 5160, 5260, 5360];

describe("what listens while CallPing runs (ss -ltnup)", () => {
  it("is loopback only, but for Asterisk's two wildcard UDP sockets for DNS", async () => {
    const pids = await runningPids();
    for (const [name, pid] of Object.entries(pids)) {
      const open = (await listeningSockets(pid)).filter(
        ({ address }) => !address.startsWith("127.") && address !== "[00000000000000000000000001000000]",
      );
      const asterisk = name.startsWith("pbx-") || name === "carrier";
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
});
