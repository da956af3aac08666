import { DurableObject } from "cloudflare:workers";
import type { Verdict } from "@callping/domain/calls/call-state";
import type { CallScript } from "@callping/domain/calls/script-types";
import type { Env } from "../../env.ts";
import type { LegOrder, LegStatus, PbxLinkRpc, PlaceAnswer } from "../protocol.ts";
import { Recent } from "@callping/domain/recent";
import { Timers } from "../timers.ts";
import { acceptedDigest, readSocketRequest, unauthorized } from "./accept-socket.ts";
import { cancelLeg, legStatus, updateScript } from "./cancel.ts";
import { disconnected, LOST_AFTER_MS } from "./connection.ts";
import { ControlSocket } from "./control-socket.ts";
import { Definition } from "./definition.ts";
import { settle } from "./finish-leg.ts";
import { fireTimer } from "./fire-timer.ts";
import { reportHealth } from "./health.ts";
import { Ledger } from "./ledger.ts";
import { Outbox } from "./outbox.ts";
import { Pace } from "./pace.ts";
import { SilenceWatch } from "./watch-silence.ts";
import type { LinkParts } from "./parts.ts";
import { placeLeg } from "./place.ts";
import { refreshDefinition } from "./pulse.ts";
import { answerClose } from "./quirks/close-codes.ts";
import { createTables } from "./schema.ts";
import { stepCall } from "./step-call.ts";
import { takeMessage } from "./take-message.ts";
import { TrunkStates } from "./trunk-states.ts";
import { Writes } from "./writes.ts";

const FETCHED_KEPT = 2_000;

/** One PBX: the control socket that its Asterisk opened to us, and the legs that are on it. Everything survives hibernation. */
export class PbxLink extends DurableObject<Env> implements PbxLinkRpc {
  private readonly parts: LinkParts;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    createTables(ctx.storage.sql);
    const { sql, kv } = ctx.storage;
    const timers = new Timers(
      ctx.storage,
      (key) => fireTimer(this.parts, key),
      [],
      (write) => this.parts.writes.other(write),
    );
    const ledger = new Ledger(sql);
    const outbox = new Outbox(env, sql, timers);
    const parts: LinkParts = {
      env,
      pbxId: () => kv.get<string>("pbx_id") ?? "",
      socket: new ControlSocket(ctx),
      ledger,
      outbox,
      writes: new Writes(ledger, outbox),
      timers,
      definition: new Definition(env, kv),
      trunks: new TrunkStates(kv),
      pace: new Pace(),
      silence: new SilenceWatch(() => this.parts),
      fetched: new Recent(FETCHED_KEPT),
      detach: (what, work) =>
        ctx.waitUntil(work.catch((error: unknown) => console.error(`could not ${what}`, String(error)))),
    };
    this.parts = parts;
    parts.outbox.onVerdict = (legId, verdict) => this.takeVerdict(legId, verdict);
    // After a crash there is no socket and no close event: the calls of before wait for the PBX as after any outage.
    if (parts.socket.facts === null && parts.ledger.live().length > 0)
      timers.set("lost", Date.now() + LOST_AFTER_MS);
    // The Fleet's last word may be that of a connection which died with the runtime.
    if (parts.socket.facts === null) reportHealth(parts);
    parts.outbox.drainAll();
  }

  async place(order: LegOrder): Promise<PlaceAnswer> {
    return placeLeg(this.parts, order);
  }

  async updateScript(legId: string, script: CallScript): Promise<boolean> {
    return updateScript(this.parts, legId, script);
  }

  async redefine(): Promise<void> {
    if (this.parts.pbxId() === "") return;
    await refreshDefinition(this.parts);
    reportHealth(this.parts);
  }

  async cancel(legId: string): Promise<LegStatus> {
    return cancelLeg(this.parts, legId);
  }

  async legStatus(legId: string): Promise<LegStatus> {
    return legStatus(this.parts, legId);
  }

  /** `GET /pbx/<id>`, an upgrade with Basic credentials `<id>:<token>`. */
  override async fetch(request: Request): Promise<Response> {
    const wanted = readSocketRequest(request);
    if (!wanted.ok) return wanted.response;
    const digest = await this.admit(wanted.pbxId, wanted.token);
    if (digest === null) return unauthorized();
    this.ctx.storage.kv.put("pbx_id", wanted.pbxId);
    const pair = new WebSocketPair();
    this.parts.socket.accept(pair[1], digest);
    return new Response(null, {
      status: 101,
      webSocket: pair[0],
      headers: { "sec-websocket-protocol": "ari" },
    });
  }

  override webSocketMessage(ws: WebSocket, message: string | ArrayBuffer): void {
    if (typeof message !== "string") return;
    try {
      takeMessage(this.parts, message, this.parts.socket.isCurrent(ws));
      this.parts.socket.acknowledge();
    } catch (error) {
      // A bug, told loudly; it must not take the socket and the calls of others with it.
      console.error("a message of the PBX failed", error instanceof Error ? error.stack : String(error));
    }
  }

  override webSocketClose(ws: WebSocket, code: number, reason: string): void {
    const current = this.parts.socket.isCurrent(ws);
    answerClose(ws, code, reason);
    if (current) disconnected(this.parts);
  }

  override webSocketError(ws: WebSocket, error: unknown): void {
    console.warn("the control socket failed", String(error));
    if (this.parts.socket.isCurrent(ws)) disconnected(this.parts);
  }

  override alarm(): void {
    this.parts.timers.alarm();
  }

  /** The digest of an accepted token. What is known decides at once; D1 is asked when that refuses, and behind an acceptance. */
  private async admit(pbxId: string, token: string): Promise<string | null> {
    const { definition } = this.parts;
    const known =
      definition.current?.id === pbxId ? await acceptedDigest(this.env, definition.current, token) : null;
    if (known === null) return acceptedDigest(this.env, await definition.refresh(pbxId), token);
    this.parts.detach("read the definition", definition.refresh(pbxId));
    return known;
  }

  private takeVerdict(legId: string, verdict: Verdict): void {
    const leg = this.parts.ledger.find(legId);
    if (leg === null || leg.state.phase === "ended") return;
    stepCall(this.parts, leg, { kind: "verdict", verdict }, Date.now());
    settle(this.parts, leg);
  }
}
