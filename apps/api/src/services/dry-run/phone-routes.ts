import { NOBODY_ANSWERS, type Telephones } from "@callping/domain/dry-run/rehearse";
import { checkCallable } from "@callping/domain/caps/check-callable";
import { stopped } from "@callping/domain/caps/stop";
import { checkNumber } from "@callping/domain/numbers/check-number";
import { type CostClass, costClass } from "@callping/domain/numbers/cost-class";
import { NO_OPERATOR_LISTS } from "@callping/domain/numbers/policy";
import type { CallableType } from "@callping/domain/numbers/check-type";
import type { Snapshot, SnapshotPhone } from "../../objects/desk-protocol.ts";
import type { FleetDefinition } from "../fleet-definition.ts";
import { getHealthyPbx, type LiveHealth, type Route } from "../pbx-registry.ts";

/** How a call to a phone would leave, or why none may. */
export type PhoneRoute =
  | ({ ok: true; cost_class: CostClass; number_type: CallableType } & Route)
  | { ok: false; outcome: "bad_number" | "no_permitted_route" | "capped"; reason: string; message: string };

const NO_ROUTE: PhoneRoute = {
  ok: false,
  outcome: "no_permitted_route",
  reason: "no_permitted_route",
  message: "No trunk of this installation may carry a call to this number.",
};

/** As a Desk ends an attempt that it may not make. */
function outcomeOf(reason: string): "bad_number" | "no_permitted_route" {
  return reason.startsWith("country_") ? "no_permitted_route" : "bad_number";
}

/**
 * The telephones of an organization as a plan would meet them when everything works and nobody answers: each PBX is up,
 * each trunk reachable. What the safety net refuses, and what no trunk may carry, ends there as it does in earnest.
 */
export class PhoneRoutes implements Telephones {
  private readonly phones: ReadonlyMap<string, SnapshotPhone>;
  private readonly fleet: FleetDefinition;
  private readonly fictionAllowed: boolean;
  private readonly organization: Snapshot["organization"];
  private readonly health: ReadonlyMap<string, LiveHealth>;
  private readonly known = new Map<string, PhoneRoute>();
  private readonly callerRegions = new Map<string, string | null>();

  constructor(
    phones: readonly SnapshotPhone[],
    fleet: FleetDefinition,
    deployment: string,
    organization: Snapshot["organization"],
  ) {
    this.organization = organization;
    this.phones = new Map(phones.map((phone) => [phone.id, phone]));
    this.fleet = { ...fleet, pbxs: fleet.pbxs.map((pbx) => ({ ...pbx, draining: false })) };
    this.health = new Map(
      fleet.pbxs.map(({ id, trunks }) => [
        id,
        { connected: true, reachableTrunks: new Set(trunks.map((trunk) => trunk.id)) },
      ]),
    );
    this.fictionAllowed = deployment === "local";
  }

  /** In which it is spoken to; empty for a phone that is not there. */
  languageOf(phoneId: string): string {
    return this.phones.get(phoneId)?.language ?? "";
  }

  numberOf(phoneId: string): string {
    return this.phones.get(phoneId)?.number ?? phoneId;
  }

  fateOf(...[attempt, ringSeconds]: Parameters<Telephones["fateOf"]>): ReturnType<Telephones["fateOf"]> {
    const route = this.routeOf(attempt.phoneId);
    if (route.ok) return NOBODY_ANSWERS.fateOf(attempt, ringSeconds);
    const { outcome, reason, message } = route;
    // The Desk stops what may not be called; that no trunk is up is for the line to find.
    return { outcome, seconds: 0, ...(route !== NO_ROUTE && { refused: { reason, message } }) };
  }

  routeOf(phoneId: string): PhoneRoute {
    const number = this.numberOf(phoneId);
    const known = this.known.get(number) ?? this.findRoute(number);
    this.known.set(number, known);
    return known;
  }

  private findRoute(number: string): PhoneRoute {
    const { countries, calls_stopped, eu_only } = this.organization;
    if (calls_stopped === true) return { ok: false, outcome: "capped", ...stopped("calls_stopped") };
    const context = { ...this.fleet.policy, fictionAllowed: this.fictionAllowed, browserAllowed: true };
    const checked = checkCallable(number, context, countries);
    if (!checked.ok) return { ok: false, outcome: outcomeOf(checked.error.reason), ...checked.error };
    const picked = getHealthyPbx(checked, this.fleet, {
      exclude: [],
      health: this.health,
      cursor: 0,
      euOnly: eu_only === true,
    });
    if (!picked.ok) return NO_ROUTE;
    const { pbx_id, trunk_id } = picked.route;
    const cost_class = costClass(checked, this.callerRegion(picked.route));
    return { ok: true, pbx_id, trunk_id, cost_class, number_type: checked.type };
  }

  private callerRegion({ pbx_id, trunk_id }: Route): string | null {
    const pbx = this.fleet.pbxs.find(({ id }) => id === pbx_id);
    const number = pbx?.trunks.find(({ id }) => id === trunk_id)?.callerId ?? "";
    let region = this.callerRegions.get(number);
    if (region === undefined) {
      const checked = checkNumber(number, { ...NO_OPERATOR_LISTS, fictionAllowed: true });
      region = checked.ok ? checked.region : null;
      this.callerRegions.set(number, region);
    }
    return region;
  }
}
