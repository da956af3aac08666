import { describe, expect, it, vi } from "vitest";

import { keepRunning, type Running } from "./keep-running.ts";

type Exit = Awaited<Running["exited"]>;

function fake(pid: number): Running & { end(exit?: Exit): void; stopped: boolean } {
  const { promise, resolve } = Promise.withResolvers<Exit>();
  const running = {
    pid,
    exited: promise,
    stopped: false,
    end: (exit: Exit = { code: null, signal: "SIGKILL" }) => resolve(exit),
    stop: () => {
      running.stopped = true;
      resolve({ code: 0, signal: null });
      return Promise.resolve();
    },
  };
  return running;
}

describe("keepRunning", () => {
  it("starts a process again each time it ends by itself", async () => {
    const started = [fake(1), fake(2), fake(3)];
    const waiting = [...started];
    const up = vi.fn();
    const down = vi.fn();
    const start = () => {
      const next = waiting.shift();
      return next ? Promise.resolve(next) : Promise.reject(new Error("no more"));
    };
    const kept = await keepRunning({ name: "x", start, onUp: up, onDown: down, onGivenUp: vi.fn() });
    expect(up.mock.calls).toEqual([[1]]);
    started[0]?.end();
    await vi.waitFor(() => expect(up).toHaveBeenLastCalledWith(2));
    started[1]?.end({ code: 70, signal: null });
    await vi.waitFor(() => expect(up).toHaveBeenLastCalledWith(3));
    expect(down.mock.calls).toEqual([["was ended by SIGKILL"], ["left with code 70"]]);
    await kept.stop();
    expect(started[2]?.stopped).toBe(true);
    expect(up).toHaveBeenCalledTimes(3);
  });

  it("tries again when a restart fails, and says why", async () => {
    const [first, second] = [fake(1), fake(2)];
    const start = vi
      .fn<() => Promise<Running>>()
      .mockResolvedValueOnce(first)
      .mockRejectedValueOnce(new Error("port taken"))
      .mockResolvedValueOnce(second);
    const up = vi.fn();
    const down = vi.fn();
    const kept = await keepRunning({ name: "x", start, onUp: up, onDown: down, onGivenUp: vi.fn() });
    first.end();
    await vi.waitFor(() => expect(up).toHaveBeenLastCalledWith(2));
    expect(down.mock.calls).toEqual([["was ended by SIGKILL"], ["port taken"]]);
    await kept.stop();
  });

  it("gives up after so many failures, with the last reason", async () => {
    const first = fake(1);
    const start = vi
      .fn<() => Promise<Running>>()
      .mockResolvedValueOnce(first)
      .mockRejectedValue(new Error("broken"));
    const givenUp = vi.fn();
    await keepRunning({ name: "x", start, onUp: vi.fn(), onDown: vi.fn(), onGivenUp: givenUp, tries: 2 });
    first.end();
    await vi.waitFor(() => expect(givenUp).toHaveBeenCalledOnce());
    expect(givenUp).toHaveBeenCalledWith(new Error("broken"));
    expect(start).toHaveBeenCalledTimes(3);
  });

  it("fails when the first start does", async () => {
    const start = () => Promise.reject(new Error("no Asterisk"));
    await expect(
      keepRunning({ name: "x", start, onUp: vi.fn(), onDown: vi.fn(), onGivenUp: vi.fn() }),
    ).rejects.toThrow("no Asterisk");
  });
});
