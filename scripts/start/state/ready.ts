import { rmSync } from "node:fs";
import { join } from "node:path";

import { HANDSETS, handsetNumber } from "@callping/pbx/handsets";

import { DEMO_EMAIL } from "../demo/demo.ts";
import { alertAddress } from "@callping/domain/mail/address";

import { faceOrigin, type Face, MAIL_DOMAIN } from "../proxy/faces.ts";
import type { Addresses } from "./addresses.ts";
import { writePrivateJson } from "./files.ts";
import type { Secrets } from "./secrets.ts";

/** `ready.json`: all that a person or a test needs to drive this installation. */
export interface Ready {
  /** Pages by host (`mail` is the mailbox of what CallPing sends), and where mail to endpoints is taken. */
  urls: Record<Face | "smtp", string>;
  demo: {
    email: string;
    password: string;
    apiKey: string;
    webhookUrl: string;
    alertKey: string;
    /** Mail to it rings as the webhook does. */
    alertAddress: string;
  };
  /** Changes the fleet: an operator's key. */
  operatorKey: string;
  handsets: { number: string; behaviour: string }[];
  pbxs: { id: string; sip: string }[];
  pids: Record<string, number>;
}

export interface ReadyFacts {
  addresses: Addresses;
  secrets: Secrets;
  endpointUuid: string;
  pids: Record<string, number>;
}

export function describeReady({ addresses, secrets, endpointUuid, pids }: ReadyFacts): Ready {
  const { password, apiKey, alertKey } = secrets.demo;
  const webhookUrl = `${faceOrigin("api", addresses.port)}/api/wh/${endpointUuid}`;
  return {
    urls: {
      site: faceOrigin("site", addresses.port),
      portal: faceOrigin("portal", addresses.port),
      admin: faceOrigin("admin", addresses.port),
      status: faceOrigin("status", addresses.port),
      api: faceOrigin("api", addresses.port),
      mail: faceOrigin("mail", addresses.port),
      smtp: `smtp://${addresses.smtp.host}:${addresses.smtp.port}`,
    },
    demo: {
      email: DEMO_EMAIL,
      password,
      apiKey,
      webhookUrl,
      alertKey,
      alertAddress: alertAddress(endpointUuid, MAIL_DOMAIN, alertKey),
    },
    operatorKey: secrets.operatorKey,
    handsets: HANDSETS.map(({ behaviour }) => ({ number: handsetNumber(behaviour), behaviour })),
    pbxs: addresses.pbxs.map(({ id, host, port }) => ({ id, sip: `${host}:${port}` })),
    pids,
  };
}

export function writeReady(stateDir: string, ready: Ready): void {
  writePrivateJson(readyPath(stateDir), ready);
}

/** Nothing is ready any more: a waiting test must not take the last run's file for this one's. */
export function removeReady(stateDir: string): void {
  rmSync(readyPath(stateDir), { force: true });
}

function readyPath(stateDir: string): string {
  return join(stateDir, "ready.json");
}
