import type { ListeningSocket } from "../../listening-sockets.ts";
import type { ConfSection } from "./parse-conf.ts";

/** What was found of one PBX. `installed` and `running` are there only where the files lie in their places, and Asterisk runs on them. */
export interface PbxFacts {
  /** By file name (`pjsip.conf`); a missing file has no sections. */
  files: Readonly<Record<string, readonly ConfSection[]>>;
  permissions: readonly { path: string; mode: number }[];
  installed: InstalledFacts | null;
  running: RunningFacts | null;
}

export interface InstalledFacts {
  /** Whether a file can be made where recordings would go. */
  canRecord: boolean;
  certificates: readonly CertificateFact[];
}

export interface CertificateFact {
  /** Which setting names it. */
  setting: string;
  path: string;
  problem: string | null;
  /** The first day on which one of its certificates is no longer good; `null` for a list of authorities. */
  validUntil: Date | null;
}

export interface RunningFacts {
  at: Date;
  version: string;
  modules: readonly string[];
  sockets: readonly ListeningSocket[];
  maxCalls: number | null;
  /** By trunk: the state of its contact, such as `Avail`. */
  contacts: Readonly<Record<string, string>>;
  /** By trunk: the state of its registration, such as `Registered`. */
  registrations: Readonly<Record<string, string>>;
  isControlled: boolean;
  account: { userId: number; capabilities: bigint };
  preloadsKeepalive: boolean;
  /** How far this clock is ahead of the control server's; `null` when that gave no answer. */
  clockAheadSeconds: number | null;
}

/** Something that is not as it must be: what, what it means for alerts, what to do. */
export interface Fault {
  check: string;
  what: string;
  means: string;
  todo: string;
}

export interface Check {
  name: string;
  /** What is wrong; empty when nothing is; `null` when it cannot be told from these facts. */
  judge: (facts: PbxFacts) => Omit<Fault, "check">[] | null;
}
