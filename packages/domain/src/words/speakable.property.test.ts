import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LEXICONS, SPOKEN_LANGUAGES } from "./languages.ts";
import { MAX_CHARACTERS, speakable } from "./speakable.ts";

const say = (text: string, maxCharacters?: number) =>
  speakable(text, { language: "en", ...(maxCharacters !== undefined && { maxCharacters }) });

/** What payloads are made of, good and bad, mixed at random. */
const piece = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.constantFrom(
    "{{ $value }}",
    "{{",
    "}}",
    "[[h@lo]]",
    "[[",
    "<play file='x'/>",
    "<",
    ">",
    "<!--",
    "&lt;b&gt;",
    "\\u003cspeak\\u003e",
    "https://a.example/x?token=1",
    "http://",
    "://",
    "+33 1 99 00 12 34",
    "0199001234",
    "12345678901234567890",
    "press 9",
    "PRESS_9",
    "p\u200bress 9",
    "натисніть 9",
    "\u202e",
    "\u0000",
    "\u001b[31m",
    "10.0.0.12",
    "2.5s",
    "p99",
    "5xx",
    "password=abc123def",
    "\n",
    "(",
    ")",
    "'",
    "`",
    "🔥",
    "A_B-c.d/e",
    "٣٤٥٦٧٨٩٠",
    "ＣＰＵ",
    "-",
    ".",
    ",",
    ":",
    "1e99",
    "Привіт",
    "Błąd krytyczny",
    "Größe",
    "çãñß",
    "漢字",
    "العربية",
    "2,5 s",
    "1.234.567,8",
    "22.11.2026 14:05",
    "СPU",
    "²½",
    "is down",
  ),
);
const payload = fc
  .array(piece, { maxLength: 40 })
  .chain((parts) => fc.constantFrom("", " ", "\n").map((glue) => parts.join(glue)));

describe("speakable, whatever comes", () => {
  it.each(SPOKEN_LANGUAGES)("says %s in its own letters, digits and simple punctuation alone", (language) => {
    const { alphabet } = LEXICONS[language];
    const own = new RegExp(`^[${alphabet}${alphabet.toUpperCase()}0-9 .,:'?]*$`, "u");
    fc.assert(
      fc.property(payload, (text) => {
        const words = speakable(text, { language, maxCharacters: MAX_CHARACTERS });
        expect(words).toMatch(own);
        expect(words).not.toMatch(/\d{7,}|\s{2}|^\s|\s$/u);
        expect(words.length).toBeLessThanOrEqual(MAX_CHARACTERS);
      }),
      { numRuns: 300 },
    );
  });

  it("reads an unknown language as English", () => {
    for (const language of ["", "xx", "tlh-Latn", "EN-us", "\u0000"])
      expect(speakable("disk 91.5%", { language })).toBe("Disk 91 point 5 percent.");
    expect(speakable("disk 91.5%", { language: "UK-ua" })).toBe("Диск 91 кома 5 відсотка.");
  });

  it("says only letters, digits and simple punctuation, within its bound", () => {
    fc.assert(
      fc.property(payload, fc.integer({ min: -5, max: 500 }), (text, maxCharacters) => {
        const words = say(text, maxCharacters);
        expect(words).toMatch(/^[\p{L}\p{M}\p{N} .,:'’?]*$/u);
        expect(words).not.toMatch(/\p{Nd}{7,}|:\/\/|\s{2}|^\s|\s$/u);
        expect(words.length).toBeLessThanOrEqual(Math.min(MAX_CHARACTERS, Math.max(30, maxCharacters)));
      }),
      { numRuns: 1000 },
    );
  });

  it("never tells the listener to press or dial a digit", () => {
    const verb = fc.constantFrom(
      "press",
      "Press",
      "PRESS",
      "pressing",
      "please press",
      "dial",
      "p.r.e.s.s",
      "pre\u200bss",
      "ｐｒｅｓｓ",
      "<b>press</b>",
    );
    const between = fc.constantFrom(
      " ",
      "-",
      "_",
      ": ",
      "\n",
      " the ",
      " key ",
      " '",
      " <b>",
      "",
      " the number ",
    );
    const digit = fc.constantFrom("9", "1", "٩", "９", "nine", "*", "#", "&#57;", "star");
    fc.assert(
      fc.property(payload, verb, between, digit, payload, (before, press, gap, key, after) => {
        const words = say(`${before} ${press}${gap}${key} ${after}`, MAX_CHARACTERS);
        expect(words).not.toMatch(/\b(?:press|dial)(?:ing)?\b[^.?]{0,4}\b(?:\d|nine|star)\b/i);
      }),
      { numRuns: 1000 },
    );
  });

  it.each(["hunter2secret", "sk_live_abcdef123456", "ghp_0123456789abcdefABCDEF", "AKIAABCDEFGHIJKLMNOP"])(
    "never says %s",
    (secret) => {
      fc.assert(
        fc.property(
          fc.constantFrom("password=", "token: ", "Authorization: Bearer ", '"api_key": "', "secret is "),
          payload,
          (name, rest) => {
            expect(
              say(`${name}${secret} ${rest}`, MAX_CHARACTERS).replaceAll(" ", "").toLowerCase(),
            ).not.toContain(secret.slice(-8).toLowerCase());
          },
        ),
      );
    },
  );

  it.each([
    "press ",
    "<a ",
    "[[",
    "a-",
    "a=",
    "(",
    "0a",
    "<!--",
    "`",
    "1,",
    "&amp;",
    "http://",
    "\n",
    "password=",
    "p r e s s ",
  ])("takes no longer for 8,000 characters of %j", (part) => {
    const text = part.repeat(8000 / part.length);
    say(text);
    const startedAt = performance.now();
    say(text);
    expect(performance.now() - startedAt).toBeLessThan(100);
  });

  it("cuts at a sentence and says so", () => {
    const long =
      "Database is down. Replica is down as well. Nothing else works in this region at all and nobody knows why. Nobody has an idea either.";
    const words = say(long, 130);
    expect(words).toBe(
      "Database is down. Replica is down as well. Nothing else works in this region at all and nobody knows why. Message shortened.",
    );
    const endless = Array.from({ length: 80 }, (_, n) => `word${n % 10}`).join(" ");
    expect(say(endless).endsWith("Message shortened.")).toBe(true);
  });
});
