import { createSocket } from "node:dgram";
import { describe, expect, it } from "vitest";
import { chooseLoopback, loopbackNetwork } from "./loopback.ts";

const PATH = "/srv/callping/.callping";

describe("loopback addresses", () => {
  it("are the same for one state path and different for another", async () => {
    const [first, again, other] = [
      await chooseLoopback(PATH, ["a", "b"]),
      await chooseLoopback(PATH, ["a", "b"]),
      await chooseLoopback(`${PATH}-2`, ["a"]),
    ];
    expect(again).toEqual(first);
    expect(first.addresses.a).toMatch(/^127\.\d+\.\d+\.1$/);
    expect(first.addresses.b).toMatch(/^127\.\d+\.\d+\.2$/);
    expect(other.addresses.a).not.toBe(first.addresses.a);
  });

  it("never come from 127.0, where other programs listen", () => {
    for (let attempt = 0; attempt < 500; attempt += 1)
      expect(loopbackNetwork(PATH, attempt)).toMatch(/^127\.[1-9]\d*\.\d+$/);
  });

  it("pass over a network where an address is taken", async () => {
    const first = await chooseLoopback("/srv/taken", ["a", "b"]);
    const squatter = createSocket("udp4");
    await new Promise<void>((resolve) => squatter.bind(first.port, first.addresses.b, resolve));
    const second = await chooseLoopback("/srv/taken", ["a", "b"]);
    await new Promise<void>((resolve) => squatter.close(resolve));
    expect(second.addresses.b).not.toBe(first.addresses.b);
  });
});
