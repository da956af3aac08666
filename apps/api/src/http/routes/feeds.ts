import { type FeedSubject, removeFeed, rotateFeed } from "../../services/schedules/change-feed.ts";
import { openFeed } from "../../services/schedules/open-feed.ts";
import type { AppContext } from "../context.ts";
import { problem } from "../problem.ts";
import { actingIn, idOf, nowIso } from "../acting.ts";
import { refused } from "../refused.ts";

/** `POST /api/v1/schedules/:id/feed` */
export function setScheduleFeed(c: AppContext): Promise<Response> {
  return setFeed(c, "schedule");
}

/** `DELETE /api/v1/schedules/:id/feed` */
export function removeScheduleFeed(c: AppContext): Promise<Response> {
  return takeFeed(c, "schedule");
}

/** `POST /api/v1/members/:id/feed` */
export function setMemberFeed(c: AppContext): Promise<Response> {
  return setFeed(c, "member");
}

/** `DELETE /api/v1/members/:id/feed` */
export function removeMemberFeed(c: AppContext): Promise<Response> {
  return takeFeed(c, "member");
}

/** `GET /api/ical/:secret.ics`. One answer for every secret that opens nothing: it must not say whose it was. */
export async function getCalendar(c: AppContext): Promise<Response> {
  const secret = (c.req.param("file") ?? "").replace(/\.ics$/, "");
  const calendar = await openFeed(c.env.DB, c.env.CREDENTIAL_PEPPER, secret, Date.now());
  if (calendar === null) return problem(c, "unknown_feed", "This URL opens no calendar.");
  return c.body(calendar, 200, {
    "content-type": "text/calendar; charset=utf-8",
    "content-disposition": 'inline; filename="on-call.ics"',
  });
}

async function setFeed(c: AppContext, kind: FeedSubject["kind"]): Promise<Response> {
  const result = await rotateFeed(...actingIn(c), { kind, id: idOf(c) }, nowIso());
  return result.ok ? c.json(result.feed) : refused(c, kind, result.error);
}

async function takeFeed(c: AppContext, kind: FeedSubject["kind"]): Promise<Response> {
  const result = await removeFeed(...actingIn(c), { kind, id: idOf(c) }, nowIso());
  return result.ok ? c.json({ removed: result.removed }) : refused(c, kind, result.error);
}
