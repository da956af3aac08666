import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSubject } from "./subject.ts";

describe("a subject", () => {
  it.each([
    ["Database primary is down on db-1", "Database primary is down on db-1", null, null],
    ["[RESOLVED] Database primary is down on db-1", "Database primary is down on db-1", "resolved", null],
    ["Resolved: Database primary is down", "Database primary is down", "resolved", null],
    ["Resolved in 5m 3s: Disk is full", "Disk is full", "resolved", null],
    ["Problem: Disk is full", "Disk is full", "firing", null],
    ["[FIRING:2] HighLatency (shop web)", "HighLatency (shop web)", "firing", null],
    ["[RESOLVED:1] HighLatency", "HighLatency", "resolved", null],
    ["[FIRING:1, RESOLVED:1] HighLatency", "HighLatency", "firing", null],
    ["Re: [FIRING:1] HighLatency", "HighLatency", "firing", null],
    ["AW: WG: Re[2]: Fwd: Disk is full", "Disk is full", null, null],
    ['ALARM: "orders-5xx" in EU (Ireland)', '"orders-5xx" in EU (Ireland)', null, null],
    ['OK: "orders-5xx" in EU (Ireland)', '"orders-5xx" in EU (Ireland)', "resolved", null],
    ["CRITICAL: disk is full", "disk is full", null, "CRITICAL"],
    ["[P1] Checkout is slow", "Checkout is slow", null, "P1"],
    ["[EXTERNAL] [SEV-2] Checkout is slow", "Checkout is slow", null, "SEV-2"],
    ["[billing] [RESOLVED] Queue is stuck", "[billing] Queue is stuck", "resolved", null],
    ["[Monitor Alert] Triggered: Queue is stuck", "Queue is stuck", "firing", null],
    ["[Monitor Alert] Recovered: Queue is stuck", "Queue is stuck", "resolved", null],
    [
      "** PROBLEM Service Alert: web/HTTP is CRITICAL **",
      "Service Alert: web/HTTP is CRITICAL **",
      "firing",
      "CRITICAL",
    ],
    ["** RECOVERY Service Alert: web/HTTP is OK **", "Service Alert: web/HTTP is OK **", "resolved", null],
    ["Monitor is DOWN: shop.example", "shop.example", "firing", null],
    ["Monitor is UP: shop.example", "shop.example", "resolved", null],
    ["DOWN | shop", "shop", "firing", null],
    ["UP | shop", "shop", "resolved", null],
    ["🔴 DOWN alert: shop is DOWN", "shop is DOWN", "firing", null],
    ["✅ UP alert: shop is UP", "shop is UP", "resolved", null],
    ["Check_MK: web/HTTP OK -> CRIT", "Check_MK: web/HTTP OK -> CRIT", "firing", "CRIT"],
    ["Check_MK: web/HTTP CRIT -> OK", "Check_MK: web/HTTP CRIT -> OK", "resolved", null],
    ["Replication lag of db1 -> db2", "Replication lag of db1 -> db2", null, null],
    ["[RESOLVED]", null, "resolved", null],
    ["", null, null, null],
    [null, null, null, null],
  ] as const)("%j", (subject, title, state, severity) => {
    expect(readSubject(subject)).toMatchObject({ title, state, severity });
  });

  it.each([
    "RECOVERY failed on db-1",
    "Recovery: restore of db-1 failed",
    "[Recovery] Restore job cannot start",
    "Resolved: not yet, still failing",
    "[Resolved] still failing",
    "[Resolved?] Disk is full",
    "[RESOLVED] Disk is full?",
    "OK: 3, CRITICAL: 2",
    "[OK] [FIRING:1] Disk is full",
    "** RECOVERY Service Alert: web/HTTP is CRITICAL **",
    "OK we have a problem",
    "Unresolved: Disk is full",
    "Update: the incident is not resolved",
    "Backup OK: no",
  ])("never takes %j for an end", (subject) => {
    expect(readSubject(subject).state).not.toBe("resolved");
  });

  it.each([
    ["Disk is full on db-1", "[RESOLVED] Disk is full on db-1"],
    ["[FIRING:1] HighLatency", "[RESOLVED] HighLatency"],
    ["CRITICAL: Disk is full", "Re: OK: disk is full"],
    ['ALARM: "orders-5xx" in EU', 'OK: "orders-5xx" in EU'],
    ["** PROBLEM Service Alert: web/HTTP is CRITICAL **", "** RECOVERY Service Alert: web/HTTP is OK **"],
    ["[PROBLEM] HTTP on web is CRITICAL!", "[RECOVERY] HTTP on web is OK!"],
    ["Monitor is DOWN: shop", "Monitor is UP: shop"],
    ["DOWN alert: shop is DOWN", "UP alert: shop is UP"],
    ["Problem: Disk is full", "Resolved in 1h 2m 3s: Disk is full"],
    ["Check_MK: web/HTTP OK -> CRIT", "Check_MK: web/HTTP CRIT -> OK"],
    ["🔴 [shop] down: checkout", "✅ [shop] UP: checkout"],
  ])("%j and %j are one problem", (firing, resolved) => {
    const problem = readSubject(firing).problem;
    expect(problem).not.toBeNull();
    expect(readSubject(resolved)).toMatchObject({ problem, state: "resolved" });
  });

  it.each([
    ["Disk is full on db-1", "Disk is full on db-2"],
    ["Replication lag of db1 -> db2", "Replication lag of db1 -> db3"],
    ["[billing] Queue is stuck", "[shop] Queue is stuck"],
  ])("%j and %j are two", (one, other) => {
    expect(readSubject(one).problem).not.toBe(readSubject(other).problem);
  });

  it("of any number of prefixes has the same problem and title", () => {
    const prefix = fc.constantFrom("Re: ", "Fwd: ", "[FIRING:3] ", "PROBLEM: ", "[CRITICAL] ", "** ", "🔥 ");
    fc.assert(
      fc.property(fc.array(prefix, { maxLength: 8 }), (prefixes) => {
        expect(readSubject(`${prefixes.join("")}Disk is full on db-1`)).toMatchObject({
          title: "Disk is full on db-1",
          problem: "disk is full on db 1",
        });
      }),
      { numRuns: 200 },
    );
  });

  it("of any text at all is read", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (text) => {
        expect(readSubject(text).title?.length ?? 0).toBeLessThanOrEqual(500);
      }),
      { numRuns: 200 },
    );
  });
});
