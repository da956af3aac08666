/** Headers that carry a credential by their name: `X-Alert-Key`, `Authorization`, `Cookie`, `X-Routing-Key`, `X-Gitlab-Token` … */
const CREDENTIAL = /authorization|cookie|token|secret|passw|credential|signature|(?:^|-)(?:api|alert|routing|integration|service|access|auth|genie)-?key|^x-hub-|^x-key$/;

/** A stored header is for reading by people; longer is no longer read. */
const MAX_VALUE_CHARACTERS = 1000;
const MAX_HEADERS = 60;

/** The headers of a webhook as they may be stored: without credentials, names in lower case. */
export function stripCredentials(headers: Headers): Record<string, string> {
  const kept = [...headers].filter(([name]) => !CREDENTIAL.test(name.toLowerCase())).slice(0, MAX_HEADERS);
  return Object.fromEntries(kept.map(([name, value]) => [name.toLowerCase(), value.slice(0, MAX_VALUE_CHARACTERS)]));
}
