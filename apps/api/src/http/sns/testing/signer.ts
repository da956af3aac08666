import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

export interface Signer {
  /** The signer's certificate, then its issuer's. PEM. */
  chain: string;
  /** PKCS #8, PEM. */
  key: string;
}

const DAY_MS = 24 * 3600 * 1000;

/** A signer as Amazon SNS has them: a certificate authority, and a leaf that it issued, for 30 days from yesterday. */
export function makeSigner(): Signer {
  const ca = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const leaf = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const root = certificate("Example CA", ca.publicKey, "Example CA", ca.privateKey);
  const signer = certificate("sns.amazonaws.com", leaf.publicKey, "Example CA", ca.privateKey);
  return { chain: signer + root, key: leaf.privateKey.export({ type: "pkcs8", format: "pem" }).toString() };
}

/** An X.509 version 3 certificate (RFC 5280, section 4.1), signed with RSA and SHA-256. PEM. */
function certificate(subject: string, key: KeyObject, issuer: string, issuerKey: KeyObject): string {
  const algorithm = der(0x30, SHA256_WITH_RSA, der(0x05));
  const from = Date.now() - DAY_MS;
  const tbs = der(
    0x30,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    named(issuer),
    der(0x30, time(from), time(from + 30 * DAY_MS)),
    named(subject),
    key.export({ type: "spki", format: "der" }),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign("sha256", tbs, issuerKey)]);
  const text = der(0x30, tbs, algorithm, der(0x03, signature)).toString("base64");
  return `-----BEGIN CERTIFICATE-----\n${text.replaceAll(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`;
}

/** Object identifiers 1.2.840.113549.1.1.11 and 2.5.4.3. */
const SHA256_WITH_RSA = der(0x06, Buffer.from("2a864886f70d01010b", "hex"));
const COMMON_NAME = der(0x06, Buffer.from("550403", "hex"));

function named(commonName: string): Buffer {
  return der(0x30, der(0x31, der(0x30, COMMON_NAME, der(0x0c, Buffer.from(commonName)))));
}

/** UTCTime: `YYMMDDHHMMSSZ`. */
function time(at: number): Buffer {
  const digits = new Date(at).toISOString().replaceAll(/[^0-9]/g, "");
  return der(0x17, Buffer.from(`${digits.slice(2, 14)}Z`));
}

/** One value of ASN.1 in DER: tag, length, content. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
