/** Names that carry a credential: `X-Alert-Key`, `Authorization`, `Cookie`, `routing_key`, `X-Gitlab-Token` … */
const CREDENTIAL =
  /authorization|cookie|token|secret|passw|credential|signature|(?:^|[-_])(?:api|alert|routing|integration|service|access|auth|genie)[-_]?key|^x-hub-|^x?-?key$/i;

/** A stored header is for reading by people; longer is no longer read. */
const MAX_VALUE_CHARACTERS = 1000;
const MAX_HEADERS = 60;

/** The headers of a webhook as they may be stored: without credentials, names in lower case. */
export function stripCredentials(headers: Iterable<[name: string, value: string]>): Record<string, string> {
  const kept = [...headers].filter(([name]) => !CREDENTIAL.test(name)).slice(0, MAX_HEADERS);
  return Object.fromEntries(
    kept.map(([name, value]) => [name.toLowerCase(), value.slice(0, MAX_VALUE_CHARACTERS)]),
  );
}

/** The query of a webhook without a body, as it may be stored in the body's place. */
export function stripQuery(search: string): string {
  const kept = [...new URLSearchParams(search)].filter(([name]) => !CREDENTIAL.test(name));
  return new URLSearchParams(kept).toString();
}
