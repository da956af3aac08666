/**
 * Which of a trunk's numbers somebody sees: always the same one for the same person, so that they may save it and let it
 * through "do not disturb". Rendezvous hashing: another number added moves only those people who now see that one.
 * @param numbers E.164, at least one
 * @param responder who is called: a stable id, or their number
 */
export function chooseCallerId(numbers: readonly [string, ...string[]], responder: string): string {
  let best = numbers[0];
  let bestWeight = -1;
  for (const number of numbers) {
    const weight = hash(`${number}\n${responder}`);
    if (weight > bestWeight || (weight === bestWeight && number < best)) {
      best = number;
      bestWeight = weight;
    }
  }
  return best;
}

/** FNV-1a with the last mixing steps of MurmurHash3, 32 bits: spreads, and is the same on every machine for ever. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
