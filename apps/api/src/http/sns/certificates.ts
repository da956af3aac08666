import { X509Certificate } from "node:crypto";
import { fetchBounded, type Outgoing } from "./fetch-bounded.ts";

/** Amazon changes its certificates a few times a year; each is asked for once a day. */
const KEEP_MS = 24 * 3600 * 1000;
/** One that is not there is not asked for again for this long, whoever names it. */
const KEEP_REFUSAL_MS = 60_000;
const MOST_KEPT = 64;

/** What a certificate is good for: the key, and the time it holds. */
export interface Certificate {
  /** SubjectPublicKeyInfo, DER. */
  spki: Uint8Array<ArrayBuffer>;
  validFrom: number;
  validTo: number;
}

export type FoundCertificate =
  | { ok: true; certificate: Certificate }
  | { ok: false; reason: "refused" | "unreachable"; detail: string };

/** Certificates of Amazon SNS by their URL, kept in memory. */
export class Certificates {
  private readonly outgoing: Outgoing;
  private readonly kept = new Map<string, { found: FoundCertificate; until: number }>();

  constructor(outgoing: Outgoing) {
    this.outgoing = outgoing;
  }

  /** @param url checked by `certificateUrl`. @param now milliseconds since the epoch. */
  async get(url: URL, now: number): Promise<FoundCertificate> {
    const known = this.kept.get(url.href);
    if (known !== undefined && known.until > now) return known.found;
    const found = await this.load(url);
    if (found.ok) this.keep(url.href, found, now + KEEP_MS);
    else if (found.reason === "refused") this.keep(url.href, found, now + KEEP_REFUSAL_MS);
    return found;
  }

  private async load(url: URL): Promise<FoundCertificate> {
    const fetched = await fetchBounded(this.outgoing, url);
    if (!fetched.ok) return fetched;
    const certificate = readCertificate(fetched.text);
    if (certificate === null)
      return { ok: false, reason: "refused", detail: "what was fetched is no certificate" };
    return { ok: true, certificate };
  }

  private keep(href: string, found: FoundCertificate, until: number): void {
    this.kept.delete(href);
    const [oldest] = this.kept.keys();
    if (this.kept.size >= MOST_KEPT && oldest !== undefined) this.kept.delete(oldest);
    this.kept.set(href, { found, until });
  }
}

/**
 * The first certificate of a PEM file, the signer's. Those that follow must each have signed the one before: a chain
 * that does not hold is none. Its end is trusted for the host that it came from, over TLS.
 */
function readCertificate(pem: string): Certificate | null {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  try {
    const chain = blocks.map((block) => new X509Certificate(block));
    const [signer] = chain;
    if (signer === undefined) return null;
    const isBroken = chain.some((certificate, at) => {
      const issuer = chain[at + 1];
      return (
        issuer !== undefined && !(certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey))
      );
    });
    if (isBroken) return null;
    return {
      spki: Uint8Array.from(signer.publicKey.export({ type: "spki", format: "der" })),
      validFrom: Date.parse(signer.validFrom),
      validTo: Date.parse(signer.validTo),
    };
  } catch (error) {
    console.warn("a certificate of Amazon SNS cannot be read", String(error));
    return null;
  }
}
