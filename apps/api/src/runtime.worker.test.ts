import { runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";

const OBJECTS = { DESK: "Desk", PHONE_LINE: "PhoneLine", FLEET: "Fleet", PBX_LINK: "PbxLink" } as const;

describe("the Worker inside workerd", () => {
  it.each(Object.keys(OBJECTS) as (keyof typeof OBJECTS)[])("starts %s on empty storage", async (binding) => {
    const namespace = env[binding];
    const stub = namespace.get(namespace.newUniqueId());
    const name = await runInDurableObject(stub, (instance) => instance.constructor.name);
    expect(name).toBe(OBJECTS[binding]);
  });

  it("answers a host it does not serve with a problem document", async () => {
    const response = await exports.default.fetch("https://elsewhere.example/api/wh/none", {
      method: "POST",
      body: "x",
    });
    expect(response.status).toBe(404);
    expect(response.headers.get("content-type")).toContain("application/problem+json");
    expect(await response.json()).toMatchObject({ code: "unknown_host" });
  });
});
