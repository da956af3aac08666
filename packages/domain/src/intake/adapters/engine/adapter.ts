import type { Severity } from "../../../alerts/severity.ts";
import type { EventState } from "../../event.ts";

/**
 * What we know of one tool's format, as data. An adapter refines the general reader's findings: what it does not find
 * stays as the general rules read it.
 *
 * A path names a field as `data.event.level`, `alerts[0].labels`, `header:x-github-event`; JSON documents in strings
 * are already opened. It is looked up in the alert, then in the body around it.
 */
export interface Adapter {
  /** The identifier events carry: `grafana`. */
  tool: string;
  /** Other tools speak it too: one that says in a header who it is keeps its own name. */
  isProtocol?: true;
  /** Bodies of this tool: any of these. A signature should hold for no other tool. */
  detect: readonly Signature[];
  /** The first rule that knows its field's value decides. */
  state?: readonly StateRule[];
  /** As `state`. A promised top-level field that no rule names still comes first, unless `notSeverity` lists it. */
  severity?: readonly SeverityRule[];
  /** Promised top-level fields that mean something else here: Datadog's `priority` is an event's, not the alert's. */
  notSeverity?: readonly string[];
  /** Templates as `{check_name}: {description}`; the first whose fields all have text is the title. */
  title?: readonly string[];
  /** As `title`; must give the same for firing and resolved, and never holds an id of the delivery. */
  dedup?: readonly string[];
  /** Paths of links for people, best first. */
  url?: readonly string[];
}

/** All that is given must hold. */
export interface Signature {
  /** Paths that exist; a `null` exists. */
  has?: readonly string[];
  /** Paths whose text matches. */
  is?: Readonly<Record<string, RegExp>>;
}

/** A field's value (in lower case) by table. */
export interface Table<Outcome extends string> {
  from: string;
  /** Values separated by `|`; `*` is any other. Only a listed value may be `resolved`. */
  is?: Readonly<Partial<Record<Outcome, string>>>;
}

export type StateRule = Table<EventState>;

export interface SeverityRule extends Table<Severity> {
  /** A number of a scale that goes up: the highest bound that it reaches. */
  atLeast?: Readonly<Partial<Record<Severity, number>>>;
}
