/** What a member may do in an organization, most first. */
export const ROLES = ["owner", "admin", "member", "viewer"] as const;
export type Role = (typeof ROLES)[number];

/** A member edits alerting; what is left out here, only admins and owners change. */
const ALERTING = new Set([
  "alerts:write",
  "endpoints:write",
  "scenarios:write",
  "schedules:write",
  "projects:write",
  "contacts:write",
  "numbers:write",
  "maintenance:write",
  "drills:write",
  "browser-phone:write",
]);
/** Countries cost the organization's money: switching them on is its owner's. */
const OWNER_ONLY = new Set(["countries:write"]);

/** Which of these scopes a role has. A viewer reads, and lets only their own browser ring. */
export function scopesOf<Scope extends string>(role: Role, scopes: readonly Scope[]): Scope[] {
  return scopes.filter((scope) => {
    if (role === "owner") return true;
    if (role === "admin") return !OWNER_ONLY.has(scope);
    if (role === "member") return scope.endsWith(":read") || ALERTING.has(scope);
    return scope.endsWith(":read") || scope === "browser-phone:write";
  });
}

/** The least role that has one of these scopes; `null` for a scope that is no organization's. */
export function leastRoleFor(scope: string, scopes: readonly string[]): Role | null {
  return ROLES.findLast((role) => scopesOf(role, scopes).includes(scope)) ?? null;
}
