import type { Cost } from "./bench.ts";
import type { AcceptResult } from "./measure/accept.ts";
import type { BareResult } from "./measure/bare.ts";
import type { BusyResult } from "./measure/busy.ts";
import type { DistinctWordsResult } from "./measure/distinct-words.ts";
import type { HopResult } from "./measure/hops.ts";
import type { LoadResult } from "./measure/load.ts";
import type { MemoryResult } from "./measure/memory.ts";
import type { RingResult } from "./measure/ring.ts";
import type { SippResult } from "./measure/sipp.ts";
import type { StormResult } from "./measure/storm.ts";
import type { SpeechResult } from "./measure/speech.ts";

/** What a run found; what was not asked for is missing. */
export interface Results {
  idle?: { result: RingResult; cost: Cost };
  bare?: BareResult;
  loads?: LoadResult[];
  sipp?: SippResult;
  busy?: BusyResult;
  speech?: SpeechResult[];
  distinct?: DistinctWordsResult;
  ceiling?: LoadResult[];
  accept?: AcceptResult[];
  memory?: MemoryResult;
  storm?: StormResult;
  hops?: HopResult;
  /** Measurements that ended with an error. */
  failed?: string[];
}
