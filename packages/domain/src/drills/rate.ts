/** Drills that somebody asks for; planned ones count for themselves. */
export const PER_PHONE = { name: "drills of one phone: 1 in 10 minutes", most: 1, seconds: 600 } as const;
export const PER_ORGANIZATION = {
  name: "drills of an organization: 30 in an hour",
  most: 30,
  seconds: 3600,
} as const;

export interface RateRefusal {
  limit: string;
  retryAfterSeconds: number;
}

/**
 * Whether another drill may be asked for now.
 * @param asked earlier ones that somebody asked for, at least those of the last hour; `at` in milliseconds since the epoch
 */
export function refuseByRate(
  asked: readonly { phoneId: string; at: number }[],
  phoneId: string,
  now: number,
): RateRefusal | null {
  const ofPhone = asked.filter((one) => one.phoneId === phoneId);
  return over(PER_PHONE, ofPhone, now) ?? over(PER_ORGANIZATION, asked, now);
}

function over(
  { name, most, seconds }: { name: string; most: number; seconds: number },
  asked: readonly { at: number }[],
  now: number,
): RateRefusal | null {
  const recent = asked
    .map(({ at }) => at)
    .filter((at) => at > now - seconds * 1000)
    .toSorted((a, b) => a - b);
  const freeFrom = recent.at(-most);
  if (recent.length < most || freeFrom === undefined) return null;
  return { limit: name, retryAfterSeconds: Math.max(1, Math.ceil((freeFrom + seconds * 1000 - now) / 1000)) };
}
