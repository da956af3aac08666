import { placeOf } from "./context.ts";
import type { Lexicon } from "./lexicon.ts";

const OCTET = String.raw`(?:25[0-5]|2[0-4]\d|1?\d?\d)`;
const VERSION_4 = new RegExp(
  String.raw`(?<![\w.-])(${OCTET}(?:\.${OCTET}){3})(?:\/(\d{1,2}))?(?::(\d{1,5}))?(?![\w]|\.\d)`,
  "g",
);
const VERSION_6 =
  /(?<![\w:.])\[?(?=[0-9a-f:.]*::|(?:[0-9a-f]{1,4}:){7})(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?:%\w{1,15})?(?:\/\d{1,3})?\]?(?::\d{1,5})?(?![\w:])/gi;
const HARDWARE = /\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b/gi;

/** Rule 7: "address 10 dot 0 dot 0 dot 12"; behind something unrelated it gets a sentence of its own. */
export function sayAddresses(text: string, lexicon: Lexicon): string {
  const { phrases } = lexicon;
  return text
    .replace(HARDWARE, phrases.hardwareAddress)
    .replace(VERSION_6, phrases.addressVersion6)
    .replace(
      VERSION_4,
      (
        _whole: string,
        address: string,
        mask: string | undefined,
        port: string | undefined,
        offset: number,
        source: string,
      ) => {
        const named = /\b(?:address|addr|ip)[\s:=]*$/i.test(source.slice(Math.max(0, offset - 12), offset));
        const words = [
          ...(named ? [] : [phrases.address]),
          address.replaceAll(".", ` ${phrases.dot} `),
          ...(mask === undefined ? [] : [phrases.slash, mask]),
          ...(port === undefined ? [] : [phrases.port, port]),
        ].join(" ");
        return !named && placeOf(source, offset, lexicon) === "loose" ? `. ${words}` : words;
      },
    );
}
