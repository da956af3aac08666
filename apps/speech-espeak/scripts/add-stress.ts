/** Chains of words by their hash. Source: eSpeak NG, dictionary.c (HashDictionary, LookupDict2, TransposeAlphabet). */
const CHAINS = 1024;
const HEADER_BYTES = 8;
/** Set in an entry's second byte, beside the word's length: the entry has flags and no phonemes. */
const WITHOUT_PHONEMES = 0x80;
const MOST_WORD_BYTES = 0x3f;
/** Also in the second byte: the word is packed, six bits a letter. */
const PACKED = 0x40;
/** What is packed: words of these letters alone, with codes of their own for frequent pairs (tr_languages.c, pairs_ru). */
const LETTERS = Array.from({ length: 0x22 }, (_, n) => String.fromCharCode(0x430 + n)).join("");
const PAIRS = "ла на та ав ов не ре ви ак ок ал ил ан ен ин нн он ын во ро со оп рп ар ер ир ор тс яс".split(
  " ",
);
/** Plus n: the stress lies on the n-th syllable. */
const STRESSED_SYLLABLE = 0x40;
const VOWELS = /[аеиіоуюяєї]/giu;

/**
 * A compiled dictionary with more words, of which only the stress is said. Each word's stressed vowel is written large;
 * words that the dictionary knows stay as they are. Throws when it is no such dictionary.
 */
export function addStress(dictionary: Uint8Array, words: readonly string[]): Uint8Array {
  const { chains, rest } = read(dictionary);
  for (const word of words.flatMap(spellings)) {
    const spelled = new TextEncoder().encode(word.toLowerCase());
    const packed = pack(word.toLowerCase());
    const bytes = packed ?? spelled;
    // eSpeak packs a word where it stands and hashes what then stands there, with what is left of its letters.
    const chain = chains[hash(join([bytes, spelled.subarray(bytes.length)]))];
    if (chain === undefined || bytes.length > MOST_WORD_BYTES)
      throw new Error(`“${word}” is too long for eSpeak`);
    if (chain.some((entry) => isSame(wordOf(entry), bytes))) continue;
    const form = packed === null ? 0 : PACKED;
    const head = Uint8Array.of(bytes.length + 3, WITHOUT_PHONEMES | form | bytes.length);
    chain.push(join([head, bytes, Uint8Array.of(STRESSED_SYLLABLE + stressedSyllable(word))]));
  }
  const body = join(chains.flatMap((chain) => [...chain, Uint8Array.of(0)]));
  const header = new Uint8Array(HEADER_BYTES);
  new DataView(header.buffer).setUint32(0, CHAINS, true);
  new DataView(header.buffer).setUint32(4, HEADER_BYTES + body.length, true);
  return join([header, body, rest]);
}

/** The chains, and the rules behind them. */
function read(dictionary: Uint8Array): { chains: Uint8Array[][]; rest: Uint8Array } {
  const header = new DataView(dictionary.buffer, dictionary.byteOffset, HEADER_BYTES);
  const rules = header.getUint32(4, true);
  if (header.getUint32(0, true) !== CHAINS) throw new Error("eSpeak's dictionary has another form.");
  let at = HEADER_BYTES;
  const chains = Array.from({ length: CHAINS }, () => {
    const chain: Uint8Array[] = [];
    for (let length = dictionary[at] ?? 0; length !== 0; length = dictionary[at] ?? 0) {
      chain.push(dictionary.subarray(at, at + length));
      at += length;
    }
    at += 1;
    return chain;
  });
  if (at !== rules) throw new Error(`eSpeak's words end at ${at} and its rules begin at ${rules}.`);
  return { chains, rest: dictionary.subarray(rules) };
}

function wordOf(entry: Uint8Array): Uint8Array {
  return entry.subarray(2, 2 + ((entry[1] ?? 0) & MOST_WORD_BYTES));
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

/** Pieces one after the other. */
export function join(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Of a C string: a packed word may end before its last byte. */
function hash(word: Uint8Array): number {
  const end = word.indexOf(0);
  const bytes = end === -1 ? word : word.subarray(0, end);
  let value = 0;
  for (const byte of bytes) {
    value = value * 8 + byte;
    value = (value & 0x3ff) ^ (value >>> 8);
  }
  return (value + bytes.length) & 0x3ff;
}

/** A word in six bits a letter or pair, `null` when it has other letters. */
function pack(word: string): Uint8Array | null {
  const bytes: number[] = [];
  let bits = "";
  for (let at = 0; at < word.length; at += 1) {
    const letter = LETTERS.indexOf(word.charAt(at));
    if (letter === -1) return null;
    const pair = PAIRS.indexOf(word.slice(at, at + 2));
    if (pair !== -1) at += 1;
    const code = pair === -1 ? letter + 1 : LETTERS.length + 1 + pair;
    bits += (code & MOST_WORD_BYTES).toString(2).padStart(6, "0");
    for (; bits.length >= 8; bits = bits.slice(8)) bytes.push(Number.parseInt(bits.slice(0, 8), 2));
  }
  if (bits !== "") bytes.push(Number.parseInt(bits.padEnd(8, "0"), 2));
  return Uint8Array.from(bytes);
}

/** The apostrophe is written in two ways. */
function spellings(word: string): string[] {
  return word.includes("'") ? [word, word.replaceAll("'", "ʼ")] : [word];
}

/** Which syllable the large vowel is of, from 1. */
function stressedSyllable(word: string): number {
  const vowels = word.match(VOWELS) ?? [];
  const stressed = vowels.findIndex((vowel) => vowel !== vowel.toLowerCase());
  if (stressed === -1 || /\p{Lu}.*\p{Lu}/u.test(word)) throw new Error(`“${word}” does not say its stress.`);
  return stressed + 1;
}
