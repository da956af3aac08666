import { beforeAll, describe, expect, it } from "vitest";
import { type Harness, openHarness } from "../testing/harness.ts";
import { stopPage } from "./page.ts";
import { pageLanguage, STOP_WORDS } from "./words.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
const get = (headers: Record<string, string> = {}) => harness.request("/stop", { headers });
const post = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
  harness.request("/stop", {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body: new URLSearchParams(fields).toString(),
  });

describe("the public page", () => {
  it.each([
    [undefined, "en"],
    ["uk-UA,uk;q=0.9,en;q=0.8", "uk"],
    ["de, uk;q=0.5, en;q=0.4", "uk"],
    ["en, uk", "en"],
    ["uk;q=0, en;q=0.1", "en"],
    ["xx;q=,,;", "en"],
  ] as const)("speaks to %s in %s", async (header, language) => {
    expect(pageLanguage(header)).toBe(language);
    const page = await (await get(header === undefined ? {} : { "accept-language": header })).text();
    expect(page).toContain(`<html lang="${language}">`);
    expect(page).toContain(STOP_WORDS[language].intro.slice(0, 40));
  });

  it("has no script, no style and nothing from elsewhere, and may send its own form alone", async () => {
    const answer = await get();
    expect(answer.headers.get("content-security-policy")).toBe(
      "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'",
    );
    expect(answer.headers.get("content-type")).toMatch(/^text\/html/);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await answer.text()).not.toMatch(/<script|<style|<img|https?:|style=|\son\w+=/i);
  });

  it("says the same of every number: known, unknown, of emergency, premium, or whatever the day's limit says", async () => {
    const numbers = [
      "+33199000101",
      "+33612345678",
      "+380441234567",
      "+4989112",
      "+12025550147",
      "+448712345678",
    ];
    const pages = await Promise.all(
      [...numbers, ...numbers, ...numbers, ...numbers].map(async (number) => {
        const answer = await post({ step: "call", wish: "stop", number });
        return [answer.status, (await answer.text()).replaceAll(number, "N")];
      }),
    );
    expect(new Set(pages.map(String)).size).toBe(1);
    expect(String(pages[0])).toContain(STOP_WORDS.en.calling);
  });

  it.each([
    ["no number", { step: "call", number: "help" }, STOP_WORDS.en.notANumber],
    [
      "a code that nobody was told",
      { step: "code", number: "+33612345678", code: "000000" },
      STOP_WORDS.en.wrongCode,
    ],
    ["no code", { step: "code", wish: "return", number: "+33612345678" }, STOP_WORDS.en.wrongCode],
    ["no proof", { step: "allow", number: "+33612345678", scope: "org_L2" }, STOP_WORDS.en.expired],
    [
      "a made-up proof",
      { step: "allow", number: "+33612345678", proof: `9999999999999.${"0".repeat(64)}` },
      STOP_WORDS.en.expired,
    ],
    ["no step", { number: "+33612345678" }, STOP_WORDS.en.expired],
  ])("with %s changes nothing, and says so", async (_name, fields, words) => {
    const answer = await post(fields);
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining(words)]);
    expect(harness.lines.records).toEqual([]);
  });

  it("takes no form of another site", async () => {
    const fields = { step: "call", number: "+33612345678" };
    for (const headers of [
      { "sec-fetch-site": "cross-site" },
      { origin: "https://evil.example" },
      { origin: "null" },
    ])
      expect((await post(fields, headers)).status).toBe(403);
    const own = { "sec-fetch-site": "same-origin", origin: "https://api.callping.example" };
    expect((await post(fields, own)).status).toBe(200);
  });

  it("shows an organization's name as text", () => {
    const organizations = [
      { scope: "org_1", name: `<b onclick="x">Acme & "Sons"` },
      { scope: "org_2", name: null },
    ];
    const page = stopPage("en", { kind: "choose", number: "+33612345678", proof: "1.a", organizations });
    expect(page).toContain("&lt;b onclick=&quot;x&quot;&gt;Acme &amp; &quot;Sons&quot;");
    expect(page).not.toContain("<b onclick");
    expect(page).toContain(STOP_WORDS.en.gone);
  });

  it("says everything in both languages", () => {
    expect(Object.keys(STOP_WORDS.uk)).toEqual(Object.keys(STOP_WORDS.en));
    for (const text of Object.values(STOP_WORDS.uk)) expect(text).toMatch(/[а-щьюяєіїґ]/i);
  });
});
