import type { Reachable } from "@callping/domain/alerts/alert";
import { type NewAlert, startAlert } from "@callping/domain/alerts/start";
import { step } from "@callping/domain/alerts/step";
import { scriptWords } from "@callping/domain/calls/script-words";
import { rehearse } from "@callping/domain/dry-run/rehearse";
import { DEFAULT_PLAN } from "@callping/domain/rules/plan";
import { line, timesOf } from "./times.ts";

const RUNS = 200;
const NOW = Date.UTC(2026, 10, 22, 3);

const ALERT: NewAlert = {
  id: "alr_1",
  requestId: "req_1",
  endpointId: "end_1",
  dedupKey: "db",
  severity: "critical",
  title: "Database primary is down on db-1",
  message: null,
  url: null,
  tool: "generic",
  test: false,
  rule: { id: null, name: "default", scenarioId: "scn_1", scenarioVersion: 1 },
  action: { type: "call_all" },
  plan: DEFAULT_PLAN,
  autoCloseSeconds: 14_400,
  paused: false,
};

/** Milliseconds to play a whole alert that nobody answers, with the words of every call. */
export function measureDryRuns(): void {
  console.log(`\n${"nobody answers, the default plan".padEnd(36)}   p50 ms   p99 ms   max ms`);
  for (const count of [1, 5, 20, 200]) {
    const times = timesOf(count > 50 ? RUNS / 10 : RUNS, () => play(count));
    console.log(line(`${count} phones, ${play(count)} calls`, times?.p50, times?.p99, times?.max));
  }
}

function play(phones: number): number {
  const targets = Array.from({ length: phones }, (_, n): Reachable => ({
    phoneId: `pho_${n}`,
    memberId: `mem_${n}`,
    memberName: `Person ${n}`,
    label: "Mobile",
  }));
  const people = () => ({ targets, reason: null });
  const { calls } = rehearse(
    {
      start: (now) => startAlert(ALERT, now, people),
      step: (alert, event, now) => step(alert, event, now, people),
    },
    NOW,
  );
  const { severity, title, test } = ALERT;
  const moments = new Set(calls.map(({ ringsAt }) => ringsAt));
  for (const now of moments)
    scriptWords({
      organizationName: "Example",
      alerts: [{ severity, title, since: NOW, test }],
      keyMap: "default",
      now,
    });
  return calls.length;
}
