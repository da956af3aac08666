/** The ARI channel id of a leg: its own id in the letters `[A-Za-z0-9-]` that every place takes unescaped. */
export function channelIdOf(legId: string): string {
  return legId.replaceAll(/[^A-Za-z0-9-]/g, "-");
}

/** Warm-up channels are numbered: a script that changes while the phone rings warms again. */
export function warmChannelId(legChannelId: string, n: number): string {
  return `warm-${legChannelId}-${n}`;
}

/** Channels that this link made; a PBX may carry others, which are none of its business. */
export function isOurChannel(channelId: string): boolean {
  return /^(leg|warm)-/.test(channelId);
}

/** `channel:<id>`, as a playback's target is written. */
export function channelOfTarget(targetUri: string): string | null {
  return targetUri.startsWith("channel:") ? targetUri.slice("channel:".length) : null;
}
