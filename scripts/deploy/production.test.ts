import { describe, expect, it } from "vitest";
import { missingForProduction, operatorVars } from "./production.ts";

const COMPLETE = {
  OPERATOR_LEGAL_NAME: "Example Ltd",
  OPERATOR_ADDRESS: "1 Example Street",
  OPERATOR_CONTACT_EMAIL: "hello@example.com",
  OPERATOR_PRIVACY_EMAIL: "privacy@example.com",
  OPERATOR_SECURITY_EMAIL: "security@example.com",
  CLOUDFLARE_ACCOUNT_ID: "0".repeat(32),
  CLOUDFLARE_API_TOKEN: "a-token",
};

describe("a deployment to production", () => {
  it("lacks nothing when everything is set", () => {
    expect(missingForProduction(COMPLETE)).toEqual([]);
  });

  it.each(Object.keys(COMPLETE))("is refused without %s", (name) => {
    for (const empty of [undefined, "", "  "]) {
      expect(missingForProduction({ ...COMPLETE, [name]: empty })).toEqual([
        expect.stringMatching(`^${name}: `),
      ]);
    }
  });

  it("carries the operator's identity, and no credential, to the Worker", () => {
    const vars = operatorVars(COMPLETE);
    expect(vars).toContain("OPERATOR_LEGAL_NAME:Example Ltd");
    expect(vars).toContain("OPERATOR_PHONES:");
    expect(operatorVars({ ...COMPLETE, OPERATOR_PHONES: "+33199000998" })).toContain(
      "OPERATOR_PHONES:+33199000998",
    );
    expect(vars.filter((one) => one.startsWith("CLOUDFLARE"))).toEqual([]);
  });
});
