import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";

import { fleetStatements } from "@callping/api/db/fleet";
import type { Statement } from "@callping/api/db/statement";
import { digestCredential } from "@callping/api/services/credentials/digest";
import { TRUNK_DEFAULTS } from "@callping/api/services/fleet-definition";
import { type RunningAsterisk, startAsterisk } from "@callping/pbx/asterisk";
import { writePbx } from "@callping/pbx/config/write-pbx";
import { installAsterisk } from "@callping/pbx/install";

import { REPOSITORY_ROOT } from "../build/bundle.ts";
import { chooseRunRoot } from "../start/state/run-root.ts";
import type { Target } from "../bench/load/webhook.ts";

export const THIRD_PBX = "pbx-3";
/** Its two trunks, to two carriers. */
export const THIRD_TRUNKS = ["third-a", "third-b"] as const;

export interface ThirdPlace {
  stateDir: string;
  sip: Target;
  carriers: readonly [Target, Target];
  /** Where its control connection goes. */
  controlPort: number;
  token: string;
}

/** The rows that make it one of the fleet. */
export async function thirdStatements(token: string, credentialPepper: string): Promise<Statement[]> {
  const digest = await digestCredential(credentialPepper, "pbx_token", token);
  const trunks = THIRD_TRUNKS.map((id) => ({
    id,
    endpoint: id,
    routeCountries: ["*"],
    clearedForEu: true,
    carriesFiction: true,
    callerId: "+33199000000",
    callerName: "CallPing",
    callsPerSecond: 100,
    concurrentCalls: 500,
    priority: 1,
    enabled: true,
    ...TRUNK_DEFAULTS,
  }));
  const pbx = { id: THIRD_PBX, country: "FR", region: "eu", enabled: true, draining: false };
  return fleetStatements([{ ...pbx, tokenDigests: [digest], trunks }], new Date().toISOString());
}

export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** A PBX beside the two of `npm start`, with two trunks. It connects as soon as its line leads somewhere. */
export async function startThirdPbx(
  place: ThirdPlace,
  say: (line: string) => void,
): Promise<RunningAsterisk & { remove(): Promise<void> }> {
  const runRoot = chooseRunRoot(join(place.stateDir, "third"));
  const { root } = await installAsterisk({
    root: join(REPOSITORY_ROOT, ".callping/asterisk"),
    unpacked: process.env["ASTERISK_ROOT"],
    onProgress: say,
  });
  const instance = await writePbx({
    id: THIRD_PBX,
    directory: join(runRoot, "pbx"),
    asteriskRoot: root,
    sip: { address: place.sip.host, port: place.sip.port },
    rtp: { from: 20_000, to: 29_999 },
    control: {
      url: `ws://127.0.0.1:${place.controlPort}/pbx/${THIRD_PBX}`,
      token: place.token,
      localPassword: newToken(),
    },
    trunks: THIRD_TRUNKS.map((endpoint, index) => {
      const carrier = place.carriers[index] ?? place.carriers[0];
      return { endpoint, carrier: { address: carrier.host, port: carrier.port } };
    }),
    prompts: join(REPOSITORY_ROOT, "pbx/prompts"),
  });
  const asterisk = await startAsterisk(instance);
  const remove = async (): Promise<void> => {
    await asterisk.stop();
    rmSync(runRoot, { recursive: true, force: true });
  };
  return { ...asterisk, remove };
}
