/**
 * Blocks that regulators keep for films and documentation, those that the library takes for ordinary numbers: ARCEP decision
 * 2018-0881 (France, one in each of five zones), Ofcom (United Kingdom, one in each large city), NANPA (+1 area 555 01xx).
 */
const FICTION = [
  /^\+33(?:19900|26191|35301|46571|53649)\d{4}$/,
  /^\+44(?:1(?:1[3-8]|[2-6]1)4960|1914980|2079460|2896496|2920180)\d{3}$/,
  /^\+1[2-9]\d{2}55501\d{2}$/,
];

/** Whether a number is reserved for fiction: nobody's telephone, and the local carrier's handsets here. */
export function isFictionNumber(e164: string): boolean {
  return FICTION.some((pattern) => pattern.test(e164));
}
