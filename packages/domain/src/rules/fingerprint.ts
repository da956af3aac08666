const SIZE = 32_768;

/**
 * Which runs of three characters a text holds, so that a part that is surely not in it need not be looked for: a hundred
 * rules that each search a log of 60 KB would otherwise read it a hundred times.
 */
export class Fingerprint {
  private readonly seen = new Uint8Array(SIZE);

  constructor(text: string) {
    let before = text.charCodeAt(0);
    let last = text.charCodeAt(1);
    for (let index = 2; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      this.seen[placeOf(before, last, code)] = 1;
      before = last;
      last = code;
    }
  }

  /** False only when the text does not hold this part. */
  mayHold(part: string): boolean {
    for (let index = 2; index < part.length; index += 1) {
      const place = placeOf(part.charCodeAt(index - 2), part.charCodeAt(index - 1), part.charCodeAt(index));
      if (this.seen[place] === 0) return false;
    }
    return true;
  }
}

function placeOf(first: number, second: number, third: number): number {
  return ((first << 10) ^ (second << 5) ^ third) & (SIZE - 1);
}
