import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it, vi } from "vitest";
import { Timers } from "./timers.ts";

/** Timers on the storage of an object of their own. Opened again, the object has crashed: only rows are left. */
async function onStorage(
  test: (
    open: (fire?: (key: string) => void, patient?: string[]) => { timers: Timers; fired: string[] },
    storage: DurableObjectStorage,
  ) => Promise<void>,
): Promise<void> {
  const stub = env.PHONE_LINE.get(env.PHONE_LINE.newUniqueId());
  await runInDurableObject(stub, (_line, { storage }) =>
    test((fire = () => undefined, patient = []) => {
      const fired: string[] = [];
      const note = (key: string): void => {
        fired.push(key);
        fire(key);
      };
      const timers = new Timers(storage, note, patient);
      return { timers, fired };
    }, storage),
  );
}

const rows = ({ sql }: DurableObjectStorage) =>
  sql
    .exec<{ key: string }>("SELECT key FROM timers ORDER BY key")
    .toArray()
    .map(({ key }) => key);
const turn = () => Promise.resolve();

it("fires a near timer on the object's own clock, in order, each once", () =>
  onStorage(async (open) => {
    const { timers, fired } = open();
    const now = Date.now();
    timers.set("second", now + 60);
    timers.set("first", now + 20);
    timers.set("never", now + 40);
    timers.clear("never");
    await vi.waitFor(() => expect(fired).toEqual(["first", "second"]));
    timers.alarm();
    expect(fired).toEqual(["first", "second"]);
  }));

it("keeps one alarm for many near timers, later than the last moment they could fire", () =>
  onStorage(async (open, storage) => {
    const { timers } = open();
    const now = Date.now();
    timers.set("lease", now + 5_000);
    await turn();
    const alarm = (await storage.getAlarm()) ?? 0;
    expect(alarm).toBeGreaterThanOrEqual(now + 5_000);
    timers.set("other", now + 6_000);
    timers.clear("lease");
    timers.set("lease", now + 7_000);
    await turn();
    expect(await storage.getAlarm()).toBe(alarm);
  }));

it("has the alarm come at the moment itself when that is far", () =>
  onStorage(async (open, storage) => {
    const { timers } = open();
    const dueAt = Date.now() + 60_000;
    timers.set("step", dueAt);
    await turn();
    expect(await storage.getAlarm()).toBe(dueAt);
  }));

it("the page whose lease died with the runtime: its row fires again", () =>
  onStorage(async (open, storage) => {
    const before = open();
    before.timers.set("dial:call_1", Date.now() - 1);
    before.timers.set("gone", Date.now() - 1);
    before.timers.clear("gone");
    await turn();
    expect(rows(storage)).toEqual(["dial:call_1"]);
    const after = open();
    after.timers.alarm();
    expect(after.fired).toEqual(["dial:call_1"]);
  }));

it("repeats a timer whose work threw, and does not hold up the others", () =>
  onStorage(async (open) => {
    const said = vi.spyOn(console, "error").mockReturnValue(undefined);
    const { timers, fired } = open((key) => {
      if (key === "bad" && fired.length < 3) throw new Error("a bug");
    });
    timers.set("bad", Date.now() - 2);
    timers.set("good", Date.now() - 1);
    timers.alarm();
    expect(fired).toEqual(["bad", "good"]);
    await vi.waitFor(() => expect(fired).toEqual(["bad", "good", "bad"]), { timeout: 3_000 });
    expect(said).toHaveBeenCalledOnce();
  }));

it("wakes the object up to a minute late for a timer that no telephone waits for, and at once for any other", () =>
  onStorage(async (open, storage) => {
    const { timers } = open(undefined, ["outbox"]);
    const now = Date.now();
    timers.set("outbox", now + 10_000);
    await turn();
    expect(await storage.getAlarm()).toBe(now + 70_000);
    timers.set("step", now + 20_000);
    await turn();
    expect(await storage.getAlarm()).toBe(now + 20_000);
  }));

it("writes a quiet timer with the next that is written, and knows it until then", () =>
  onStorage(async (open, storage) => {
    const { timers, fired } = open();
    timers.setQuietly("again", Date.now() + 20);
    await turn();
    expect(rows(storage)).toEqual([]);
    timers.set("step", Date.now() + 60_000);
    await turn();
    expect(rows(storage)).toEqual(["again", "step"]);
    await vi.waitFor(() => expect(fired).toEqual(["again"]));
  }));
