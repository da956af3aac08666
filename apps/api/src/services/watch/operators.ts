import type { Snapshot } from "../../objects/desk-protocol.ts";
import { deskName } from "../../objects/names.ts";

/** Organizations count from 1: 0 is whoever operates this installation. */
export const OPERATORS_DESK = deskName(0, 0);
export const OPERATORS_ID = "org_operators";
/** The only sender is this Worker itself: as no endpoint id has valid check bits, no webhook reaches it. */
export const OPERATORS_ENDPOINT = "00000000-0000-8000-8000-000000000000";

/**
 * The operators as an organization of their own: everybody is rung at once, and again, until one of them presses a key.
 * @param phones `OPERATOR_PHONES`: E.164 numbers with commas between them
 * @returns `null` when nobody is named.
 */
export function operatorsSnapshot(phones: string): Snapshot | null {
  const numbers = phones.split(",").flatMap((number) => number.trim() || []);
  if (numbers.length === 0) return null;
  return {
    config_version: 1,
    organization: {
      id: OPERATORS_ID,
      number: 0,
      name: "CallPing operations",
      slug: "operators",
      time_zone: "UTC",
      key_map: "default",
    },
    endpoints: [
      {
        id: "end_watcher",
        uuid: OPERATORS_ENDPOINT,
        name: "Watcher",
        project_id: "prj_operators",
        scenario_id: "scn_operators",
        paused: false,
        default_severity: "critical",
        alert_key_digest: null,
        auto_close_seconds: 86_400,
      },
    ],
    scenarios: [
      {
        id: "scn_operators",
        name: "Operators",
        version: 1,
        primary_member_id: "mem_operator-1",
        rules: [{ id: "rul_operators", name: "Everybody", when: { all: [] }, action: { type: "call_all" } }],
        plan: null,
      },
    ],
    members: numbers.map((_, index) => ({
      id: `mem_operator-${index + 1}`,
      name: `Operator ${index + 1}`,
      role: "owner",
    })),
    phones: numbers.map((number, index) => ({
      id: `pho_operator-${index + 1}`,
      member_id: `mem_operator-${index + 1}`,
      number,
      label: `Operator ${index + 1}`,
      language: "en",
      enabled: true,
      primary: true,
      verified: true,
    })),
  };
}
