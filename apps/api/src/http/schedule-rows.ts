import { PageQuerySchema } from "@callping/contract/api/configuration";
import {
  AtQuerySchema,
  CalendarFeedRemovedSchema,
  CalendarFeedSchema,
  CoverageSchema,
  OnCallSchema,
  OrganizationOnCallSchema,
  RangeQuerySchema,
  ShiftListSchema,
} from "@callping/contract/api/on-call";
import {
  NewOverrideSchema,
  NewScheduleSchema,
  OverrideAddedSchema,
  OverrideImportSchema,
  OverridesImportedSchema,
  ScheduleChangeSchema,
  ScheduleDeletedSchema,
  ScheduleListSchema,
  ScheduleSavedSchema,
  ScheduleSchema,
} from "@callping/contract/api/schedules";
import type { RouteRow } from "./route-table.ts";
import { withKey } from "./with-key.ts";

/** The rows of schedules, of who is on call, and of calendar feeds. */
export const SCHEDULES = {
  "GET /api/v1/schedules": withKey("schedules:read", "List schedules, newest first", ScheduleListSchema, {
    query: PageQuerySchema,
  }),
  "POST /api/v1/schedules": withKey("schedules:write", "Make a schedule", ScheduleSavedSchema, {
    body: NewScheduleSchema,
    answers: { 201: ScheduleSavedSchema },
    problems: ["settings_conflict"],
  }),
  "GET /api/v1/schedules/:id": withKey("schedules:read", "One schedule", ScheduleSchema, {
    problems: ["not_found"],
  }),
  "PATCH /api/v1/schedules/:id": withKey(
    "schedules:write",
    "Change a schedule; what is left out stays. The next call is decided by it",
    ScheduleSavedSchema,
    { body: ScheduleChangeSchema, problems: ["not_found", "schedule_changed", "settings_conflict"] },
  ),
  "DELETE /api/v1/schedules/:id": withKey(
    "schedules:write",
    "Delete a schedule that no scenario calls, and its calendar",
    ScheduleDeletedSchema,
    { problems: ["not_found", "schedule_in_use"] },
  ),
  "POST /api/v1/schedules/:id/overrides": withKey(
    "schedules:write",
    "Put people on call, add them or take them off for a time",
    OverrideAddedSchema,
    {
      body: NewOverrideSchema,
      answers: { 201: OverrideAddedSchema },
      problems: ["not_found", "schedule_changed", "settings_conflict"],
    },
  ),
  "POST /api/v1/schedules/:id/overrides/import": withKey(
    "schedules:write",
    "Make an override of each event of an iCalendar file, or of none",
    OverridesImportedSchema,
    { body: OverrideImportSchema, problems: ["not_found", "schedule_changed", "settings_conflict"] },
  ),
  "DELETE /api/v1/schedules/:id/overrides/:override": withKey(
    "schedules:write",
    "Remove an override",
    ScheduleSavedSchema,
    { problems: ["not_found", "schedule_changed", "settings_conflict"] },
  ),
  "GET /api/v1/schedules/:id/shifts": withKey(
    "schedules:read",
    "Who is on call, one after the other; four weeks from now by default",
    ShiftListSchema,
    { query: RangeQuerySchema, problems: ["not_found"] },
  ),
  "GET /api/v1/schedules/:id/on-call": withKey(
    "schedules:read",
    "Who is on call at a moment, now by default",
    OnCallSchema,
    { query: AtQuerySchema, problems: ["not_found"] },
  ),
  "GET /api/v1/schedules/:id/coverage": withKey(
    "schedules:read",
    "Gaps, and hours and nights of each person; four weeks from now by default",
    CoverageSchema,
    { query: RangeQuerySchema, problems: ["not_found"] },
  ),
  "GET /api/v1/on-call": withKey(
    "schedules:read",
    "Who is on call on every schedule, now by default",
    OrganizationOnCallSchema,
    { query: AtQuerySchema },
  ),
  "POST /api/v1/schedules/:id/feed": withKey(
    "schedules:write",
    "Make the secret URL of a schedule's calendar, or another one; shown this once",
    CalendarFeedSchema,
    { problems: ["not_found"] },
  ),
  "DELETE /api/v1/schedules/:id/feed": withKey(
    "schedules:write",
    "Take the secret URL of a schedule's calendar away",
    CalendarFeedRemovedSchema,
  ),
  "POST /api/v1/members/:id/feed": withKey(
    "schedules:write",
    "Make the secret URL of a member's own calendar, of all schedules; shown this once",
    CalendarFeedSchema,
    { problems: ["not_found"] },
  ),
  "DELETE /api/v1/members/:id/feed": withKey(
    "schedules:write",
    "Take the secret URL of a member's own calendar away",
    CalendarFeedRemovedSchema,
  ),
  "GET /api/ical/:file": {
    auth: "feed_link",
    scope: null,
    limit: null,
    summary: "A calendar of who is on call: iCalendar (RFC 5545) behind its secret URL",
    answers: { 200: { text: "BEGIN:VCALENDAR…" } },
    problems: ["unknown_feed"],
  },
} as const satisfies Record<string, RouteRow>;
