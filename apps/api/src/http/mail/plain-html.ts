import { compile } from "html-to-text";

/** A page of a mail can be a whole newsletter; what an alert says stands at its beginning. */
const MAX_HTML_CHARACTERS = 128 * 1024;

const toText = compile({
  wordwrap: false,
  limits: { maxInputLength: MAX_HTML_CHARACTERS, maxDepth: 200, maxChildNodes: 2_000 },
  selectors: [
    { selector: "a", options: { ignoreHref: true } },
    { selector: "img", format: "skip" },
    ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({ selector, options: { uppercase: false } })),
    // Mails are laid out by tables: a row is a line, whatever it stands in.
    { selector: "tr", format: "block", options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: "td", format: "inlineSurround", options: { suffix: " " } },
  ],
});

/** The words of an HTML text, a block a line, without scripts, styles, links' targets and pictures. */
export function plainHtml(html: string): string {
  return toText(html.slice(0, MAX_HTML_CHARACTERS))
    .replaceAll(/[ \t]+\n/g, "\n")
    .replaceAll(/\n{3,}/g, "\n\n");
}
