import { shortHash } from "./short-hash.ts";

const MAX_KEY = 200;

/** A dedup key of at most 200 characters; a longer one keeps its beginning and a hash of the whole. */
export const shortenKey = (key: string): string =>
  key.length <= MAX_KEY ? key : `${key.slice(0, MAX_KEY - 20)}~${shortHash(key)}`;
