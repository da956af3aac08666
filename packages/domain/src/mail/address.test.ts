import { describe, expect, it } from "vitest";
import { alertAddress, readAlertAddress, withoutAlertKey } from "./address.ts";

const ID = "3f0c8a52-9d1e-8b47-a2c3-0000001a2b3c";
const HEX = ID.replaceAll("-", "");
const DOMAIN = "alerts.example.net";

describe("an alert address", () => {
  it.each([
    [`${ID}@${DOMAIN}`, ID, null],
    [`${ID.toUpperCase()}@ALERTS.Example.net`, ID, null],
    [`${HEX}@${DOMAIN}`, HEX, null],
    [`${ID}+Some-Key_1@${DOMAIN}`, ID, "Some-Key_1"],
    [`${HEX}+a+b@${DOMAIN}`, HEX, "a+b"],
    [`${ID}+@${DOMAIN}`, ID, null],
  ])("%s is read", (text, endpointId, alertKey) => {
    expect(readAlertAddress(text, DOMAIN)).toEqual({ ok: true, endpointId, alertKey });
  });

  it.each([
    [`${ID}@example.net`, "other_domain"],
    [`${ID}@sub.${DOMAIN}`, "other_domain"],
    [`${ID}@${DOMAIN}@evil.example`, "other_domain"],
    [ID, "other_domain"],
    ["", "other_domain"],
    [`postmaster@${DOMAIN}`, "no_endpoint_id"],
    [`@${DOMAIN}`, "no_endpoint_id"],
    [`+key@${DOMAIN}`, "no_endpoint_id"],
    [`${ID.slice(1)}@${DOMAIN}`, "no_endpoint_id"],
    [`${ID}x@${DOMAIN}`, "no_endpoint_id"],
    [`someone@elsewhere%${ID}@${DOMAIN}`, "no_endpoint_id"],
    [`${ID}+${"k".repeat(28)}@${DOMAIN}`, "no_endpoint_id"],
  ] as const)("%s is refused: %s", (text, reason) => {
    expect(readAlertAddress(text, DOMAIN)).toEqual({ ok: false, error: { reason } });
  });

  it("is read as it was written, with the longest key that fits", () => {
    const key = "k".repeat(27);
    expect(readAlertAddress(alertAddress(ID, DOMAIN, key), DOMAIN)).toMatchObject({
      ok: true,
      alertKey: key,
    });
    expect(alertAddress(ID, DOMAIN, null)).toBe(`${ID}@${DOMAIN}`);
  });
});

describe("an alert key in a stored text", () => {
  it.each([
    [`for <${ID}+s3cret.key@${DOMAIN}>;`, `for <${ID}@${DOMAIN}>;`],
    [`<bounce+${ID}+s3cret.key=${DOMAIN}@tool.example>`, `<bounce+${ID}=${DOMAIN}@tool.example>`],
    [`rfc822;${ID}+S3CRET.KEY@${DOMAIN}`, `rfc822;${ID}@${DOMAIN}`],
    [`mailto:${ID}%2Bs3cret.key%40${DOMAIN}`, `mailto:${ID}%40${DOMAIN}`],
    ["nothing of it", "nothing of it"],
  ])("is taken out of %s", (text, stored) => {
    expect(withoutAlertKey(text, "s3cret.key")).toBe(stored);
  });

  it("without a key the text stays", () => {
    expect(withoutAlertKey("a+b@c", null)).toBe("a+b@c");
  });
});
