import { describe, expect, it } from "vitest";
import {
  explainRefusal,
  REFUSAL_LANGUAGES,
  REFUSAL_SENTENCES,
  type RefusalReason,
} from "./refusal-sentences.ts";

const REASONS = Object.keys(REFUSAL_SENTENCES) as RefusalReason[];

describe("sentences of refusals", () => {
  it("every reason has its own in every language, short and whole", () => {
    for (const language of REFUSAL_LANGUAGES) {
      const messages = REASONS.map((reason) => explainRefusal(reason, language).message);
      expect(new Set(messages).size).toBe(REASONS.length);
      for (const message of messages) expect(message).toMatch(/^[A-ZА-ЯЇІЄҐ].{15,160}\.$/u);
    }
  });

  it("says what it means for alerts and what to do", () => {
    expect(explainRefusal("emergency_number", "en")).toEqual({
      message: "This is an emergency or help-line number. CallPing never calls those.",
      effect_on_alerts: "No alert rings this number, whatever the rules say.",
      what_to_do: "Give the mobile or landline number of the person who responds.",
    });
    expect(explainRefusal("emergency_number", "uk").message).toMatch(/^Це номер екстреної служби/);
  });

  it("the codes are stable: none is renamed or dropped", () => {
    expect(REASONS.toSorted().join(" ")).toBe(
      "company_number denied_prefix emergency_number fiction_number internet_number invalid_number invalid_syntax " +
        "not_canonical pager personal_number premium_rate region_never_called reserved_calling_code service_number " +
        "shared_cost short_code toll_free unknown_type voicemail",
    );
  });
});
