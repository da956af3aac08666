import { setTimeout } from "node:timers/promises";
import type { LegOrder, LegReport, LegStatus, PbxHealth, PlaceAnswer } from "../../protocol.ts";
import { FakeAsterisk } from "./fake-asterisk.ts";
import type { RunningLink } from "./start-link.ts";

/** The verbs of a test, over a running link. Connections are closed by `closeAll`. */
export class Harness {
  readonly link: RunningLink;
  private readonly open: FakeAsterisk[] = [];

  constructor(link: RunningLink) {
    this.link = link;
  }

  async connect(pbx = "pbx-1", token = "current"): Promise<FakeAsterisk> {
    const fake = await FakeAsterisk.connect(this.link.socketOrigin, pbx, token);
    this.open.push(fake);
    return fake;
  }

  /** Connected and registered, with its trunk known to be up. */
  async connected(pbx = "pbx-1"): Promise<FakeAsterisk> {
    const fake = (await this.connect(pbx)).register();
    await fake.request("GET", /^channels$/);
    await fake.settle();
    return fake;
  }

  place = (pbx: string, order: LegOrder) => this.link.call<PlaceAnswer>({ method: "place", pbx, order });

  status(legId: string, pbx = "pbx-1"): Promise<LegStatus> {
    return this.link.call<LegStatus>({ method: "legStatus", pbx, legId });
  }

  health(): Promise<PbxHealth | null> {
    return this.link.call<PbxHealth | null>({ method: "health" });
  }

  /** What the line was told, once it was told of the end. */
  async ended(line: string, legId: string, timeoutMs = 10_000): Promise<LegReport[]> {
    for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; await setTimeout(20)) {
      const reports = await this.link.call<LegReport[]>({ method: "reports", line, legId });
      if (reports.at(-1)?.fact.kind === "ended") return reports;
    }
    throw new Error(`leg ${legId} does not end: ${JSON.stringify(await this.status(legId))}`);
  }

  async closeAll(): Promise<void> {
    await Promise.all(this.open.splice(0).map((fake) => fake.end()));
  }
}
