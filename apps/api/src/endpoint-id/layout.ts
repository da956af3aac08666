/**
 * The bits of an endpoint id, a UUIDv8 (RFC 9562, section 5.8). Its 122 free bits, from the left:
 * 64 random · 32 organization number · 6 shard · 2 key id · 18 check bits.
 */
export interface EndpointIdFields {
  /** 64 bits. */
  random: bigint;
  /** 32 bits. */
  organizationNumber: number;
  /** 6 bits. */
  shard: number;
  /** 2 bits. */
  keyId: number;
}

export const CHECK_BITS = 18;
const BYTES = 16;

/** Lays the fields out; the check bits are zero, as they are while the check is computed. */
export function packEndpointId(fields: EndpointIdFields): Uint8Array<ArrayBuffer> {
  const tail =
    (BigInt(fields.organizationNumber) << 8n) | (BigInt(fields.shard) << 2n) | BigInt(fields.keyId);
  const free = (((fields.random & 0xffff_ffff_ffff_ffffn) << 40n) | tail) << BigInt(CHECK_BITS);
  const bytes = new Uint8Array(BYTES);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, ((free >> 74n) << 16n) | 0x8000n | ((free >> 62n) & 0xfffn));
  view.setBigUint64(8, (0b10n << 62n) | (free & 0x3fff_ffff_ffff_ffffn));
  return bytes;
}

/** Reads the fields back; `null` when version or variant are not those of a UUIDv8. */
export function unpackEndpointId(bytes: Uint8Array): (EndpointIdFields & { check: number }) | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, BYTES);
  const high = view.getBigUint64(0);
  const low = view.getBigUint64(8);
  if (((high >> 12n) & 0xfn) !== 8n || low >> 62n !== 0b10n) return null;
  const tail = low & 0x3fff_ffff_ffff_ffffn;
  return {
    random: ((high >> 16n) << 16n) | ((high & 0xfffn) << 4n) | (tail >> 58n),
    organizationNumber: Number((tail >> 26n) & 0xffff_ffffn),
    shard: Number((tail >> 20n) & 0x3fn),
    keyId: Number((tail >> 18n) & 0b11n),
    check: Number(tail & 0x3ffffn),
  };
}

/** Writes the check bits into the last 18 bits. */
export function putCheck(bytes: Uint8Array, check: number): void {
  bytes[13] = ((bytes[13] ?? 0) & 0b1111_1100) | (check >> 16);
  bytes[14] = (check >> 8) & 0xff;
  bytes[15] = check & 0xff;
}

/** The canonical text of a UUID, lower case. */
export function formatUuid(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
