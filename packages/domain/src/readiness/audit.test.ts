import { describe, expect, it } from "vitest";
import type { QuietHours } from "../maintenance/quiet-hours.ts";
import { DEFAULT_PLAN } from "../rules/plan.ts";
import { WEEKDAYS } from "../rules/time-window.ts";
import { auditOrganization } from "./audit.ts";
import { newFindings } from "./finding.ts";
import type { Audited } from "./organization.ts";
import { NOW, organization, phone, rule, schedule } from "./testing/organization.ts";

const found = (more: Partial<Audited>): string[] =>
  auditOrganization(organization(more), NOW).map(
    ({ code, severity, subject }) => `${severity} ${code} ${subject.name}`,
  );
const said = (more: Partial<Audited>, code: string): string | undefined =>
  auditOrganization(organization(more), NOW).find((finding) => finding.code === code)?.message;

const scenario = (rules: ReturnType<typeof rule>[], plan = DEFAULT_PLAN): Pick<Audited, "scenarios"> => ({
  scenarios: [{ id: "scn_1", name: "Shop", primaryMemberId: "ben", rules, plan }],
});
const onCall = (entries: string[][], more = {}): Partial<Audited> => ({
  ...scenario([rule({ action: { type: "call_on_schedule", scheduleId: "sch_1" } })]),
  schedules: [{ id: "sch_1", name: "Nights", schedule: schedule(entries, more) }],
});
const quiet = (from: string, to: string, criticalPasses = true): QuietHours => ({
  windows: [{ days: WEEKDAYS, from, to }],
  timeZone: null,
  criticalPasses,
});

describe("an organization", () => {
  it("whose people can be rung has no findings", () => {
    expect(found({})).toEqual([]);
  });

  it.each([
    ["not verified", { verified: false }, "is not verified"],
    ["switched off", { enabled: false }, "is switched off"],
    ["refused", { refused: "its holder asked not to be called" }, "its holder asked not to be called"],
  ])("whose owner's phone is %s has nobody left behind its plans", (_, flaws, why) => {
    const phones = [phone("ada", flaws), phone("ben")];
    expect(found({ phones })).toEqual([
      "fewer_than_planned no_owner_reachable Acme",
      "fewer_than_planned step_reaches_nobody Shop",
      "worth_knowing plan_reaches_one Shop",
    ]);
    expect(said({ phones }, "no_owner_reachable")).toContain(why);
  });

  it("of which nobody can be rung says so of every plan, and names the reasons", () => {
    const more = { ...scenario([rule()]), phones: [phone("ben", { verified: false })] };
    expect(found(more)).toEqual([
      "nobody_reached plan_reaches_nobody Shop: Database",
      "nobody_reached plan_reaches_nobody Shop",
      "fewer_than_planned no_owner_reachable Acme",
    ]);
    expect(said(more, "plan_reaches_nobody")).toBe(
      "An alert that rule “Database” of scenario “Shop” takes rings nobody: Ben has a primary phone that is not verified; Ada has no phone.",
    );
  });
});

