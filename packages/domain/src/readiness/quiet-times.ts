import type { Severity } from "../alerts/severity.ts";
import { openingAt } from "../maintenance/next-change.ts";
import type { QuietHours } from "../maintenance/quiet-hours.ts";
import type { Audited } from "./organization.ts";
import type { Span } from "./reach.ts";

/** More edges than seven days of the finest windows have. */
const MOST_SPANS = 2000;

/** When phones are not rung for their quiet hours, within a span. Equal hours are worked out once. */
export class QuietTimes {
  private readonly organization: Audited;
  private readonly span: Span;
  private readonly known = new Map<string, readonly Span[]>();
  private readonly keys = new Map<string, string>();
  private readonly hours: ReadonlyMap<string, QuietHours>;

  constructor(organization: Audited, span: Span) {
    this.organization = organization;
    this.span = span;
    this.hours = new Map(
      organization.phones.flatMap(({ id, quiet }) => (quiet === null ? [] : [[id, quiet] as const])),
    );
  }

  /** The first time within a stretch in which every one of these phones is quiet; `null` when there is none. */
  firstOfAll(phoneIds: readonly string[], severity: Severity, within: Span): Span | null {
    if (phoneIds.length === 0) return null;
    const lists = new Set<readonly Span[]>();
    for (const phoneId of phoneIds) {
      const spans = this.spansOf(phoneId, severity);
      if (spans.length === 0) return null;
      lists.add(spans);
    }
    const end = Math.min(within.end, this.span.end);
    let left: readonly Span[] = within.start < end ? [{ start: within.start, end }] : [];
    for (const spans of lists) left = both(left, spans);
    return left[0] ?? null;
  }

  private spansOf(phoneId: string, severity: Severity): readonly Span[] {
    const hours = this.hours.get(phoneId);
    if (hours === undefined || (severity === "critical" && hours.criticalPasses)) return [];
    // A team mostly has the same hours: by what they are, not by whose.
    const key = this.keys.get(phoneId) ?? JSON.stringify([hours.windows, hours.timeZone]);
    this.keys.set(phoneId, key);
    const spans = this.known.get(key) ?? this.workOut(hours);
    this.known.set(key, spans);
    return spans;
  }

  private workOut({ windows, timeZone }: QuietHours): Span[] {
    const spans: Span[] = [];
    let at = this.span.start;
    while (at < this.span.end && spans.length < MOST_SPANS) {
      const { isOpen, changesAt } = openingAt(windows, timeZone ?? this.organization.timeZone, at);
      // Windows that never change silence nobody: a Desk reads them so, too.
      if (changesAt === null) return spans;
      if (isOpen) spans.push({ start: at, end: changesAt });
      at = changesAt;
    }
    return spans;
  }
}

function both(some: readonly Span[], others: readonly Span[]): Span[] {
  return some.flatMap((one) =>
    others.flatMap((other) => {
      const start = Math.max(one.start, other.start);
      const end = Math.min(one.end, other.end);
      return start < end ? [{ start, end }] : [];
    }),
  );
}
