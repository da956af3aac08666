import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, inject, vi } from "vitest";
import { call } from "../harness/api.ts";
import { HandsetExchange } from "../harness/handset-exchange.ts";
import type { Ready } from "../harness/installation.ts";
import { Scene } from "../harness/scene.ts";
import { CAST } from "./cast.ts";

let exchange: HandsetExchange | null = null;
const scenes: Scene[] = [];

/** Connects a test file to the carrier. After each test: a call that nobody expected fails it. */
export function useStage(): void {
  beforeAll(async () => {
    exchange = await HandsetExchange.open(inject("stage").controllerPort);
    await exchange.ready();
  });
  afterEach(() => {
    const forgotten = scenes.flatMap((scene) => scene.handsets.filter((handset) => !handset.waitedFor));
    for (const scene of scenes.splice(0)) scene.close();
    expect(forgotten.length, "conversations that nobody waited for").toBe(0);
    const unexpected = exchange?.unexpected.splice(0) ?? [];
    expect(
      unexpected.map((call) => call.number),
      "calls that nobody expected",
    ).toEqual([]);
  });
  afterAll(() => exchange?.close());
}

/** The test's end of the carrier. */
export function carrierExchange(): HandsetExchange {
  if (exchange === null) throw new Error("the stage is not open");
  return exchange;
}

/** Changes the fleet as an operator does; the answer must be good. */
export function operate(method: string, path: string, body: object): Promise<void> {
  return asOperator(method, `fleet/${path}`, { reason: "a test of the fleet", ...body });
}

/** Anything that an operator's key may do; the answer must be good. */
export async function asOperator(method: string, path: string, body: object): Promise<void> {
  const { api, operatorKey } = inject("stage");
  const answer = await call(`${api}/api/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${operatorKey}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect([path, answer.status, answer.body]).toEqual([path, 200, expect.anything()]);
}

/** Processes of the installation by their role, once all of them run: a test before may have killed some. */
export async function runningPids(): Promise<Record<string, number>> {
  const file = join(inject("stage").stateDir, "ready.json");
  return vi.waitFor(() => {
    const { pids } = JSON.parse(readFileSync(file, "utf8")) as Pick<Ready, "pids">;
    for (const pid of Object.values(pids)) process.kill(pid, 0);
    for (const role of ["path", "side", "pbx-1", "pbx-2", "carrier", "browser-1"])
      expect(pids).toHaveProperty(role);
    return pids;
  }, 20_000);
}

/** The scene of one role, and the numbers of its people. */
export async function onStage(role: string): Promise<{ scene: Scene; numbers: string[] }> {
  const stage = inject("stage");
  const organization = stage.organizations[role];
  const cast = CAST.find((candidate) => candidate.name === role);
  if (organization === undefined || cast === undefined || exchange === null)
    throw new Error(`nobody plays "${role}"`);
  const scene = await Scene.open(organization, stage.api, exchange, stage.recordings);
  scenes.push(scene);
  return { scene, numbers: cast.spec.people.map((person) => person.number) };
}
