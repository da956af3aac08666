/** One line of the policy, as a change that drops it from the source. */
export interface Mutation {
  /** Of the policy's twelve steps, in docs/numbers.md. */
  step: number;
  what: string;
  /** Every change: the file from the root, the text that stands there once, what takes its place. */
  changes: readonly { file: string; from: string; to: string }[];
  /** Tests of which one must fail. */
  tests: { project: "unit" | "worker"; files: readonly string[] };
}

const NUMBERS = "packages/domain/src/numbers";
const CHECK = `${NUMBERS}/check-number.ts`;
const DOMAIN: Mutation["tests"] = { project: "unit", files: [`${NUMBERS}/check-number.test.ts`] };
const FENCES: Mutation["tests"] = {
  project: "worker",
  files: ["apps/api/src/objects/number-fences.worker.test.ts"],
};
const ROUTES: Mutation["tests"] = {
  project: "unit",
  files: ["apps/api/src/services/fence.property.test.ts"],
};
const CAPS: Mutation["tests"] = {
  project: "worker",
  files: ["apps/api/src/objects/desk/caps.worker.test.ts"],
};
const LINES: Mutation["tests"] = { project: "unit", files: ["packages/domain/src/lines"] };

const inCheck = (step: number, what: string, from: string, to = ""): Mutation => ({
  step,
  what,
  changes: [{ file: CHECK, from, to }],
  tests: DOMAIN,
});

/** Every step of the policy, dropped. */
export const MUTATIONS: readonly Mutation[] = [
  {
    step: 1,
    what: "syntax",
    changes: [
      {
        file: `${NUMBERS}/parse-syntax.ts`,
        from: "return digits !== null && E164.test(digits) ? digits : null;",
        to: "return digits;",
      },
    ],
    tests: DOMAIN,
  },
  inCheck(
    2,
    "emergency numbers",
    'if (isEmergencyNumber(callingCode, national)) return refuse("emergency_number");',
  ),
  inCheck(2, "short codes", 'if (isShortCode(callingCode, national)) return refuse("short_code");'),
  {
    step: 2,
    what: "zeros before an emergency number",
    changes: [
      {
        file: `${NUMBERS}/is-emergency-number.ts`,
        from: "const bare = withoutZeros(national);",
        to: "const bare = national;",
      },
    ],
    tests: DOMAIN,
  },
  inCheck(3, "global codes", 'if (RESERVED_CODES.has(callingCode)) return refuse("reserved_calling_code");'),
  inCheck(
    4,
    "North American services",
    'if (!isFiction && isServiceNumber(callingCode, national)) return refuse("service_number");',
  ),
  inCheck(5, "deny prefixes", 'if (DENY_PREFIXES.some(startsWith)) return refuse("denied_prefix");'),
  inCheck(
    5,
    "operators' deny prefixes",
    'if (context.denyPrefixes?.some(startsWith) === true) return refuse("denied_prefix");',
  ),
  inCheck(6, "valid", 'return { refusal: "invalid_number" };', 'return { region: "UA", type: "MOBILE" };'),
  inCheck(
    6,
    "canonical form",
    'return number.number === e164 ? { region, type } : { refusal: "not_canonical" };',
    "return { region, type };",
  ),
  inCheck(7, "types", "if (!verdict.ok) return refuse(verdict.reason);"),
  inCheck(8, "tier X", 'if (tier === "X") return refuse("region_never_called");'),
  inCheck(
    8,
    "regions never called",
    'if ((context.regionsNeverCalled ?? DEFAULT_POLICY.regionsNeverCalled).includes(region))\n    return refuse("region_never_called");',
  ),
  {
    step: 9,
    what: "the trunk's own countries",
    changes: [
      {
        file: "apps/api/src/services/pbx-registry.ts",
        from: "return routeAccepts(trunk.routeCountries, phone.e164, phone.region);",
        to: "return true;",
      },
    ],
    tests: ROUTES,
  },
  {
    step: 9,
    what: "trunks cleared for Europe",
    changes: [
      {
        file: "apps/api/src/services/pbx-registry.ts",
        from: "if (isClearedRegionNeeded(phone.region) && !trunk.clearedForEu) return false;",
        to: "",
      },
    ],
    tests: ROUTES,
  },
  {
    step: 10,
    what: "verified numbers only",
    changes: [
      {
        file: "packages/domain/src/rules/resolve-action.ts",
        from: "phone.enabled && phone.verified",
        to: "phone.enabled",
      },
      {
        file: "apps/api/src/objects/desk/deliver.ts",
        from: "if (!phone.enabled || !phone.verified)",
        to: "if (!phone.enabled)",
      },
    ],
    tests: FENCES,
  },
  inCheck(
    10,
    "fiction on real trunks",
    'if (isFiction && !context.fictionAllowed) return refuse("fiction_number");',
  ),
  {
    step: 11,
    what: "the gap between calls",
    changes: [
      {
        file: "packages/domain/src/lines/decide.ts",
        from: 'return anothers && attempt.severity === "critical" ? 0 : line.lastEnded.at + COOLDOWN_SECONDS * 1000;',
        to: "return 0;",
      },
    ],
    tests: LINES,
  },
  {
    step: 11,
    what: "kill switches",
    changes: [
      {
        file: "apps/api/src/services/pbx-registry.ts",
        from: "if (trunk.countriesOff.some((off) => isOff(off, phone))) return false;",
        to: "",
      },
    ],
    tests: ROUTES,
  },
  {
    step: 11,
    what: "a day's caps",
    changes: [
      {
        file: "apps/api/src/objects/desk/stop-call.ts",
        from: "if (cap !== null) return { stop: capped(cap) };",
        to: "",
      },
    ],
    tests: CAPS,
  },
  {
    step: 12,
    what: "the same function before the call",
    changes: [
      {
        file: "apps/api/src/objects/desk/stop-call.ts",
        from: "return { stop: { outcome, refused: checked.error } };",
        to: "return { go: { isNew: false } };",
      },
    ],
    tests: FENCES,
  },
  {
    step: 12,
    what: "the same function when a route is picked",
    changes: [
      {
        file: "apps/api/src/objects/fleet/fleet.ts",
        from: 'if (!checked.ok) return { ok: false, reason: "no_permitted_route" };',
        to: 'if (!checked.ok) return { ok: true, pbx_id: "pbx-1", trunk_id: "carrier", silence_ms: 1, doubtful: false };',
      },
    ],
    tests: FENCES,
  },
  {
    step: 12,
    what: "the same function at the PBX's link",
    changes: [
      {
        file: "apps/api/src/objects/pbx-link/fence.ts",
        from: "if (!checked.ok) return { ok: false, detail: `The number may not be called: ${checked.error.reason}.` };",
        to: 'if (!checked.ok) return { ok: true, phone: { ok: true, e164: number, region: "FR", type: "MOBILE", tier: "A", fiction: false } };',
      },
    ],
    tests: FENCES,
  },
];

/** A source with a mutation's changes. @throws when a text does not stand there exactly once: the source has moved on. */
export function mutate(source: string, file: string, { what, changes }: Mutation): string {
  return changes
    .filter((change) => change.file === file)
    .reduce((text, { from, to }) => {
      if (text.split(from).length !== 2) throw new Error(`${what}: this stands not once in ${file}: ${from}`);
      return text.replace(from, () => to);
    }, source);
}
