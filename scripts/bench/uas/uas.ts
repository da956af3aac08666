import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { once } from "node:events";

import { monotonicMs } from "../clock.ts";
import { UasCall } from "./call.ts";
import type { Behaviour, Treatment, UasCallRecord } from "./protocol.ts";
import { readOffer, type Offer } from "./sdp.ts";
import { calledNumber, header, methodOf, parseSip, respond, type SipMessage } from "./sip-message.ts";

const RECEIVE_BUFFER_BYTES = 4 * 1024 * 1024;

/**
 * A SIP user agent server on one address: every number is a handset that behaves the same, and one line. Times what
 * reaches it.
 */
export class Uas {
  behaviour: Behaviour = { ringMs: 1000, keyAfterMs: 1500, hangUpAfterKeyMs: 1000 };
  /** By address of a PBX; a trunk works well until it is told otherwise. */
  readonly treatments = new Map<string, Treatment>();
  readonly counts = { sip: 0, rtp: 0 };
  readonly #sip: Socket = createSocket({ type: "udp4", recvBufferSize: RECEIVE_BUFFER_BYTES });
  readonly #rtp: Socket = createSocket({ type: "udp4", recvBufferSize: RECEIVE_BUFFER_BYTES });
  readonly #address: string;
  readonly #port: number;
  readonly #onChange: (call: UasCallRecord) => void;
  readonly #calls = new Map<string, UasCall>();
  readonly #byMedia = new Map<string, UasCall>();
  readonly #byNumber = new Map<string, UasCall>();
  /** By address of a PBX that is refused every other time. */
  readonly #refusals = new Map<string, number>();

  private constructor(address: string, port: number, onChange: (call: UasCallRecord) => void) {
    this.#address = address;
    this.#port = port;
    this.#onChange = onChange;
  }

  /** Listens; `onChange` is told of each call when it comes and when it ends. */
  static async listen(address: string, port: number, onChange: (call: UasCallRecord) => void): Promise<Uas> {
    const uas = new Uas(address, port, onChange);
    uas.#sip.on("message", (data, from) => uas.#onSip(data, from));
    uas.#rtp.on("message", (data, from) => uas.#onRtp(data, from));
    uas.#sip.bind(port, address);
    uas.#rtp.bind(0, address);
    await Promise.all([once(uas.#sip, "listening"), once(uas.#rtp, "listening")]);
    return uas;
  }

  #onSip(data: Buffer, from: RemoteInfo): void {
    const at = monotonicMs();
    this.counts.sip += 1;
    const message = parseSip(data.toString("latin1"));
    const call = this.#calls.get(header(message, "call-id"));
    const treatment = this.treatments.get(from.address) ?? "well";
    if (treatment === "mute" && methodOf(message) !== "INVITE") return;
    const reply = (status: string): void => this.#send(respond(message, status, { toTag: "uas" }), from);
    switch (methodOf(message)) {
      case "OPTIONS":
        return reply("200 OK");
      case "INVITE":
        return call === undefined ? this.#onInvite(message, from, at) : call.repeat();
      case "ACK":
        return call?.acknowledged();
      case "BYE":
        reply("200 OK");
        return call?.end();
      case "CANCEL":
        reply("200 OK");
        return call?.cancel();
      case "SIP/2.0":
        if (header(message, "cseq").endsWith("BYE")) call?.end();
        return;
      default:
        return reply("405 Method Not Allowed");
    }
  }

  #onInvite(invite: SipMessage, from: RemoteInfo, at: number): void {
    const treatment = this.treatments.get(from.address) ?? "well";
    const offer = readOffer(invite.body);
    if (offer === null) return this.#send(respond(invite, "488 Not Acceptable Here", { toTag: "uas" }), from);
    const record: UasCallRecord = {
      callId: header(invite, "call-id"),
      number: calledNumber(invite),
      from: from.address,
      legId: header(invite, "x-callping-id"),
      refused: null,
      invitedAt: at,
      answeredAt: null,
      firstPacketAt: null,
      firstAudibleAt: null,
      packets: 0,
      lostPackets: 0,
      longestGapMs: 0,
      endedAt: null,
    };
    const call = new UasCall(invite, offer, record, this.behaviour, {
      address: this.#address,
      sipPort: this.#port,
      rtpPort: this.#rtp.address().port,
      sendSip: (text) => this.#send(text, from),
      sendRtp: (packet, to) => this.#rtp.send(packet, to.port, to.address),
      onEnd: (ended) => this.#forget(ended),
    });
    this.#calls.set(record.callId, call);
    this.#treat(call, treatment);
    this.#onChange(record);
  }

  #treat(call: UasCall, treatment: Treatment): void {
    const { number, from } = call.record;
    if (treatment === "swallows") return call.swallow();
    if (treatment === "refuses") {
      const turn = (this.#refusals.get(from) ?? 0) + 1;
      this.#refusals.set(from, turn);
      if (turn % 2 === 1) return call.refuse(503, "Service Unavailable");
    }
    if (treatment === "mute") return;
    if (this.#byNumber.has(number)) return call.refuse(486, "Busy Here");
    this.#byNumber.set(number, call);
    this.#byMedia.set(mediaKey(call.offer), call);
    call.ring();
  }

  #onRtp(packet: Buffer, from: RemoteInfo): void {
    this.counts.rtp += 1;
    this.#byMedia.get(mediaKey(from))?.hear(packet, monotonicMs());
  }

  #forget(call: UasCall): void {
    this.#calls.delete(call.record.callId);
    if (this.#byNumber.get(call.record.number) === call) this.#byNumber.delete(call.record.number);
    if (this.#byMedia.get(mediaKey(call.offer)) === call) this.#byMedia.delete(mediaKey(call.offer));
    this.#onChange(call.record);
  }

  #send(text: string, to: RemoteInfo): void {
    this.#sip.send(text, to.port, to.address);
  }
}

/** Asterisk sends audio from the port that its offer names, so one socket serves all calls. */
function mediaKey({ address, port }: Pick<Offer, "address" | "port">): string {
  return `${address}:${port}`;
}
