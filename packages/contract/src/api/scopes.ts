/** What an organization's API key may do. */
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
  "readiness:read",
  "readiness:write",
  "drills:read",
  "drills:write",
  "fleet:read",
  "browser-phone:write",
  "organization:read",
  "organization:write",
  "countries:write",
] as const;
/** What only an operator's key may do: change the fleet that carries everybody's calls, and stop calls to a number. */
type OperatorScope = "fleet:write" | "suppressions:write";
export type Scope = (typeof SCOPES)[number] | OperatorScope;
