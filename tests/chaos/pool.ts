import type { Statement } from "@callping/api/db/statement";
import type { CallPlan } from "@callping/domain/rules/plan";
import { seedOrganization, type SeedSecrets, type TestOrganization } from "../harness/organizations.ts";

export interface Member {
  organization: TestOrganization;
  number: string;
}

/** A number is left in peace for a minute after a call, and rung thrice in three minutes at most; its alert is over long before. */
const REST_MS = 300_000;
/** Beyond the demo's and every other test's. */
const FIRST_ORGANIZATION = 3_000;

/** Many short tries: a plan that runs out because of some kills would hide a lost page. */
const PLAN: CallPlan = {
  ringSeconds: 15,
  attempts: 10,
  spacingSeconds: 5,
  steps: [{ afterSeconds: 300, action: { type: "call_owners" } }],
  passes: 10,
};

export const PLANNED_ATTEMPTS = PLAN.attempts * PLAN.passes;

/** Organizations with one number each, so that no webhook waits for another's cooldown. */
export class Pool {
  readonly members: Member[] = [];
  private readonly size: number;
  private readonly resting: { member: Member; since: number }[] = [];

  constructor(size: number) {
    this.size = size;
  }

  /** Their rows, the first time; on a later start of the same state they are there. */
  async seed(secrets: SeedSecrets): Promise<Statement[]> {
    if (this.members.length > 0) return [];
    const statements: Statement[] = [];
    for (let index = 0; index < this.size; index += 1) {
      const number = `+3319900${FIRST_ORGANIZATION + index}`;
      const seeded = await seedOrganization(
        `chaos ${index}`,
        FIRST_ORGANIZATION + index,
        { people: [{ name: "Ada", number }], plan: PLAN },
        secrets,
      );
      const member = { organization: seeded.organization, number };
      this.members.push(member);
      this.resting.push({ member, since: 0 });
      statements.push(...seeded.statements);
    }
    return statements;
  }

  /** An organization whose number has rested long enough, or null. */
  take(now: number): Member | null {
    const first = this.resting[0];
    if (first === undefined || now - first.since < REST_MS) return null;
    this.resting.shift();
    this.resting.push({ member: first.member, since: now });
    return first.member;
  }
}
