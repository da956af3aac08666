/** Names of the objects. A name never holds a phone number. */

/** One Desk per organization and shard; the endpoint id carries both numbers. */
export function deskName(organizationNumber: number, shard: number): string {
  return `desk:${organizationNumber}:${shard}`;
}

/** Numbers are hashed onto shards; `bucket` is 0..255. */
export function phoneLineName(region: string, bucket: number): string {
  return `line:${region}:${bucket}`;
}

export function fleetName(region: string): string {
  return `fleet:${region}`;
}

export function pbxLinkName(pbxId: string): string {
  return `pbx:${pbxId}`;
}

/** The region whose Fleet and PhoneLines serve every organization until there is a second one. */
export const HOME_REGION = "eu";
