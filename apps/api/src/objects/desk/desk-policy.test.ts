import { DEFAULT_POLICY, NO_OPERATOR_LISTS } from "@callping/domain/numbers/policy";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestStores } from "../../db/testing/database.ts";
import { DeskPolicy } from "./desk-policy.ts";

let stores: Awaited<ReturnType<typeof openTestStores>>;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.dispose());

it("a Desk reads the operators' lists beside the calls, once at a time, and trusts them for a minute", async () => {
  const reads: Promise<void>[] = [];
  const policy = new DeskPolicy({ DB: stores.db }, (work) => void reads.push(work));
  const start = Date.now();
  expect(policy.current(start)).toEqual(NO_OPERATOR_LISTS);
  expect(policy.current(start)).toEqual(NO_OPERATOR_LISTS);
  expect(reads).toHaveLength(1);
  await Promise.all(reads);
  const { regionsNeverCalled } = policy.current(Date.now());
  expect(regionsNeverCalled.toSorted()).toEqual([...DEFAULT_POLICY.regionsNeverCalled].sort());
  // Old lists would keep a call from a country that was switched on since: the fences behind it decide then.
  expect(policy.current(Date.now() + 61_000)).toEqual(NO_OPERATOR_LISTS);
  expect(reads).toHaveLength(2);
  await Promise.all(reads);
});

it("where D1 does not answer, no call waits for it and none is refused by a guess", async () => {
  const failed: Promise<void>[] = [];
  const broken = {
    prepare: () => {
      throw new Error("D1 is away");
    },
  } as unknown as D1Database;
  const policy = new DeskPolicy({ DB: broken }, (work) => void failed.push(work));
  expect(policy.current(0)).toEqual(NO_OPERATOR_LISTS);
  await expect(failed[0]).rejects.toThrow("D1 is away");
  expect(policy.current(0)).toEqual(NO_OPERATOR_LISTS);
  await expect(failed[1]).rejects.toThrow("D1 is away");
});
