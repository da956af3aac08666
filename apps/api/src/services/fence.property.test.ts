import { readFileSync } from "node:fs";
import { checkNumber } from "@callping/domain/numbers/check-number";
import { MOBILE_OF_EVERY_COUNTRY } from "@callping/domain/numbers/testing/every-country";
import { describe, expect, it } from "vitest";
import { isAllowed } from "../objects/pbx-link/ari/allow-list.ts";
import { originate } from "../objects/pbx-link/ari/requests.ts";
import { passFence } from "../objects/pbx-link/fence.ts";
import type { PbxDefinition, TrunkDefinition } from "./fleet-definition.ts";
import { type CheckedPhone, getHealthyPbx, type LiveHealth } from "./pbx-registry.ts";
import { nameOf, pbx, trunk } from "./testing/example-fleet.ts";

/** Written down a second time, so that a slip in the product's own list shows: EU, EEA, UK, Switzerland and outlying parts. */
const FENCED = new Set(
  (
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK " +
    "IS LI NO GB CH GP MQ GF RE YT BL MF AX GG JE IM SJ VA"
  ).split(" "),
);

/** A list of `{ "e164": … }` to try besides: `PHONE_CORPUS=<file>`. */
function corpus(): string[] {
  const path = process.env["PHONE_CORPUS"];
  if (path === undefined) return [];
  return (JSON.parse(readFileSync(path, "utf8")) as { e164: string }[]).map(({ e164 }) => e164);
}

/** One callable number of every country there is, some that sit on a border, and those of the corpus that may be called. */
const NUMBERS: CheckedPhone[] = [
  ...MOBILE_OF_EVERY_COUNTRY,
  "+380501234567",
  "+380441234567",
  "+12125551234",
  "+14169671111",
  "+79161234567",
  "+77011234567",
  "+33199001100",
  "+442079460123",
  "+999000000000000",
  "+999123456789012",
  "+999999999999999",
  ...corpus(),
].flatMap((number) => {
  const checked = checkNumber(number, { fictionAllowed: true, browserAllowed: true });
  return checked.ok ? [checked] : [];
});

const TRUNKS: TrunkDefinition[] = [
  trunk("zadarma", { routeCountries: ["+380"], clearedForEu: false }),
  trunk("intertelecom", { routeCountries: ["+380"], clearedForEu: false }),
  trunk("twilio"),
  trunk("telnyx", { priority: 20 }),
  trunk("uncleared", { clearedForEu: false, priority: 1 }),
  trunk("empty", { routeCountries: [], priority: 1 }),
  trunk("mistyped", { routeCountries: ["*", "0044"], priority: 1 }),
  trunk("canada", { routeCountries: ["CA"], priority: 1 }),
  trunk("browser", { ringsBrowsers: true, carriesFiction: true, priority: 1 }),
  trunk("carrier", { carriesFiction: true, routeCountries: ["FR", "GB"], priority: 1 }),
];
/** Beside them where every state is not tried: each further trunk doubles those. */
const ALL_TRUNKS = [...TRUNKS, trunk("switched", { countriesOff: ["DE", "UA", "US"], priority: 1 })];

/** Where PBXs stand. Written down a second time, too: of these only Germany, Norway and Réunion are within the EU and EEA. */
const PLACES = ["DE", "NO", "RE", "GB", "CH", "US", "KR", "UA"];
const INSIDE = new Set(["DE", "NO", "RE"]);

/** What a trunk may carry, said from the product's text and not from its code. */
function may({ e164, region, fiction }: CheckedPhone, trunkId: string): boolean {
  const carried = trunkId === "carrier" && (region === "FR" || region === "GB");
  const isBrowser = e164.startsWith("+999");
  if (isBrowser || trunkId === "browser") return isBrowser && trunkId === "browser";
  if (fiction) return carried;
  switch (trunkId) {
    case "zadarma":
    case "intertelecom":
      return e164.startsWith("+380");
    case "twilio":
    case "telnyx":
      return true;
    case "uncleared":
      return !FENCED.has(region);
    case "canada":
      return region === "CA";
    case "switched":
      return !["DE", "UA", "US"].includes(region);
    default:
      return carried;
  }
}

const FLEET: PbxDefinition[] = [pbx("one", TRUNKS), pbx("two", TRUNKS)];

const LEG = { channelId: "leg-1", legId: "leg_1", ringSeconds: 25 };

/** Every set of trunks that may be up. */
const UP = Array.from({ length: 2 ** TRUNKS.length }, (_, bits) =>
  TRUNKS.filter((_trunk, n) => (bits & (1 << n)) !== 0).map(({ id }) => id),
);

const healthOf = (up: readonly string[]): Map<string, LiveHealth> =>
  new Map(FLEET.map(({ id }) => [id, { connected: true, reachableTrunks: new Set(up) }]));

const ANYWHERE = { country: "US", euOnly: false };

/** The route of a number, everything up but the PBXs that are away. */
function pick(
  phone: CheckedPhone,
  pbxs: PbxDefinition[],
  { away = [], euOnly = false }: { away?: string[]; euOnly?: boolean } = {},
): string {
  const health = new Map(
    pbxs.map(({ id, trunks }) => [
      id,
      { connected: !away.includes(id), reachableTrunks: new Set(trunks.map((one) => one.id)) },
    ]),
  );
  return nameOf(getHealthyPbx(phone, { pbxs }, { exclude: [], health, cursor: 0, euOnly }));
}

