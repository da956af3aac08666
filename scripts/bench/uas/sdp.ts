/** Where the caller wants its audio, and the payload type it gave to telephone events (RFC 4733). */
export interface Offer {
  address: string;
  port: number;
  eventPayloadType: number;
}

/** Reads an SDP offer (RFC 8866). The first audio stream counts. */
export function readOffer(sdp: string): Offer | null {
  const address = /^c=IN IP4 (\S+)/m.exec(sdp)?.[1];
  const port = Number(/^m=audio (\d+) /m.exec(sdp)?.[1]);
  const eventPayloadType = Number(/^a=rtpmap:(\d+) telephone-event\/8000/im.exec(sdp)?.[1] ?? 101);
  return address === undefined || !Number.isInteger(port) ? null : { address, port, eventPayloadType };
}

/** An answer that takes G.711 μ-law and telephone events. */
export function answerSdp(address: string, port: number, eventPayloadType: number): string {
  return [
    "v=0",
    `o=- 1 1 IN IP4 ${address}`,
    "s=-",
    `c=IN IP4 ${address}`,
    "t=0 0",
    `m=audio ${port} RTP/AVP 0 ${eventPayloadType}`,
    "a=rtpmap:0 PCMU/8000",
    `a=rtpmap:${eventPayloadType} telephone-event/8000`,
    `a=fmtp:${eventPayloadType} 0-15`,
    "a=ptime:20",
    "a=sendrecv",
    "",
  ].join("\r\n");
}
