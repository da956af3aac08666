import { parseArgs } from "node:util";
import { PROVIDER_NAMES, type ProviderName } from "@callping/domain/fleet/product-fleet";

/** The numbers that each provider's trunks show. A provider without any is left out. */
export type CallerIds = ReadonlyMap<ProviderName, readonly string[]>;

/** Reads `--caller-id twilio=+13125550100`, as often as there are numbers. A problem says what to write instead. */
export function readCallerIds(
  args: readonly string[],
): { ok: true; value: CallerIds } | { ok: false; problem: string } {
  const wanted = "Write --caller-id PROVIDER=NUMBER, for instance --caller-id twilio=+13125550100.";
  let given: readonly string[];
  try {
    const options = { "caller-id": { type: "string", multiple: true } } as const;
    given = parseArgs({ args: [...args], options }).values["caller-id"] ?? [];
  } catch (error) {
    return { ok: false, problem: `${error instanceof Error ? error.message : String(error)} ${wanted}` };
  }
  const value = new Map<ProviderName, string[]>();
  for (const one of given) {
    const [name, number = ""] = one.split("=");
    const provider = PROVIDER_NAMES.find((known) => known === name);
    if (provider === undefined)
      return { ok: false, problem: `"${name}" is none of ${PROVIDER_NAMES.join(", ")}. ${wanted}` };
    if (!/^\+[1-9]\d{6,14}$/.test(number)) return { ok: false, problem: `${one} has no number. ${wanted}` };
    value.set(provider, [...(value.get(provider) ?? []), number]);
  }
  if (value.size === 0) return { ok: false, problem: `No provider has a number to show. ${wanted}` };
  return { ok: true, value };
}