describe("a plan", () => {
  it("passes over a step without a phone", () => {
    const steps = [{ afterSeconds: 60, action: { type: "call_member", memberId: "gone" } as const }];
    const more = scenario([rule({ plan: { ...DEFAULT_PLAN, steps } })]);
    expect(found(more)).toEqual([
      "fewer_than_planned step_reaches_nobody Shop: Database",
      "worth_knowing plan_reaches_one Shop: Database",
    ]);
    expect(said(more, "step_reaches_nobody")).toContain("passes over step 1 at once");
  });

  it("whose catch-all is nobody", () => {
    const plan = { ...DEFAULT_PLAN, catchAll: { type: "call_member", memberId: "gone" } as const };
    expect(found(scenario([], plan))).toEqual(["fewer_than_planned catch_all_reaches_nobody Shop"]);
  });

  it("that a catch-all alone keeps is not without people", () => {
    const plan = { ...DEFAULT_PLAN, catchAll: { type: "call_member", memberId: "cy" } as const };
    const members = [...organization().members, { id: "cy", name: "Cy", role: "member" }];
    const more = { ...scenario([], plan), members, phones: [phone("cy")] };
    expect(found(more)).not.toContainEqual(expect.stringContaining("plan_reaches_nobody"));
  });

  it.each([
    [
      "of a rule that is switched off",
      rule({ enabled: false, action: { type: "call_member", memberId: "gone" } }),
    ],
    ["of a rule that only records", rule({ action: { type: "record_only" } })],
  ])("%s is not looked at", (_, one) => {
    expect(found(scenario([one]))).toEqual([]);
  });

  it("of a scenario that no endpoint has is only worth knowing", () => {
    expect(found({ ...scenario([]), endpoints: [], phones: [phone("ada")] })).toEqual([
      "worth_knowing plan_reaches_one Shop",
      "worth_knowing step_reaches_nobody Shop",
    ]);
  });
});

describe("quiet hours", () => {
  const ben = (hours: QuietHours) => [phone("ada"), phone("ben", { quiet: hours })];
  it("leave a step without a phone, and say when", () => {
    const phones = ben(quiet("22:00", "07:00"));
    expect(found({ phones })).toEqual(["fewer_than_planned quiet_hours_leave_step Shop"]);
    expect(said({ phones }, "quiet_hours_leave_step")).toBe(
      "An alert of scenario “Shop” that no rule takes and that is not critical passes over its action from Mon 23 Nov, 22:00, for 9 hours: its people have quiet hours.",
    );
  });

  it.each([
    [true, "fewer_than_planned"],
    [false, "nobody_reached"],
  ])("of everybody, critical alerts passing: %s, are %s", (passes, severity) => {
    const phones = [
      phone("ada", { quiet: quiet("20:00", "23:00", passes) }),
      phone("ben", { quiet: quiet("22:00", "07:00", passes) }),
    ];
    expect(found({ phones })).toEqual([`${severity} quiet_hours_leave_nobody Shop`]);
    expect(said({ phones }, "quiet_hours_leave_nobody")).toContain("from Mon 23 Nov, 22:00, for 60 minutes");
  });

  it("that never meet leave somebody to ring", () => {
    const rules = [rule({ action: { type: "call_all" } })];
    const phones = [
      phone("ada", { quiet: quiet("08:00", "12:00") }),
      phone("ben", { quiet: quiet("12:00", "16:00") }),
    ];
    const messages = auditOrganization(organization({ ...scenario(rules), phones }), NOW)
      .filter(({ subject }) => subject.kind === "rule")
      .map(({ message }) => message);
    expect(messages).toEqual([
      expect.stringContaining("passes over step 1 from Tue 24 Nov, 08:00, for 4 hours"),
    ]);
  });
});

describe("a schedule", () => {
  it("with a gap says from when and for how long", () => {
    const more = onCall([["ada"], []]);
    expect(found(more)).toEqual([
      "fewer_than_planned schedule_gap Nights",
      "worth_knowing plan_reaches_one Shop: Database",
    ]);
    expect(said(more, "schedule_gap")).toContain(
      "from Tue 24 Nov, 09:00, for 24 hours (7 gaps in 14 days, 7 days together)",
    );
  });

  it("with somebody on call who has no phone", () => {
    const more = { ...onCall([["ada"], ["ben"]]), phones: [phone("ada")] };
    expect(found(more)).toContain("fewer_than_planned on_call_without_phone Ben");
    expect(said(more, "on_call_without_phone")).toContain(
      "Ben is on call within 14 days (Nights) and has no phone",
    );
  });

  it("with a contact on call who has no phone, by name", () => {
    const contacts = [{ id: "noc", name: "Night office" }];
    const more = { ...onCall([["ada"], ["noc"]]), contacts, phones: [phone("ada")] };
    expect(said(more, "on_call_without_phone")).toContain(
      "Night office is on call within 14 days (Nights) and has no phone",
    );
  });

  it("that leaves a plan without anybody for a time is worse than a gap", () => {
    const more = { ...onCall([["ben"], []]), phones: [phone("ben")] };
    expect(found(more)[0]).toBe("nobody_reached plan_reaches_nobody Shop: Database");
    expect(said(more, "plan_reaches_nobody")).toContain("rings nobody from Tue 24 Nov, 09:00, for 24 hours");
  });

  it("that no plan calls, and one that cannot be read", () => {
    const schedules = [
      { id: "sch_1", name: "Nights", schedule: schedule([["ada"], []]) },
      { id: "sch_2", name: "Broken", schedule: null },
    ];
    expect(found({ schedules })).toEqual([
      "worth_knowing schedule_unreadable Broken",
      "worth_knowing schedule_gap Nights",
    ]);
  });
});

