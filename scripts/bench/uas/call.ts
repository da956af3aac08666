import { randomBytes } from "node:crypto";

import { monotonicMs } from "../clock.ts";
import type { Behaviour, UasCallRecord } from "./protocol.ts";
import { type AudioPlace, audioPlace, isAudible, keyPackets, payloadTypeOf } from "./rtp.ts";
import { answerSdp, type Offer } from "./sdp.ts";
import { compose, header, respond, type SipMessage } from "./sip-message.ts";

/** What a call needs from the sockets. */
export interface CallPorts {
  address: string;
  sipPort: number;
  rtpPort: number;
  sendSip(text: string): void;
  sendRtp(packet: Buffer, to: Offer): void;
  onEnd(call: UasCall): void;
}

const PACKET_MS = 20;
/** RFC 3261, 13.3.1.4: a 200 is repeated until its ACK; three times are plenty on loopback. */
const REPEAT_OK_MS = [500, 1000, 2000];
const GONE_AFTER_BYE_MS = 500;
/** More in a row is a sequence that began anew, or a packet that came late. */
const MOST_MISSING = 1000;

/** One call to a handset: rings, answers, listens, presses 1, hangs up. */
export class UasCall {
  readonly record: UasCallRecord;
  readonly offer: Offer;
  readonly #invite: SipMessage;
  readonly #ports: CallPorts;
  readonly #behaviour: Behaviour;
  readonly #tag = randomBytes(6).toString("hex");
  readonly #timers = new Set<NodeJS.Timeout>();
  #last = "";
  #heard: AudioPlace | null = null;
  #acknowledged = false;

  constructor(
    invite: SipMessage,
    offer: Offer,
    record: UasCallRecord,
    behaviour: Behaviour,
    ports: CallPorts,
  ) {
    this.record = record;
    this.offer = offer;
    this.#invite = invite;
    this.#ports = ports;
    this.#behaviour = behaviour;
  }

  ring(): void {
    this.#reply("100 Trying", {});
    this.#reply("180 Ringing", { toTag: this.#tag });
    this.#after(this.#behaviour.ringMs, () => this.#answer());
  }

  /** Says that it is on its way, and nothing more. */
  swallow(): void {
    this.#reply("100 Trying", {});
  }

  refuse(status: number, reason: string): void {
    this.record.refused = status;
    this.#reply(`${status} ${reason}`, { toTag: this.#tag });
    this.end();
  }

  /** The INVITE came again: its sender did not hear us. */
  repeat(): void {
    if (this.#last !== "") this.#ports.sendSip(this.#last);
  }

  acknowledged(): void {
    this.#acknowledged = true;
  }

  cancel(): void {
    this.#reply("487 Request Terminated", { toTag: this.#tag });
    this.end();
  }

  hear(packet: Buffer, at: number): void {
    const { record } = this;
    record.packets += 1;
    if (payloadTypeOf(packet) !== 0) return;
    record.firstPacketAt ??= at;
    this.#listen(packet, at);
    if (record.firstAudibleAt === null && isAudible(packet)) record.firstAudibleAt = at;
  }

  #listen(packet: Buffer, at: number): void {
    const { record } = this;
    const here = audioPlace(packet, at);
    const before = this.#heard;
    this.#heard = here;
    if (before === null || here.begins) return;
    const missing = (here.sequence - before.sequence - 1) & 0xff_ff;
    if (missing < MOST_MISSING) record.lostPackets += missing;
    record.longestGapMs = Math.max(record.longestGapMs, at - before.at);
  }

  end(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    if (this.record.endedAt !== null) return;
    this.record.endedAt = monotonicMs();
    this.#ports.onEnd(this);
  }

  #answer(): void {
    const { address, sipPort, rtpPort } = this.#ports;
    const body = answerSdp(address, rtpPort, this.offer.eventPayloadType);
    const extra = [`contact: <sip:${address}:${sipPort}>`, "content-type: application/sdp"];
    this.record.answeredAt = monotonicMs();
    this.#reply("200 OK", { toTag: this.#tag, extra, body });
    for (const delay of REPEAT_OK_MS) this.#after(delay, () => this.#acknowledged || this.repeat());
    const { keyAfterMs, hangUpAfterKeyMs } = this.#behaviour;
    this.#after(keyAfterMs, () => this.#press());
    this.#after(keyAfterMs + hangUpAfterKeyMs, () => this.#hangUp());
  }

  #press(): void {
    const packets = keyPackets(1, this.offer.eventPayloadType);
    packets.forEach((packet, index) =>
      this.#after(index * PACKET_MS, () => this.#ports.sendRtp(packet, this.offer)),
    );
  }

  #hangUp(): void {
    const { address, sipPort } = this.#ports;
    const target = /<([^>]+)>/.exec(header(this.#invite, "contact"))?.[1] ?? "";
    this.#ports.sendSip(
      compose(`BYE ${target} SIP/2.0`, [
        `via: SIP/2.0/UDP ${address}:${sipPort};branch=z9hG4bK${this.#tag};rport`,
        `from: ${header(this.#invite, "to")};tag=${this.#tag}`,
        `to: ${header(this.#invite, "from")}`,
        `call-id: ${this.record.callId}`,
        "cseq: 1 BYE",
        "max-forwards: 70",
      ]),
    );
    this.#after(GONE_AFTER_BYE_MS, () => this.end());
  }

  #reply(status: string, options: Parameters<typeof respond>[2]): void {
    this.#last = respond(this.#invite, status, options);
    this.#ports.sendSip(this.#last);
  }

  #after(milliseconds: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, milliseconds);
    this.#timers.add(timer);
  }
}
