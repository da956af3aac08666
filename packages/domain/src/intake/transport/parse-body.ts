import type { Work } from "../work.ts";
import type { Body } from "./decode-text.ts";
import { skipSpace } from "./json-bytes.ts";
import { mendJson } from "./mend-json.ts";
import { looksLikeForm, parseForm, unwrapFields } from "./parse-form.ts";
import { parseJsonContainer } from "./parse-json.ts";
import { parseMultipart } from "./parse-multipart.ts";
import { parseXml } from "./parse-xml.ts";
import { salvageJson } from "./salvage-json.ts";

export interface ParsedBody {
  /** Object, list, or the text itself. `null` when the request carries nothing. */
  payload: unknown;
  notes: string[];
}

/**
 * What a body holds. The content type is a hint only: tools send JSON as text, text as JSON and both as a form.
 * A body that fits nothing is plain text; it still rings.
 */
export function parseBody(body: Body, contentType: string | null, work: Work): ParsedBody {
  const type = (contentType ?? "").toLowerCase();
  const isBare = !type.includes("multipart/") && body.utf8 !== null && isBareJson(body.utf8);
  const document = isBare ? parseJsonContainer(body, work) : undefined;
  if (document !== undefined) return { payload: document, notes: [] };
  const text = body.text();
  const trimmed = text.replace(/^\uFEFF/, "").trim();
  if (trimmed === "" || trimmed === "null") return { payload: null, notes: [] };

  const multipart = type.includes("multipart/") ? parseMultipart(text, contentType ?? "", work) : null;
  if (multipart !== null) return { payload: unwrapFields(multipart, work), notes: [] };

  const json = isBare ? undefined : parseJsonContainer(trimmed, work);
  if (json !== undefined) return { payload: json, notes: [] };
  const mended = /^[{[]/.test(trimmed) && trimmed.length <= MAX_MENDED ? mendJson(trimmed) : null;
  const guessed = mended === null ? undefined : parseJsonContainer(mended, work);
  if (guessed !== undefined) return { payload: guessed, notes: [MENDED] };

  const isForm = type.includes("urlencoded") || (type === "" && trimmed.includes("&"));
  if (isForm && looksLikeForm(trimmed))
    return { payload: unwrapFields(parseForm(trimmed, work), work), notes: [] };

  const xml = trimmed.startsWith("<") ? parseXml(trimmed) : null;
  if (xml !== null) return { payload: xml, notes: ["The XML was read as a flat list of its elements."] };

  const salvaged = /^[{[]\s*["{[]/.test(trimmed) ? salvageJson(trimmed) : null;
  if (salvaged !== null) {
    work.isDoubtful = true;
    return { payload: salvaged, notes: [SALVAGED] };
  }
  return { payload: trimmed, notes: notesOfText(trimmed, type) };
}

function notesOfText(trimmed: string, type: string): string[] {
  if (!type.includes("json") && !/^[{[]/.test(trimmed)) return [];
  const isBareValue = /^("[^"\\]*"|-?[\d.eE+]+|true|false)$/.test(trimmed);
  return [
    `The body is ${isBareValue ? "neither a JSON object nor a list" : "not valid JSON"}. It was read as plain text.`,
  ];
}

/** A larger text is salvaged only: mending looks at every character. */
const MAX_MENDED = 40_000;
const MENDED =
  "The body is not valid JSON: line breaks inside texts, a comma too many, NaN, or several documents. It was read as what it was meant to be.";

const SALVAGED =
  "The body is not valid JSON. The fields that could be made out were read; that it is over is not believed of such a body.";

/** Whether bytes begin as an object or a list does, and nothing but white space of JSON would be trimmed from their end. */
function isBareJson(bytes: Uint8Array): boolean {
  const first = bytes[skipSpace(bytes, 0)];
  let end = bytes.length - 1;
  while (end > 0 && isSpace(bytes[end])) end -= 1;
  const last = bytes[end] ?? 0;
  return (first === 123 || first === 91) && last > SPACE && last < 128;
}
const SPACE = 32;
const isSpace = (byte: number | undefined): boolean =>
  byte === SPACE || byte === 10 || byte === 13 || byte === 9;
