import { call, type ApiAnswer } from "./api.ts";
import { Handset } from "./handset.ts";
import type { HandsetExchange } from "./handset-exchange.ts";
import { PROMPTS } from "./installation.ts";
import { LiveFeed } from "./live-feed.ts";
import type { TestOrganization } from "./organizations.ts";
import type { TimelineEntry } from "@callping/domain/alerts/timeline";

export interface Receipt {
  request_id: string;
  alerts: {
    id: string;
    state: string;
    severity: string;
    title: string;
    deduplicated: boolean;
    rule: string;
    action: string;
    calls: unknown[];
  }[];
}

/** One organization on stage: its webhook, its handsets, its timeline. */
export class Scene {
  readonly organization: TestOrganization;
  readonly feed: LiveFeed;
  readonly handsets: Handset[] = [];
  private readonly api: string;
  private readonly exchange: HandsetExchange;
  private readonly recordings: string;

  private constructor(
    organization: TestOrganization,
    feed: LiveFeed,
    api: string,
    exchange: HandsetExchange,
    recordings: string,
  ) {
    this.organization = organization;
    this.feed = feed;
    this.api = api;
    this.exchange = exchange;
    this.recordings = recordings;
  }

  static async open(
    organization: TestOrganization,
    api: string,
    exchange: HandsetExchange,
    recordings: string,
  ): Promise<Scene> {
    return new Scene(organization, await LiveFeed.open(api, organization.apiKey), api, exchange, recordings);
  }

  /** Somebody expects a call on this number of the organization. */
  expectCall(number: string): Handset {
    const phoneId = this.organization.phones[number];
    if (phoneId === undefined) throw new Error(`${number} is no phone of ${this.organization.name}`);
    const handset = new Handset(
      { exchange: this.exchange, feed: this.feed, phoneId, recordings: this.recordings, prompts: PROMPTS },
      number,
    );
    this.handsets.push(handset);
    return handset;
  }

  get webhookUrl(): string {
    return `${this.api}/api/wh/${this.organization.endpointUuid}`;
  }

  /** Each organization asks from an address of its own, as customers do. */
  private get address(): string {
    const { number } = this.organization;
    return `127.77.${Math.floor(number / 256) % 256}.${number % 256}`;
  }

  /** Sends a webhook as a tool would; the answer must be 202. */
  async alert(body: Record<string, unknown>): Promise<Receipt> {
    const answer = await this.send(JSON.stringify(body), { "content-type": "application/json" });
    if (answer.status !== 202)
      throw new Error(`the webhook was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body as Receipt;
  }

  /** Any request to the webhook. */
  send(
    body: string | Uint8Array | undefined,
    headers: Record<string, string> = {},
    method = "POST",
  ): Promise<ApiAnswer> {
    const key = this.organization.alertKey === null ? {} : { "x-alert-key": this.organization.alertKey };
    return call(this.webhookUrl, {
      method,
      headers: { ...key, ...headers },
      ...(body !== undefined && { body }),
    });
  }

  /** The REST API with the organization's key. */
  request(path: string, method = "GET", body?: unknown): Promise<ApiAnswer> {
    return call(`${this.api}/api/v1${path}`, {
      method,
      from: this.address,
      headers: {
        authorization: `Bearer ${this.organization.apiKey}`,
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  /** The next timeline entry of an alert of one kind (and fitting `where`), from now or before. */
  entry<K extends TimelineEntry["kind"]>(
    alertId: string,
    kind: K,
    where: (entry: Extract<TimelineEntry, { kind: K }>) => boolean = () => true,
    withinMs = 30_000,
  ): Promise<Extract<TimelineEntry, { kind: K }>> {
    const isWanted = (entry: TimelineEntry): entry is Extract<TimelineEntry, { kind: K }> =>
      entry.kind === kind;
    return this.feed.find(
      `${kind} in the timeline of ${alertId}`,
      ({ alert_id, entry }) => (alert_id === alertId && isWanted(entry) && where(entry) ? entry : undefined),
      withinMs,
    );
  }

  /** What happened to alerts before this scene opened its feed. */
  async recall(alertIds: readonly string[]): Promise<void> {
    for (const alert_id of alertIds) {
      const { title, timeline } = (await this.request(`/alerts/${alert_id}`)).body as {
        title: string;
        timeline: TimelineEntry[];
      };
      this.feed.entries.unshift(...timeline.map((entry) => ({ alert_id, title, entry })));
    }
  }

  /** Timeline kinds of an alert so far. */
  kinds(alertId: string): string[] {
    return this.feed.entries.filter((live) => live.alert_id === alertId).map((live) => live.entry.kind);
  }

  close(): void {
    this.feed.close();
  }
}
