/** What an API key may do. */
export const SCOPES = [
  "alerts:read",
  "alerts:write",
  "calls:read",
  "endpoints:read",
  "endpoints:write",
  "scenarios:read",
  "scenarios:write",
  "schedules:read",
  "schedules:write",
  "projects:read",
  "projects:write",
  "contacts:read",
  "contacts:write",
  "numbers:read",
  "numbers:write",
  "maintenance:read",
  "maintenance:write",
  "drills:read",
  "drills:write",
  "fleet:read",
] as const;
export type Scope = (typeof SCOPES)[number];
