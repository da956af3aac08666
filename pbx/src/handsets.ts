/** What reaches the PBX from a handset, as ARI reports it (measured, and checked by the integration test). */
export interface HandsetResult {
  /** `ring_timeout`: the carrier never ends the call; the PBX does, at the originate's timeout. */
  end: "answered" | "refused" | "ring_timeout";
  /** The `Dial` state before the end or the answer. "100 Trying" is never shown to ARI. */
  progress: "RINGING" | "PROGRESS" | "none";
  /** What is pressed after the answer, in order. */
  keys: readonly string[];
  /** `tech_cause` and Q.850 `cause` of ChannelDestroyed for a call that was not answered; a ring timeout reads 480, too. */
  sip: number | undefined;
  cause: number | undefined;
}

export interface Handset {
  behaviour: string;
  /** BB in the number. */
  code: string;
  description: string;
  result: HandsetResult;
}

/** Every handset of the local carrier: one row a behaviour. Numbers are `+33 1 99 00 BB xx` and `+44 20 7946 0BBx`. */
export const HANDSETS = [
  answered("listens", "10", "answers after 1 s and listens silently"),
  answered("presses-1-after-3s", "11", "answers after 1 s, presses 1 three seconds later", "1"),
  answered("presses-1-after-8s", "12", "answers after 1 s, presses 1 eight seconds later", "1"),
  answered("presses-1-after-20s", "13", "answers after 1 s, presses 1 twenty seconds later", "1"),
  answered("presses-wrong-key", "14", "answers, presses 5 after 3 s and nothing else", "5"),
  answered("presses-wrong-key-then-1", "15", "answers, presses 5 after 3 s and 1 five seconds later", "51"),
  answered("escalates", "16", "answers, presses 2 after 3 s", "2"),
  answered("asks-again-then-1", "17", "answers, presses * after 3 s and 1 ten seconds later", "*1"),
  answered("opts-out", "18", "answers, presses 9 after 3 s and 9 again five seconds later", "99"),
  answered("voicemail", "20", "a mailbox answers after 1 s, greets for some seconds, beeps and listens"),
  answered("hangs-up-at-once", "21", "answers after 1 s and hangs up within another"),
  answered("rings-slowly", "22", "rings only after 6 s (180), answers at 9 s"),
  refused("busy", "30", "the line is engaged", 486, 17),
  refused("rejects", "31", "rings 1 s, then the person declines", 603, 21, "RINGING"),
  unanswered("does-not-answer", "32", "rings for two minutes", "RINGING"),
  refused("unavailable", "33", "switched off or out of coverage", 480, 19),
  refused("does-not-exist", "34", "the number is not in service", 404, 1),
  refused(
    "announced-not-in-service",
    "35",
    "an announcement as early media (183), then 404",
    404,
    1,
    "PROGRESS",
  ),
  refused("trunk-fails", "40", "the carrier has no capacity", 503, 34),
  unanswered("silent", "41", "100 Trying and then nothing, for two minutes", "none"),
  answered(
    "softphone",
    "90",
    "rings the SIP softphone registered as softphone-x (480 while it is not registered)",
  ),
] as const satisfies readonly Handset[];

export type HandsetBehaviour = (typeof HANDSETS)[number]["behaviour"];
export type HandsetCountry = "FR" | "GB";

/** How many handsets a behaviour has: xx and x. Softphones have ten accounts. */
export const HANDSET_INSTANCES: Record<HandsetCountry, number> = { FR: 100, GB: 10 };

/** E.164 number of one handset, all reserved for fiction (France: ARCEP 01 99 00 xx xx; United Kingdom: Ofcom 020 7946 0xxx). */
export function handsetNumber(
  behaviour: HandsetBehaviour,
  instance = 0,
  country: HandsetCountry = "FR",
): string {
  const limit = behaviour === "softphone" ? 10 : HANDSET_INSTANCES[country];
  if (!Number.isInteger(instance) || instance < 0 || instance >= limit) {
    throw new RangeError(
      `Handset ${behaviour} has instances 0 to ${limit - 1} in ${country}; ${instance} is none of them.`,
    );
  }
  const { code } = handset(behaviour);
  return country === "FR"
    ? `+3319900${code}${String(instance).padStart(2, "0")}`
    : `+442079460${code}${instance}`;
}

/** The behaviour behind a number, or undefined when no handset has it. */
export function handsetOf(number: string): Handset | undefined {
  const code = /^\+(?:3319900(\d\d)\d\d|442079460(\d\d)\d)$/.exec(number);
  return HANDSETS.find((row) => row.code === (code?.[1] ?? code?.[2]));
}

function handset(behaviour: HandsetBehaviour): Handset {
  const row = HANDSETS.find((candidate) => candidate.behaviour === behaviour);
  if (!row) throw new RangeError(`There is no handset "${behaviour}".`);
  return row;
}

function answered<B extends string>(
  behaviour: B,
  code: string,
  description: string,
  keys = "",
): Handset & { behaviour: B } {
  return {
    behaviour,
    code,
    description,
    result: { end: "answered", progress: "RINGING", keys: keys.split(""), sip: undefined, cause: undefined },
  };
}

function refused<B extends string>(
  behaviour: B,
  code: string,
  description: string,
  sip: number,
  cause: number,
  progress: HandsetResult["progress"] = "none",
): Handset & { behaviour: B } {
  return { behaviour, code, description, result: { end: "refused", progress, keys: [], sip, cause } };
}

function unanswered<B extends string>(
  behaviour: B,
  code: string,
  description: string,
  progress: HandsetResult["progress"],
): Handset & { behaviour: B } {
  return {
    behaviour,
    code,
    description,
    result: { end: "ring_timeout", progress, keys: [], sip: 480, cause: 19 },
  };
}
