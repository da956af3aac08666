/** Names of the objects. A name never holds a phone number. */

/** One Desk per organization and shard; the endpoint id carries both numbers. */
export function deskName(organizationNumber: number, shard: number): string {
  return `desk:${organizationNumber}:${shard}`;
}

/** Shards of the numbers. One machine has few, so that each stays awake: opening one costs more than a call's work. */
const LINES = { production: 256, local: 16 } as const;

/** @param hash first byte of the number's keyed hash, 0..255 */
export function phoneLineName(region: string, deployment: string, hash: number): string {
  return `line:${region}:${hash % LINES[deployment === "local" ? "local" : "production"]}`;
}

export function fleetName(region: string): string {
  return `fleet:${region}`;
}

/** Whether an object's name is that of a Fleet. */
export function isFleetName(name: string): boolean {
  return name.startsWith("fleet:");
}

export function pbxLinkName(pbxId: string): string {
  return `pbx:${pbxId}`;
}

/** The region whose Fleet and PhoneLines serve every organization until there is a second one. */
export const HOME_REGION = "eu";
