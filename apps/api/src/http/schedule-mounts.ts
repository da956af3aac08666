import type { Hono } from "hono";
import type { AppEnv } from "./context.ts";
import { mount } from "./mount.ts";
import {
  getCalendar,
  removeMemberFeed,
  removeScheduleFeed,
  setMemberFeed,
  setScheduleFeed,
} from "./routes/feeds.ts";
import { getCoverage, getOnCall, getOrganizationOnCall, getShifts } from "./routes/on-call.ts";
import { deleteOverride, postOverride, postOverrideImport } from "./routes/overrides.ts";
import {
  getSchedule,
  getSchedules,
  patchSchedule,
  postSchedule,
  removeSchedule,
} from "./routes/schedules.ts";

/** Mounts the routes of schedules and of who is on call. */
export function mountSchedules(app: Hono<AppEnv>): void {
  mount(app, "GET /api/v1/schedules", getSchedules);
  mount(app, "POST /api/v1/schedules", postSchedule);
  mount(app, "GET /api/v1/schedules/:id", getSchedule);
  mount(app, "PATCH /api/v1/schedules/:id", patchSchedule);
  mount(app, "DELETE /api/v1/schedules/:id", removeSchedule);
  mount(app, "POST /api/v1/schedules/:id/overrides", postOverride);
  mount(app, "POST /api/v1/schedules/:id/overrides/import", postOverrideImport);
  mount(app, "DELETE /api/v1/schedules/:id/overrides/:override", deleteOverride);
  mount(app, "GET /api/v1/schedules/:id/shifts", getShifts);
  mount(app, "GET /api/v1/schedules/:id/on-call", getOnCall);
  mount(app, "GET /api/v1/schedules/:id/coverage", getCoverage);
  mount(app, "GET /api/v1/on-call", getOrganizationOnCall);
  mount(app, "POST /api/v1/schedules/:id/feed", setScheduleFeed);
  mount(app, "DELETE /api/v1/schedules/:id/feed", removeScheduleFeed);
  mount(app, "POST /api/v1/members/:id/feed", setMemberFeed);
  mount(app, "DELETE /api/v1/members/:id/feed", removeMemberFeed);
  mount(app, "GET /api/ical/:file", getCalendar);
}
