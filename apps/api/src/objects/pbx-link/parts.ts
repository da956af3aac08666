import type { Env } from "../../env.ts";
import type { Recent } from "@callping/domain/recent";
import type { Timers } from "../timers.ts";
import type { ControlSocket } from "./control-socket.ts";
import type { Definition } from "./definition.ts";
import type { Ledger } from "./ledger.ts";
import type { Outbox } from "./outbox.ts";
import type { Pace } from "./pace.ts";
import type { SilenceWatch } from "./watch-silence.ts";
import type { TrunkStates } from "./trunk-states.ts";
import type { Writes } from "./writes.ts";

/** What the verbs of a PbxLink work with. */
export interface LinkParts {
  env: Env;
  /** Id of the PBX; empty before its first connection. */
  pbxId: () => string;
  socket: ControlSocket;
  ledger: Ledger;
  outbox: Outbox;
  writes: Writes;
  timers: Timers;
  definition: Definition;
  trunks: TrunkStates;
  pace: Pace;
  silence: SilenceWatch;
  /** URLs of speech that this connection's Asterisk has in its media cache. */
  fetched: Recent<string, true>;
  /** Runs work beside the event; its failure is logged, and a timer repeats what matters. */
  detach: (what: string, work: Promise<unknown>) => void;
}
