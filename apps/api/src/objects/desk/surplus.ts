import { worstSeverity } from "@callping/domain/alerts/severity";
import { OWN_KEYS } from "@callping/domain/alerts/own-keys";
import type { IncomingEvent } from "@callping/domain/intake/event";
import type {
  AlertReceipt,
  ReceiveInput,
  ReceiveResult,
  Snapshot,
  SnapshotEndpoint,
} from "../desk-protocol.ts";
import { commitStep, stepStored } from "./apply.ts";
import type { DeskParts } from "./parts.ts";
import type { LimitHit } from "./rate-limit.ts";
import { saveRequest } from "./save-request.ts";
import { keyFromTitle, takeEvent } from "./take-event.ts";

/** So long webhooks beyond a limit wait for each other: in a storm they share a commit, and one line of the timeline. */
const GATHER_MS = 250;

interface Waiting {
  input: ReceiveInput;
  over: LimitHit;
  answer: PromiseWithResolvers<ReceiveResult>;
}

interface Gathered {
  snapshot: Snapshot;
  endpoint: SnapshotEndpoint;
  /** By request id: a repeat of one that waits here gets its answer. */
  waiting: Map<string, Waiting>;
}

/**
 * Webhooks beyond a limit. What fires becomes one alert that counts them; what resolves is taken as ever, since it ends
 * calls and makes none. Each request is stored, and answered once it is.
 */
export class Surplus {
  private readonly parts: () => DeskParts;
  private readonly byEndpoint = new Map<string, Gathered>();

  constructor(parts: () => DeskParts) {
    this.parts = parts;
  }

  take(
    snapshot: Snapshot,
    endpoint: SnapshotEndpoint,
    input: ReceiveInput,
    over: LimitHit,
  ): Promise<ReceiveResult> {
    const gathered = this.byEndpoint.get(endpoint.id) ?? this.gather(snapshot, endpoint);
    const known = gathered.waiting.get(input.request_id);
    if (known !== undefined) return known.answer.promise;
    const answer = Promise.withResolvers<ReceiveResult>();
    gathered.waiting.set(input.request_id, { input, over, answer });
    return answer.promise;
  }

  private gather(snapshot: Snapshot, endpoint: SnapshotEndpoint): Gathered {
    const gathered: Gathered = { snapshot, endpoint, waiting: new Map() };
    this.byEndpoint.set(endpoint.id, gathered);
    setTimeout(() => {
      this.byEndpoint.delete(endpoint.id);
      this.write(gathered);
    }, GATHER_MS);
    return gathered;
  }

  private write(gathered: Gathered): void {
    const parts = this.parts();
    const all = [...gathered.waiting.values()];
    try {
      const results = parts.commit(() => writeAll(parts, gathered, all));
      release(all, results);
    } catch (error) {
      // Nothing of it was stored. One that cannot be must not take the others with it; its sender sends it again.
      const [only] = all;
      if (all.length === 1) only?.answer.reject(error);
      else
        for (const [id, one] of gathered.waiting) this.write({ ...gathered, waiting: new Map([[id, one]]) });
      return;
    }
    parts.detach("deliver", parts.deliver());
  }
}

/** Evenly, until the next ones are due: an answer costs a millisecond, which other organizations' webhooks wait for. */
function release(all: readonly Waiting[], results: readonly ReceiveResult[]): void {
  for (const [index, { answer }] of all.entries()) {
    const result = results[index];
    if (result === undefined) continue;
    if (index === 0) answer.resolve(result);
    else setTimeout(() => answer.resolve(result), (index * GATHER_MS) / all.length);
  }
}

function writeAll(
  parts: DeskParts,
  { snapshot, endpoint }: Gathered,
  all: readonly Waiting[],
): ReceiveResult[] {
  const firing = all.filter(({ input }) => input.events.some((event) => event.state === "firing"));
  const last = firing.at(-1);
  const together =
    last === undefined
      ? []
      : takeEvent(
          parts,
          snapshot,
          endpoint,
          coalesced(
            endpoint,
            firing.flatMap(({ input }) => input.events),
          ),
          last.input.request_id,
          firing.length,
        );
  return all.map((waiting) => {
    const { input, over } = waiting;
    for (const event of input.events) prolong(parts, endpoint, event);
    const ended = input.events
      .filter((event) => event.state === "resolved")
      .flatMap((event) => takeEvent(parts, snapshot, endpoint, event, input.request_id));
    const alerts: AlertReceipt[] = [...(firing.includes(waiting) ? together : []), ...ended];
    const answer: ReceiveResult = {
      ok: false,
      reason: "rate_limited",
      limit: over.limit,
      retry_after_seconds: over.retryAfterSeconds,
      request_id: input.request_id,
      alerts,
    };
    saveRequest(parts, { snapshot, endpoint, input }, "rate_limited", answer);
    return answer;
  });
}

/** Counted elsewhere, but said again all the same: an alert that is open must not lapse in a storm. */
function prolong(parts: DeskParts, endpoint: SnapshotEndpoint, event: IncomingEvent): void {
  const { state, lapsesAt } = event;
  if (state !== "firing" || lapsesAt === undefined) return;
  const open = parts.alerts.openByKey(endpoint.id, event.dedupKey ?? keyFromTitle(event.title));
  if (open !== null) commitStep(parts, open, stepStored(parts, open, { kind: "prolonged", lapsesAt }));
}

/** What the surplus is announced as: a limiter never silences an incident. */
function coalesced(endpoint: SnapshotEndpoint, events: readonly IncomingEvent[]): IncomingEvent {
  const severities = events.flatMap((event) => (event.severity === null ? [] : [event.severity]));
  return {
    state: "firing",
    severity: severities.length === 0 ? null : worstSeverity(severities),
    severitySource: null,
    title: `Many alerts at once from ${endpoint.name}`,
    titleSource: null,
    message: "This endpoint sent more webhooks than its limit. Further ones are counted here.",
    dedupKey: OWN_KEYS.coalesced,
    url: null,
    tool: "callping",
    test: false,
    payload: null,
  };
}
