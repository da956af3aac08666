import { SCOPES } from "@callping/contract/api/scopes";
import type { DemoInput } from "../demo.ts";

export const NOW = "2026-01-31T08:00:00.000Z";
export const DEMO_UUID = "01234567-89ab-8cde-bc00-000042000000";

/** The demo organization, with invented people and numbers reserved for fiction. */
export function demoInput(overrides: Partial<DemoInput> = {}): DemoInput {
  const phone = (number: string, label: string) => ({ number, label, language: "en" });
  return {
    now: NOW,
    owner: {
      name: "Ada Example",
      email: "ada@example.invalid",
      passwordHash: null,
      numbers: [phone("+33199000101", "Ada's mobile"), phone("+33199000102", "Ada's desk")],
    },
    second: {
      name: "Grace Example",
      email: "grace@example.invalid",
      passwordHash: null,
      numbers: [phone("+33199000103", "Grace's mobile")],
    },
    endpoint: { uuid: DEMO_UUID, alertKeyDigest: null },
    apiKey: { id: "key_demo00000001", digest: "ab".repeat(32), scopes: SCOPES },
    escalateAfterSeconds: 60,
    ...overrides,
  };
}
