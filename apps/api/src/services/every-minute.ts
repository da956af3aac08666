import type { Env } from "../env.ts";
import { fleetName, HOME_REGION } from "../objects/names.ts";
import { forgetExpired } from "./accounts/forget-expired.ts";
import { sendDueMail } from "./mail/send-due-mail.ts";
import { pushChangedSnapshots } from "./organizations/push-changed-snapshots.ts";
import { queueWeeklyMail } from "./readiness/queue-weekly-mail.ts";
import { sweepAudio } from "./speech/sweep-audio.ts";
import { compareSuppressions } from "./suppression/compare-suppressions.ts";
import { watchOrganizations } from "./watch/watch-organizations.ts";

/** What the clock brings about. What alerts need comes first, and nothing holds up what follows it. */
export async function everyMinute(env: Env, now = Date.now()): Promise<void> {
  const work: [what: string, done: () => Promise<void>][] = [
    ["push changed configurations", () => pushChangedSnapshots(env)],
    ["watch the alerts", () => watchOrganizations(env, now)],
    ["compare suppressions with their lines", () => compareSuppressions(env, now)],
    ["test the trunks", () => env.FLEET.getByName(fleetName(HOME_REGION)).tick()],
    ["write the weekly mail", () => queueWeeklyMail(env, now)],
    ["sweep spoken words", () => sweepAudio(env, now)],
    ["forget what accounts need no more", () => forgetExpired(env, now)],
    ["send mail", () => sendDueMail(env, now)],
  ];
  for (const [what, done] of work) {
    try {
      await done();
    } catch (error) {
      console.error(`the sweep could not ${what}; the next minute tries again`, String(error));
    }
  }
}
