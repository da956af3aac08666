import type { StoppedOrganization, Wish } from "../../services/suppression/holder.ts";
import { escape } from "../../services/mail/templates.ts";
import { type PageLanguage, STOP_WORDS } from "./words.ts";

/** What the page shows: the question, the code, whom to allow again, or what was done. */
export type StopView =
  | { kind: "ask"; problem: "notANumber" | "expired" | "refused" | null }
  | { kind: "code"; wish: Wish; number: string; wrong: boolean }
  | { kind: "choose"; number: string; proof: string; organizations: readonly StoppedOrganization[] }
  | { kind: "done"; what: "stopped" | "returned" | "allowed" };

/** The public page as HTML: forms alone, no script, no style, nothing from elsewhere. */
export function stopPage(language: PageLanguage, view: StopView): string {
  const words = STOP_WORDS[language];
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">',
    `<title>${escape(words.title)}</title></head><body><main><h1>${escape(words.title)}</h1>`,
    ...bodyOf(language, view),
    "</main></body></html>",
  ].join("\n");
}

function bodyOf(language: PageLanguage, view: StopView): string[] {
  const words = STOP_WORDS[language];
  const again = `<p><a href="/stop">${escape(words.again)}</a></p>`;
  switch (view.kind) {
    case "ask":
      return [
        ...(view.problem === null
          ? []
          : [`<p role="alert"><strong>${escape(words[view.problem])}</strong></p>`]),
        ...paragraphs(words.intro, words.oneTeam),
        form(
          hidden("step", "call"),
          `<p><label>${escape(words.number)}<br><input name="number" type="tel" autocomplete="tel" required maxlength="40"></label></p>`,
          `<p>${choice("stop", words.stop, true)}<br>${choice("return", words.return, false)}</p>`,
          button(words.callMe),
        ),
        ...paragraphs(words.hours),
      ];
    case "code":
      return [
        view.wrong
          ? `<p role="alert"><strong>${escape(words.wrongCode)}</strong></p>`
          : `<p role="status"><strong>${escape(words.calling)}</strong></p>`,
        ...paragraphs(words.proof),
        form(
          hidden("step", "code") + hidden("wish", view.wish) + hidden("number", view.number),
          `<p><label>${escape(words.code)}<br><input name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="20"></label></p>`,
          button(words.confirm),
        ),
        ...paragraphs(words.hours),
        again,
      ];
    case "choose":
      return [
        `<p role="status"><strong>${escape(words.returned)}</strong></p>`,
        ...paragraphs(words.choose),
        form(
          hidden("step", "allow") + hidden("number", view.number) + hidden("proof", view.proof),
          ...view.organizations.map(
            ({ scope, name }) =>
              `<p><label><input type="checkbox" name="scope" value="${escape(scope)}"> ${escape(name ?? words.gone)}</label></p>`,
          ),
          button(words.allow),
        ),
      ];
    case "done":
      return [`<p role="status"><strong>${escape(words[view.what])}</strong></p>`, again];
  }
}

function paragraphs(...texts: string[]): string[] {
  return texts.map((text) => `<p>${escape(text)}</p>`);
}

function form(...inner: string[]): string {
  return `<form method="post" action="/stop">${inner.join("")}</form>`;
}

function hidden(name: string, value: string): string {
  return `<input type="hidden" name="${name}" value="${escape(value)}">`;
}

function choice(wish: Wish, text: string, chosen: boolean): string {
  return `<label><input type="radio" name="wish" value="${wish}"${chosen ? " checked" : ""}> ${escape(text)}</label>`;
}

function button(text: string): string {
  return `<p><button>${escape(text)}</button></p>`;
}
