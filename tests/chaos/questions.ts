import { setTimeout as wait } from "node:timers/promises";
import { call } from "../harness/api.ts";
import type { AlertFacts } from "./judge.ts";
import type { Sent } from "./sender.ts";

const LOOK_EVERY_MS = 500;
const ANSWER_WITHIN_MS = 8_000;

/** The REST API of an installation, asked with the key of each alert's organization. */
export class Questions {
  private readonly api: string;

  constructor(api: string) {
    this.api = api;
  }

  /** An alert with its timeline; `null` when the API knows none. */
  async alert(sent: Sent, alertId: string): Promise<AlertFacts | null> {
    return (await this.get(sent, `/alerts/${alertId}`)) as AlertFacts | null;
  }

  /** Ids of all alerts of the organization. */
  async listed(sent: Sent): Promise<string[]> {
    const { data } = (await this.get(sent, "/alerts?limit=100")) as { data: { id: string }[] };
    return data.map(({ id }) => id);
  }

  /** Waits until nobody needs to ring any more, at most `withinMs`; answers with the last word on every alert. */
  async settled(all: readonly Sent[], withinMs: number): Promise<Map<string, AlertFacts | null>> {
    const facts = new Map<string, AlertFacts | null>();
    const open = new Map(all.flatMap((sent) => [...sent.alertIds].map((id) => [id, sent] as const)));
    for (const giveUpAt = Date.now() + withinMs; open.size > 0; await wait(LOOK_EVERY_MS)) {
      for (const [id, sent] of open) {
        const alert = await this.alert(sent, id);
        facts.set(id, alert);
        if (alert !== null && alert.state !== "triggered" && isQuiet(alert)) open.delete(id);
      }
      if (Date.now() > giveUpAt) break;
    }
    return facts;
  }

  /** Waits until `GET /calls` has the end of every call of the timelines; answers with those that it still lacks. */
  async unrecorded(
    all: readonly Sent[],
    facts: ReadonlyMap<string, AlertFacts | null>,
    withinMs: number,
  ): Promise<Map<string, Sent>> {
    const missing = new Map(
      all.flatMap((sent) =>
        [...sent.alertIds].flatMap((id) =>
          endedCalls(facts.get(id)).map((callId) => [callId, sent] as const),
        ),
      ),
    );
    for (
      const giveUpAt = Date.now() + withinMs;
      missing.size > 0 && Date.now() < giveUpAt;
      await wait(LOOK_EVERY_MS)
    ) {
      for (const [callId, sent] of missing) {
        const record = (await this.get(sent, `/calls/${callId}`)) as { ended_at: string | null } | null;
        if (record !== null && record.ended_at !== null) missing.delete(callId);
      }
    }
    return missing;
  }

  private async get({ member }: Sent, path: string): Promise<unknown> {
    const { apiKey } = member.organization;
    const answer = await call(`${this.api}/api/v1${path}`, {
      headers: { authorization: `Bearer ${apiKey}` },
      timeoutMs: ANSWER_WITHIN_MS,
    });
    if (answer.status === 404) return null;
    if (answer.status !== 200)
      throw new Error(`GET ${path} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
}

/** No call is under way for it. */
function isQuiet({ timeline }: AlertFacts): boolean {
  const ended = new Set(
    timeline.flatMap((entry) => (entry.kind === "call_ended" ? [entry.data.attempt_id] : [])),
  );
  return timeline.every((entry) => entry.kind !== "call_placed" || ended.has(entry.data.attempt_id));
}

function endedCalls(alert: AlertFacts | null | undefined): string[] {
  const ids = (alert?.timeline ?? []).flatMap((entry) =>
    entry.kind === "call_placed" ? [entry.data.call_id] : [],
  );
  return [...new Set(ids)];
}
