import { request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";

import type { FleetView } from "@callping/contract/api/fleet";

const LOOK_EVERY_MS = 50;

export interface FleetQuestion {
  port: number;
  apiKey: string;
  /** Which PBXs are waited for. */
  pbxs: readonly string[];
  timeoutMs: number;
}

/**
 * Waits until these PBXs are connected to the Worker and reach their trunk: before that a webhook is kept, and rings only
 * when one has connected. Answers with what is still missing after `timeoutMs`, in words; empty when all is well.
 */
export async function waitForFleet(question: FleetQuestion): Promise<string[]> {
  const deadline = performance.now() + question.timeoutMs;
  for (;;) {
    const missing = whatIsMissing(question.pbxs, await askFleet(question));
    if (missing.length === 0 || performance.now() > deadline) return missing;
    await wait(LOOK_EVERY_MS);
  }
}

function whatIsMissing(wanted: readonly string[], fleet: FleetView | string): string[] {
  if (typeof fleet === "string") return [fleet];
  const awaited = fleet.data.filter(({ id }) => wanted.includes(id));
  return awaited.flatMap(({ id, state, trunks }) => {
    if (state !== "up") return [`${id} has not connected`];
    return trunks.filter(({ reachable }) => !reachable).map((trunk) => `${id} does not reach ${trunk.id}`);
  });
}

/** `GET /api/v1/fleet`, or why there is no answer. */
function askFleet({ port, apiKey }: FleetQuestion): Promise<FleetView | string> {
  return new Promise((resolve) => {
    const headers = { authorization: `Bearer ${apiKey}` };
    const outgoing = request({ host: "127.0.0.1", port, path: "/api/v1/fleet", headers, agent: false });
    outgoing.once("error", (error) => resolve(`the API does not answer: ${error.message}`));
    outgoing.once("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      response.once("end", () => {
        if (response.statusCode === 200) {
          const fleet: FleetView = JSON.parse(text);
          resolve(fleet);
        } else resolve(`the API answers ${response.statusCode} about the fleet: ${text.slice(0, 300)}`);
      });
    });
    outgoing.end();
  });
}
