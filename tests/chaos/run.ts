import { setTimeout as wait } from "node:timers/promises";
import { HandsetExchange } from "../harness/handset-exchange.ts";
import { freePort, Installation } from "../harness/installation.ts";
import { type Blow, planBlows } from "./blows.ts";
import { type Finding, judge } from "./judge.ts";
import { People } from "./people.ts";
import { PLANNED_ATTEMPTS, Pool } from "./pool.ts";
import { Questions } from "./questions.ts";
import { Random } from "./random.ts";
import { tryBlow } from "./round.ts";
import { trySecondStart } from "./second-start.ts";
import { Traffic } from "./traffic.ts";

export interface ChaosOptions {
  kills: number;
  seed: number;
  say: (line: string) => void;
}

/** One blow and what came of it. */
export interface Round {
  blow: Blow;
  victim: string;
  /** From the kill to the first ring of a webhook sent after it; null when none came in time. */
  recoverySeconds: number | null;
  accepted: number;
  acknowledged: number;
}

export interface ChaosReport {
  rounds: Round[];
  findings: Finding[];
  /** Kept when there is something to look at. */
  stateDir: string | null;
}

/** Webhooks come at about one a second, and an organization rests for five minutes. */
const LARGEST_POOL = 400;
const PEOPLE_A_KILL = 30;
const SETTLED_WITHIN_MS = 180_000;
const RECORDED_WITHIN_MS = 90_000;

/** Kills an installation of its own `kills` times while webhooks keep coming, and judges what became of each of them. */
export async function runChaos({ kills, seed, say }: ChaosOptions): Promise<ChaosReport> {
  const random = new Random(seed);
  const controllerPort = await freePort();
  const pool = new Pool(Math.min(LARGEST_POOL, 40 + kills * PEOPLE_A_KILL));
  const exchange = await HandsetExchange.open(controllerPort);
  const installation = new Installation({ controllerPort, seed: (secrets) => pool.seed(secrets) });
  let clean = false;
  try {
    const ready = await installation.start();
    await exchange.ready();
    const people = new People(
      exchange,
      random,
      pool.members.map(({ number }) => number),
    );
    const traffic = new Traffic(ready.urls.api, pool, random);
    const flowing = traffic.run();
    const findings: Finding[] = [];
    const rounds: Round[] = [];
    for (const blow of planBlows(kills, random)) {
      traffic.round = blow.n;
      const { round, found } = await tryBlow({ installation, people, traffic }, blow);
      rounds.push(round);
      findings.push(...found);
      say(
        `${blow.n}/${kills} killed ${round.victim} (${blow.moment} + ${blow.delayMs} ms): rings again after ${round.recoverySeconds ?? "no"} s`,
      );
      if (blow.n === 1) findings.push(...(await lockFindings(installation)));
      await wait(random.between(500, 2_000));
    }
    await traffic.stop();
    await flowing;
    say(`waiting until each of ${traffic.sent.length} webhooks is acknowledged`);
    findings.push(...(await settle(new Questions(ready.urls.api), traffic, people, rounds)));
    say(`${people.rings.length} INVITEs, ${people.torn} calls torn away by a kill`);
    clean = findings.length === 0;
    return { rounds, findings, stateDir: clean ? null : installation.stateDir };
  } finally {
    if (clean) await installation.remove();
    else await installation.stop();
    exchange.close();
  }
}

async function lockFindings(installation: Installation): Promise<Finding[]> {
  const wrong = await trySecondStart(installation);
  return wrong === null ? [] : [{ kind: "lock", round: 1, text: wrong }];
}

async function settle(
  questions: Questions,
  traffic: Traffic,
  people: People,
  rounds: Round[],
): Promise<Finding[]> {
  const { sent } = traffic;
  const alerts = await questions.settled(sent, SETTLED_WITHIN_MS);
  const listed = new Map<string, string[]>();
  for (const one of sent) listed.set(one.member.organization.id, await questions.listed(one));
  const missing = await questions.unrecorded(sent, alerts, RECORDED_WITHIN_MS);
  for (const round of rounds) {
    const own = sent.filter((one) => one.round === round.blow.n);
    round.accepted = own.filter((one) => one.acceptedAt !== null).length;
    round.acknowledged = own.filter((one) =>
      [...one.alertIds].some((id) => alerts.get(id)?.state === "acknowledged"),
    ).length;
  }
  const unrecorded = [...missing].map(([callId, { round }]): Finding => ({
    kind: "unrecorded",
    round,
    text: `GET /calls/${callId} has no end of it`,
  }));
  return [
    ...judge({ sent, alerts, listed, rings: people.rings, plannedAttempts: PLANNED_ATTEMPTS }),
    ...unrecorded,
  ];
}
