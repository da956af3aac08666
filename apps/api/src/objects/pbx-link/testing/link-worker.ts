import { DurableObject } from "cloudflare:workers";
import type { Verdict } from "@callping/domain/calls/call-state";
import { pbxLinkName } from "../../names.ts";
import type { LegOrder, LegReport, LegReportAnswer, PbxHealth } from "../../protocol.ts";
import type { CallScript } from "@callping/domain/calls/script-types";
import { PbxLink } from "../pbx-link.ts";

export { PbxLink };

/** How a line behaves is in its name: `line:ack`, `line:silent` (never answers a key), `line:refuses`, `line:fails-twice`, `line:already`. */
export class LineStub extends DurableObject {
  private failures = 0;

  async legReports(reports: LegReport[]): Promise<LegReportAnswer> {
    const behaviour = (this.ctx.id.name ?? "").replace("line:", "");
    if (behaviour === "fails-twice" && this.failures < 2) {
      this.failures += 1;
      throw new Error("this line fails twice");
    }
    for (const report of reports)
      this.ctx.storage.kv.put(`${report.leg_id} ${String(report.seq).padStart(4, "0")}`, report);
    const key = reports
      .map((report) => report.fact)
      .find((fact) => fact.kind === "key" && fact.meaning !== "unknown");
    const seq = reports.at(-1)?.seq ?? 0;
    if (key?.kind !== "key") return { seq };
    if (behaviour === "silent") await new Promise<never>(() => undefined);
    const verdict: Verdict = {
      recorded: behaviour !== "refuses",
      meaning: key.meaning,
      already_by: behaviour === "already" ? "Ana" : null,
    };
    return { seq, verdict };
  }

  async reports(legId: string): Promise<LegReport[]> {
    return [...this.ctx.storage.kv.list<LegReport>({ prefix: `${legId} ` })].map(([, report]) => report);
  }
}

export class FleetStub extends DurableObject {
  async reportHealth(health: PbxHealth): Promise<void> {
    this.ctx.storage.kv.put("health", health);
  }

  async health(): Promise<PbxHealth | null> {
    return this.ctx.storage.kv.get<PbxHealth>("health") ?? null;
  }
}

interface TestEnv {
  PBX_LINK: DurableObjectNamespace<PbxLink>;
  PHONE_LINE: DurableObjectNamespace<LineStub>;
  FLEET: DurableObjectNamespace<FleetStub>;
}

/** What the test asks over HTTP. */
export type TestCall =
  | { method: "place"; pbx: string; order: LegOrder }
  | { method: "cancel" | "legStatus"; pbx: string; legId: string }
  | { method: "updateScript"; pbx: string; legId: string; script: CallScript }
  | { method: "reports"; line: string; legId: string }
  | { method: "health" };

async function answer(call: TestCall, env: TestEnv): Promise<unknown> {
  switch (call.method) {
    case "place":
      return env.PBX_LINK.getByName(pbxLinkName(call.pbx)).place(call.order);
    case "cancel":
      return env.PBX_LINK.getByName(pbxLinkName(call.pbx)).cancel(call.legId);
    case "legStatus":
      return env.PBX_LINK.getByName(pbxLinkName(call.pbx)).legStatus(call.legId);
    case "updateScript":
      return env.PBX_LINK.getByName(pbxLinkName(call.pbx)).updateScript(call.legId, call.script);
    case "reports":
      return env.PHONE_LINE.getByName(call.line).reports(call.legId);
    case "health":
      return env.FLEET.getByName("fleet:eu").health();
  }
}

const worker: ExportedHandler<TestEnv> = {
  async fetch(request, env) {
    const pbx = /^\/pbx\/([^/]+)$/.exec(new URL(request.url).pathname)?.[1];
    if (pbx !== undefined) return env.PBX_LINK.getByName(pbxLinkName(pbx)).fetch(request);
    return Response.json(await answer(await request.json<TestCall>(), env));
  },
};

// oxlint-disable-next-line import/no-default-export -- the runtime takes a Worker's handlers from its default export
export default worker;
