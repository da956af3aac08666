/** What an API key may do. */
export const SCOPES = [
  "alerts:read",
  "alerts:write",
  "calls:read",
  "endpoints:read",
  "endpoints:write",
  "numbers:read",
  "fleet:read",
] as const;
export type Scope = (typeof SCOPES)[number];
