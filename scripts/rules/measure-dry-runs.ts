import type { Snapshot } from "@callping/api/objects/desk-protocol";
import { playEvent } from "@callping/api/services/dry-run/play-event";
import { readSent } from "@callping/api/services/dry-run/read-sent";
import { pbxDefinition } from "@callping/api/services/fleet/testing/pbx-definition";
import { costLine, costsOf } from "./times.ts";

const RUNS = 200;
const NOW = Date.UTC(2026, 10, 22, 3);
const PAYLOAD = { severity: "critical", title: "Database primary is down on db-1" };

/**
 * What a whole dry run of an alert that nobody answers takes: the body read, the rules asked, everybody looked up, every
 * call with its route and words, and the answer as JSON. Without the two reads from D1 and the question to the Desk.
 */
function measureDryRuns(): void {
  console.log(
    `\n${"nobody answers, the default plan".padEnd(36)}   p50 ms   p99 ms  CPU p50  CPU p99   answer`,
  );
  for (const count of [1, 5, 20, 200]) {
    const snapshot = organizationOf(count);
    const played = play(snapshot);
    const kilobytes = `${Math.round(JSON.stringify(played).length / 1024)} KiB`;
    const costs = costsOf(RUNS, () => JSON.stringify(play(snapshot)));
    console.log(costLine(`${count} phones, ${played.calls.length} calls`, costs, kilobytes));
  }
}

function play(snapshot: Snapshot): ReturnType<typeof playEvent> {
  const [endpoint] = snapshot.endpoints;
  const [sent] = endpoint === undefined ? [] : readSent(endpoint, { payload: PAYLOAD }).events;
  if (endpoint === undefined || sent === undefined) throw new Error("the payload was not read");
  const standing = { objections: [], open: [], counts: [] };
  const fleet = { pbxs: ["pbx-1", "pbx-2"].map(pbxDefinition) };
  return playEvent({ snapshot, endpoint, standing, fleet, deployment: "local", at: NOW }, sent);
}

/** An organization whose every member is called by the first rule. */
function organizationOf(members: number): Snapshot {
  const all = Array.from({ length: members }, (_, n) => n);
  return {
    config_version: 1,
    organization: {
      id: "org_1",
      number: 1,
      name: "Example",
      slug: "example",
      time_zone: "Europe/Kyiv",
      key_map: "default",
    },
    endpoints: [
      {
        id: "end_1",
        uuid: "",
        name: "Monitoring",
        project_id: "prj_1",
        scenario_id: "scn_1",
        paused: false,
        default_severity: "major",
        alert_key_digest: null,
        auto_close_seconds: 14_400,
      },
    ],
    scenarios: [
      {
        id: "scn_1",
        name: "Everybody",
        version: 1,
        primary_member_id: "mem_0",
        rules: [{ id: "rul_1", name: "All", when: { all: [] }, action: { type: "call_all" } }],
        plan: null,
      },
    ],
    members: all.map((n) => ({ id: `mem_${n}`, name: `Person ${n}`, role: n === 0 ? "owner" : "member" })),
    phones: all.map((n) => ({
      id: `pho_${n}`,
      member_id: `mem_${n}`,
      number: `+3319900${String(n).padStart(4, "0")}`,
      label: "Mobile",
      language: "en",
      enabled: true,
      primary: true,
      verified: true,
    })),
  };
}

measureDryRuns();
