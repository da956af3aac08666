import type { Severity } from "../alerts/severity.ts";
import { openingAt } from "../maintenance/next-change.ts";
import type { Audited, AuditedPhone } from "./organization.ts";
import type { Span } from "./reach.ts";

/** More edges than seven days of the finest windows have. */
const MOST_SPANS = 2000;

/** When phones are not rung for their quiet hours, within a span. Each phone is worked out once. */
export class QuietTimes {
  private readonly organization: Audited;
  private readonly span: Span;
  private readonly known = new Map<string, readonly Span[]>();

  constructor(organization: Audited, span: Span) {
    this.organization = organization;
    this.span = span;
  }

  /** The first time within a stretch in which every one of these phones is quiet; `null` when there is none. */
  firstOfAll(phoneIds: readonly string[], severity: Severity, within: Span): Span | null {
    if (phoneIds.length === 0) return null;
    const end = Math.min(within.end, this.span.end);
    let left: readonly Span[] = within.start < end ? [{ start: within.start, end }] : [];
    for (const phoneId of phoneIds) {
      if (left.length === 0) return null;
      left = both(left, this.spansOf(phoneId, severity));
    }
    return left[0] ?? null;
  }

  private spansOf(phoneId: string, severity: Severity): readonly Span[] {
    const phone = this.organization.phones.find(({ id }) => id === phoneId);
    if (phone?.quiet == null || (severity === "critical" && phone.quiet.criticalPasses)) return [];
    const known = this.known.get(phoneId);
    if (known !== undefined) return known;
    const spans = this.workOut(phone.quiet);
    this.known.set(phoneId, spans);
    return spans;
  }

  private workOut({ windows, timeZone }: NonNullable<AuditedPhone["quiet"]>): Span[] {
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
