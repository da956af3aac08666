/** How a trunk wants the number in the INVITE's request URI. */
export const NUMBER_FORMATS = ["e164", "digits"] as const;
export type NumberFormat = (typeof NUMBER_FORMATS)[number];

/**
 * The user part of the request URI: `+` and the full number, or the same digits without the plus for a provider that
 * wants them so. Never a national or a shortened form.
 * @param e164 `+` and the digits, as the number safety net gave it
 */
export function dialString(e164: string, format: NumberFormat): string {
  return format === "digits" ? e164.slice(1) : e164;
}
