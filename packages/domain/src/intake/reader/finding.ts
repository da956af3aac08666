import type { EventState } from "../event.ts";
import type { FoundSeverity } from "./read-severity.ts";
import type { FoundText } from "./read-text.ts";

/** What was found in one alert, by the general rules or refined by an adapter. */
export interface Finding {
  /** The tool whose adapter read it; `null` for the general rules alone. */
  adapter: string | null;
  tool: string;
  state: {
    state: EventState;
    source: string | null;
    value: string | null;
    /** Paths of the fields that say firing. */
    firing: readonly string[];
  };
  severity: FoundSeverity | null;
  title: FoundText | null;
  message: string | null;
  dedupKey: string | null;
  url: string | null;
  test: boolean;
}
