import { describe, expect, it } from "vitest";
import { stripCredentials, stripQuery } from "./strip-credentials.ts";

describe("stripCredentials", () => {
  it.each([
    "X-Alert-Key",
    "Authorization",
    "Proxy-Authorization",
    "Cookie",
    "X-Routing-Key",
    "X-API-Key",
    "Api_Key",
    "X-Gitlab-Token",
    "X-Auth-Token",
    "X-Hub-Signature-256",
    "X-Webhook-Secret",
    "X-Amz-Signature",
    "GenieKey-Authorization",
  ])("drops %s", (name) => {
    expect(stripCredentials(new Headers({ [name]: "canary" }))).toEqual({});
  });

  it.each(["Content-Type", "User-Agent", "X-Event-Key", "X-Monkey", "X-Grafana-Alert-Id", "Idempotency-Key"])(
    "keeps %s",
    (name) => {
      expect(stripCredentials(new Headers({ [name]: "seen" }))).toEqual({ [name.toLowerCase()]: "seen" });
    },
  );

  it("bounds what is kept", () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`x-${n}`, "v".repeat(5000)]));
    const kept = Object.values(stripCredentials(new Headers(many)));
    expect([kept.length, kept[0]?.length]).toEqual([60, 1000]);
  });
});

describe("stripQuery", () => {
  it("keeps what an alert says and drops what a sender presents", () => {
    expect(
      stripQuery(
        "?title=Disk+full&severity=major&token=canary&routing_key=canary&alert_key=canary&key=canary",
      ),
    ).toBe("title=Disk+full&severity=major");
  });
});
