/** RTP as far as a handset that listens and presses keys needs it (RFC 3550, RFC 4733). */
const HEADER_BYTES = 12;
const SAMPLES_A_PACKET = 160;
/** μ-law zero. */
const SILENCE = 0xff;
/** Steps of the μ-law scale around zero that nobody hears: about −55 dBFS. */
const QUIET_STEPS = 8;

/** Whether any sample of a μ-law packet is louder than hiss. */
export function isAudible(packet: Buffer): boolean {
  for (let at = HEADER_BYTES; at < packet.length; at += 1) {
    if ((~(packet[at] ?? SILENCE) & 0x7f) > QUIET_STEPS) return true;
  }
  return false;
}

/** Payload type of a packet. */
export function payloadTypeOf(packet: Buffer): number {
  return (packet[1] ?? 0) & 0x7f;
}

/** Where a packet stands in its stream. */
export interface AudioPlace {
  sequence: number;
  at: number;
  /** The first of a piece of audio: the wait before it is no gap (marker bit, RFC 3551, section 4.1). */
  begins: boolean;
}

export function audioPlace(packet: Buffer, at: number): AudioPlace {
  return { sequence: packet.readUInt16BE(2), at, begins: ((packet[1] ?? 0) & 0x80) !== 0 };
}

/** What a handset sends: silence, and a key after some packets of it (Asterisk first learns where audio comes from). */
export function keyPackets(digit: number, eventPayloadType: number): Buffer[] {
  const silentPackets = 5;
  const eventPackets = 6;
  const packets: Buffer[] = [];
  for (let n = 0; n < silentPackets; n += 1) {
    packets.push(
      packet({ payloadType: 0, marker: n === 0, sequence: n, timestamp: n * SAMPLES_A_PACKET }, silence()),
    );
  }
  const timestamp = silentPackets * SAMPLES_A_PACKET;
  for (let n = 0; n < eventPackets; n += 1) {
    // The last three carry the end bit: the end of an event is said three times (RFC 4733, section 2.5.1.4).
    const ends = n >= eventPackets - 3;
    const duration = Math.min(n + 1, eventPackets - 2) * SAMPLES_A_PACKET;
    const event = Buffer.from([digit, (ends ? 0x80 : 0) | 10, duration >> 8, duration & 0xff]);
    packets.push(
      packet(
        { payloadType: eventPayloadType, marker: n === 0, sequence: silentPackets + n, timestamp },
        event,
      ),
    );
  }
  return packets;
}

function packet(
  fields: { payloadType: number; marker: boolean; sequence: number; timestamp: number },
  payload: Buffer,
): Buffer {
  const head = Buffer.alloc(HEADER_BYTES);
  head.writeUInt8(0x80, 0);
  head.writeUInt8((fields.marker ? 0x80 : 0) | fields.payloadType, 1);
  head.writeUInt16BE(fields.sequence + 1, 2);
  head.writeUInt32BE(fields.timestamp, 4);
  head.writeUInt32BE(0x43505047, 8);
  return Buffer.concat([head, payload]);
}

function silence(): Buffer {
  return Buffer.alloc(SAMPLES_A_PACKET, SILENCE);
}
