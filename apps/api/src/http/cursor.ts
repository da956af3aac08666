import { fromBase64Url, toBase64Url } from "../services/credentials/base64url.ts";
import type { Position } from "../services/page.ts";

/** A cursor is the place of the last row of a page; opaque to callers. */
export function encodeCursor(position: Position | null): string | null {
  return position === null ? null : toBase64Url(new TextEncoder().encode(`${position.at}|${position.id}`));
}

/** `null` when the text is no cursor of ours. */
export function decodeCursor(cursor: string): Position | null {
  const bytes = fromBase64Url(cursor);
  const [, at, id] =
    /^(\d{4}-\d\d-\d\dT[\d:.]+Z)\|([\w-]{1,60})$/.exec(new TextDecoder().decode(bytes ?? new Uint8Array())) ??
    [];
  return at === undefined || id === undefined ? null : { at, id };
}
