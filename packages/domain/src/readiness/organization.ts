import type { ResolvePeople } from "../alerts/alert.ts";
import type { Maintenance } from "../maintenance/maintenance.ts";
import type { QuietHours } from "../maintenance/quiet-hours.ts";
import type { CallPlan } from "../rules/plan.ts";
import type { Rule } from "../rules/rule.ts";
import type { Schedule } from "../schedules/schedule.ts";

/** An organization as its alerts meet it. */
export interface Audited {
  id: string;
  name: string;
  timeZone: string;
  members: readonly { id: string; name: string; role: string }[];
  /** People without an account, whom a rule or a schedule may name. */
  contacts: readonly { id: string; name: string }[];
  phones: readonly AuditedPhone[];
  /** `schedule` is null when what is stored cannot be read. */
  schedules: readonly { id: string; name: string; schedule: Schedule | null }[];
  scenarios: readonly AuditedScenario[];
  endpoints: readonly {
    id: string;
    name: string;
    projectId: string;
    scenarioId: string;
    paused: boolean;
  }[];
  maintenance: readonly Maintenance[];
  /** Who an action reaches at a moment: what the Desk answers, without numbers that may not be called. */
  people: (place: Place, at: number) => ResolvePeople;
}

/** Where an alert comes in: the scenario that decides, and its endpoint's project. `null`: of no matter. */
export interface Place {
  scenarioId: string | null;
  projectId: string | null;
}

export const ANYWHERE: Place = { scenarioId: null, projectId: null };

export interface AuditedPhone {
  id: string;
  memberId: string;
  primary: boolean;
  enabled: boolean;
  verified: boolean;
  /** Why its number may not be called; `null` when it may. */
  refused: string | null;
  quiet: QuietHours | null;
}

export interface AuditedScenario {
  id: string;
  name: string;
  primaryMemberId: string;
  rules: readonly Rule[];
  /** The plan of the default action. */
  plan: CallPlan;
}
