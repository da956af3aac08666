import { LanguageQuerySchema } from "@callping/contract/api/number-policy";
import { REFUSAL_LANGUAGES, type RefusalLanguage } from "@callping/domain/numbers/refusal-sentences";
import * as v from "valibot";
import type { AppContext } from "./context.ts";

/** The language an answer's sentences are in: `?lang=`, else the first of `Accept-Language` that we have, else English. */
export function languageOf(
  c: AppContext,
): { ok: true; language: RefusalLanguage } | { ok: false; detail: string } {
  const parsed = v.safeParse(LanguageQuerySchema, c.req.query());
  if (!parsed.success) return { ok: false, detail: `lang: one of ${REFUSAL_LANGUAGES.join(", ")}.` };
  return { ok: true, language: parsed.output.lang ?? accepted(c.req.header("accept-language") ?? "") };
}

/** RFC 9110, section 12.5.4: by weight, then in the order they stand; `uk-UA` is Ukrainian. */
function accepted(header: string): RefusalLanguage {
  const wanted = header
    .slice(0, 500)
    .split(",")
    .map((item) => {
      const [tag = "", ...parameters] = item.trim().toLowerCase().split(";");
      const weight = parameters
        .map((one) => /^\s*q=([0-9.]+)\s*$/.exec(one)?.[1])
        .find((q) => q !== undefined);
      return { language: tag.split("-")[0] ?? "", weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight);
  const found = wanted.flatMap(({ language }) => REFUSAL_LANGUAGES.filter((one) => one === language));
  return found[0] ?? "en";
}
