import { describe, expect, it } from "vitest";
import type { Action } from "./action.ts";
import type { Directory, DirectoryPhone } from "./resolve-action.ts";
import { resolveAction } from "./resolve-action.ts";

const phone = (id: string, memberId: string, more: Partial<DirectoryPhone> = {}): DirectoryPhone => ({
  id,
  memberId,
  enabled: true,
  primary: true,
  verified: true,
  ...more,
});

const directory: Directory = {
  primaryMemberId: "ann",
  members: [
    { id: "ann", role: "owner" },
    { id: "bob", role: "member" },
    { id: "cy", role: "member" },
    { id: "dee", role: "member" },
  ],
  phones: [
    phone("ann-old", "ann", { primary: false }),
    phone("ann-main", "ann"),
    phone("bob-only", "bob", { primary: false }),
    phone("cy-main", "cy", { verified: false }),
    phone("cy-other", "cy", { primary: false }),
    phone("stranger", "zoe"),
    phone("con-main", "con_1"),
    phone("con-silent", "con_2", { verified: false }),
  ],
  contactIds: ["con_1", "con_2"],
  onCall: { weekly: ["bob", "ann", "bob"] },
};

describe("resolveAction", () => {
  it.each<[Action, string[]]>([
    [{ type: "call_primary" }, ["ann-main"]],
    [{ type: "call_member", memberId: "bob" }, ["bob-only"]],
    [{ type: "call_member", memberId: "con_1" }, ["con-main"]],
    [{ type: "call_all" }, ["ann-main", "bob-only"]],
    [{ type: "call_owners" }, ["ann-main"]],
    [{ type: "call_on_schedule", scheduleId: "weekly" }, ["bob-only", "ann-main"]],
  ])("%j rings %j", (action, phones) => {
    expect(resolveAction(action, directory)).toEqual({ phones });
  });

  it.each<[Action, RegExp]>([
    [{ type: "record_only" }, /rings nobody/],
    [{ type: "call_member", memberId: "cy" }, /verified/],
    [{ type: "call_member", memberId: "dee" }, /verified/],
    [{ type: "call_member", memberId: "con_2" }, /verified/],
    [{ type: "call_member", memberId: "zoe" }, /not in the organization/],
    [{ type: "call_project" }, /no members/],
    [{ type: "call_on_schedule", scheduleId: "gone" }, /not in the organization/],
  ])("%j reaches nobody and says why", (action, reason) => {
    expect(resolveAction(action, directory)).toEqual({ phones: [], reason: expect.stringMatching(reason) });
  });

  it("says so when there is no primary member", () => {
    expect(resolveAction({ type: "call_primary" }, { ...directory, primaryMemberId: null }).reason).toMatch(
      /no primary member/,
    );
  });
});