/** Maintenance every day at these hours, a window each. */
const halves = (...hours: [string, string][]): Pick<Audited, "maintenance"> => ({
  maintenance: hours.map(([from, to], index) => ({
    id: `mnt_${index}`,
    name: "Nights",
    endpointId: null,
    projectId: null,
    schedule: { kind: "weekly", windows: [{ days: [...WEEKDAYS], from, to }], timeZone: null },
  })),
});

describe("an endpoint", () => {
  const endpoint = (more: object) => ({
    endpoints: organization().endpoints.map((one) => ({ ...one, ...more })),
  });
  const maintenance = (days: number): Pick<Audited, "maintenance"> => ({
    maintenance: [
      {
        id: "mnt_1",
        name: "Move",
        endpointId: null,
        projectId: "prj_1",
        schedule: { kind: "once", startsAt: NOW - 1, endsAt: NOW + days * 86_400_000 },
      },
    ],
  });
  it.each([
    [
      "without a scenario",
      endpoint({ scenarioId: "scn_0" }),
      ["fewer_than_planned endpoint_without_scenario Prometheus"],
    ],
    ["that is paused", endpoint({ paused: true }), ["worth_knowing endpoint_paused Prometheus"]],
    [
      "in maintenance for ten days",
      maintenance(10),
      ["fewer_than_planned endpoint_in_long_maintenance Prometheus"],
    ],
    ["in maintenance for a day", maintenance(1), []],
    [
      "the page that two windows silenced at every hour, each of which leaves half the day free",
      halves(["00:00", "12:00"], ["12:00", "24:00"]),
      ["nobody_reached endpoint_in_long_maintenance Prometheus"],
    ],
  ])("%s", (_, more, expected) => {
    expect(found(more)).toEqual(expected);
  });
});

it("an organization whose time zone nobody knows is told times in UTC", () => {
  const more = { ...onCall([["ada"], []]), timeZone: "Mars/Olympus" };
  expect(said(more, "schedule_gap")).toContain("from Tue 24 Nov, 07:00");
});

describe("a change", () => {
  it("of the second window that silences what the first left is told", () => {
    const before = auditOrganization(organization(halves(["00:00", "12:00"])), NOW);
    const after = auditOrganization(organization(halves(["00:00", "12:00"], ["12:00", "24:00"])), NOW);
    expect(newFindings(before, after).map(({ message }) => message)).toEqual([
      "Maintenance silences endpoint “Prometheus” for all of the next 14 days: its alerts ring nobody until it ends.",
    ]);
  });

  it("is told what it brought, and not what was there or is only worth knowing", () => {
    const before = auditOrganization(organization({ phones: [phone("ada")] }), NOW);
    const after = auditOrganization(organization({ ...onCall([["ben"]]), phones: [phone("ada")] }), NOW);
    expect(
      newFindings(before, after)
        .map(({ code }) => code)
        .toSorted(),
    ).toEqual(["on_call_without_phone", "step_reaches_nobody"]);
    expect(newFindings(after, after)).toEqual([]);
  });
});