describe("the fence", () => {
  it("has a number of nearly every country to try", () => {
    expect(NUMBERS.length).toBeGreaterThan(200);
    expect(NUMBERS.filter(({ region }) => FENCED.has(region)).length).toBeGreaterThan(40);
    expect(NUMBERS.filter(({ e164 }) => e164.startsWith("+999")).length).toBe(3);
  });

  it("no number leaves through a trunk that may not carry it, whatever is up, and one that may finds its way", () => {
    const wrong: string[] = [];
    for (const up of UP) {
      const health = healthOf(up);
      for (const phone of NUMBERS) {
        const picked = getHealthyPbx(phone, { pbxs: FLEET }, { exclude: [], health, cursor: 0 });
        const trunkId = picked.ok ? picked.route.trunk_id : null;
        const right =
          trunkId === null ? !up.some((id) => may(phone, id)) : up.includes(trunkId) && may(phone, trunkId);
        if (!right) wrong.push(`${phone.e164} (${phone.region}) by ${trunkId} of ${up.join(" ")}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("the PBX link, asked last, says the same of every number and trunk", () => {
    const wrong = NUMBERS.flatMap((phone) =>
      ALL_TRUNKS.filter((one) => passFence(phone.e164, one, ANYWHERE).ok !== may(phone, one.id)).map(
        ({ id }) => `${phone.e164} (${phone.region}) by ${id}`,
      ),
    );
    expect(wrong).toEqual([]);
  });

  it("a country that is switched off at a trunk leaves only by others, and has no permitted route when there are none", () => {
    const off = trunk("only", { countriesOff: ["UA"] });
    const wrong = NUMBERS.filter((phone) => {
      const alone = pick(phone, [pbx("one", [off])]);
      const beside = pick(phone, [pbx("one", [off]), pbx("two", [trunk("other", { priority: 90 })])]);
      if (phone.fiction || phone.e164.startsWith("+999")) return false;
      return phone.region === "UA"
        ? alone !== "no_permitted_route" || beside !== "two/other"
        : alone !== "one/only";
    });
    expect(wrong).toEqual([]);
  });

  it("a browser phone is dialled where it registered, and a telephone never is", () => {
    const endpoints = NUMBERS.flatMap((phone) =>
      TRUNKS.map((one) => {
        const request = originate({
          ...LEG,
          callerId: one.callerId,
          e164: phone.e164,
          trunk: { ...one, callerName: "CallPing" },
        });
        const dialled = request?.body?.["endpoint"];
        return passFence(phone.e164, one, ANYWHERE).ok ? { phone, one, request, dialled } : null;
      }),
    ).filter((entry) => entry !== null);
    for (const { phone, one, request, dialled } of endpoints) {
      expect(request !== null && isAllowed(request)).toBe(true);
      expect(dialled).toBe(
        one.id === "browser" ? `PJSIP/browser/${phone.e164.slice(1)}` : `PJSIP/${phone.e164}@${one.id}`,
      );
    }
    expect(endpoints.filter(({ one }) => one.id === "browser").length).toBe(3);
  });

  it("what the PBX link may send has no way for a browser's number onto a trunk, or a telephone's to a browser", () => {
    const dial = (endpoint: string): boolean =>
      isAllowed({
        id: "x",
        method: "POST",
        uri: "channels/leg-1",
        body: { endpoint, app: "callping", variables: { "TIMEOUT(absolute)": "9" } },
      });
    const wrong = NUMBERS.filter(({ e164 }) => {
      const isBrowser = e164.startsWith("+999");
      return (
        dial(`PJSIP/${e164}@carrier`) === isBrowser || dial(`PJSIP/browser/${e164.slice(1)}`) !== isBrowser
      );
    });
    expect(wrong.map(({ e164 }) => e164)).toEqual([]);
  });
});

describe("an organization's fence: EU only", () => {
  const fleet = PLACES.map((country) => pbx(country.toLowerCase(), TRUNKS, { country }));

  it("no call leaves by a PBX outside of the EU and the EEA, whichever is up, and one inside takes it", () => {
    const wrong: string[] = [];
    for (let bits = 0; bits < 2 ** PLACES.length; bits += 1) {
      const up = PLACES.filter((_place, n) => (bits & (1 << n)) !== 0);
      for (const phone of NUMBERS.filter(({ fiction }) => !fiction)) {
        const away = fleet.filter(({ country }) => !up.includes(country)).map(({ id }) => id);
        const [answer = "", at = ""] = pick(phone, fleet, { away, euOnly: true }).split("/");
        const expected = up.some((place) => INSIDE.has(place));
        const right =
          at === "" ? !expected && answer === "no_healthy_route" : INSIDE.has(answer.toUpperCase());
        if (!right) wrong.push(`${phone.e164} by ${answer} of ${up.join(" ")}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("where no PBX stands inside, there is no permitted route", () => {
    const outside = fleet.filter(({ country }) => !INSIDE.has(country));
    expect(new Set(NUMBERS.map((phone) => pick(phone, outside, { euOnly: true })))).toEqual(
      new Set(["no_permitted_route"]),
    );
  });

  it("the PBX link, asked last, says the same of every number, trunk and place", () => {
    const wrong = PLACES.flatMap((country) =>
      NUMBERS.flatMap((phone) =>
        ALL_TRUNKS.filter(
          (one) =>
            passFence(phone.e164, one, { country, euOnly: true }).ok !==
            (INSIDE.has(country) && may(phone, one.id)),
        ).map(({ id }) => `${phone.e164} by ${id} in ${country}`),
      ),
    );
    expect(wrong).toEqual([]);
  });
});
