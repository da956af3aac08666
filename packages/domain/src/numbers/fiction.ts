/**
 * Blocks that regulators keep for films and documentation: ARCEP decision 2018-0881 (France, +33 1 99 00),
 * Ofcom (United Kingdom, +44 20 7946 0), NANPA (+1 area 555 01xx).
 */
const FICTION = [/^\+3319900\d{4}$/, /^\+442079460\d{3}$/, /^\+1[2-9]\d{2}55501\d{2}$/];

/** Whether a number is reserved for fiction: nobody's telephone, and the local carrier's handsets here. */
export function isFictionNumber(e164: string): boolean {
  return FICTION.some((pattern) => pattern.test(e164));
}
