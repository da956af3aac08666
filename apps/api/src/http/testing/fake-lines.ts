import type {
  SuppressionOrder,
  SuppressionRecord,
  SuppressionRpc,
} from "../../objects/suppression-protocol.ts";
import { recordSuppression } from "../../services/suppression/record-suppression.ts";
import { numberDigest } from "../../services/suppression/number-digest.ts";
import type { NumberSource } from "../../services/suppression/suppressed-numbers.ts";

/** PhoneLines in memory, as far as suppressions go: what they are told they keep, and copy to D1. */
export class FakeLines {
  records: SuppressionRecord[] = [];
  failures = 0;
  private readonly env: NumberSource;

  constructor(env: NumberSource) {
    this.env = env;
  }

  getByName(): SuppressionRpc {
    return {
      suppress: (order) => this.suppress(order),
      suppressionsOf: async (digest) => this.records.filter((record) => record.digest === digest),
      learnSuppressions: async () => [],
    };
  }

  private async suppress(order: SuppressionOrder): ReturnType<SuppressionRpc["suppress"]> {
    if (this.failures > 0) {
      this.failures -= 1;
      throw new Error("object reset");
    }
    const { number, ...rest } = order;
    const digest = numberDigest(this.env, number);
    const known = this.records.find((record) => record.digest === digest && record.scope === order.scope);
    if ((known?.active ?? false) === order.active) return { changed: false, record: null };
    const record = {
      digest,
      ...rest,
      version: (known?.version ?? 0) + 1,
      at: Date.parse("2026-11-22T08:00:00Z"),
    };
    this.records = [...this.records.filter((one) => one !== known), record];
    await recordSuppression(this.env.DB, record, number);
    return { changed: true, record };
  }
}
