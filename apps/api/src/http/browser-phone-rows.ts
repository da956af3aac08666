import { BrowserSessionSchema, NewBrowserSessionSchema } from "@callping/contract/api/browser-phone";
import type { RouteRow } from "./route-table.ts";
import { withKey } from "./with-key.ts";

/** The rows of browser phones. */
export const BROWSER_PHONE = {
  "POST /api/v1/browser-phone/sessions": withKey(
    "browser-phone:write",
    "Let a browser be a member's phone for ten minutes: SIP credentials that register and can do nothing else",
    BrowserSessionSchema,
    {
      body: NewBrowserSessionSchema,
      answers: { 201: BrowserSessionSchema },
      limit: "browser_phone",
      problems: ["not_found", "browser_sessions_limited", "browser_phone_off"],
    },
  ),
  "POST /pbx/:id/phones/:table/:verb": {
    auth: "pbx_token",
    scope: null,
    limit: null,
    summary: "What the PBX of browser phones asks for: a session's credentials, an address of record",
    answers: { 200: { text: "id=999123456789012&max_contacts=1" } },
    problems: ["unknown_route"],
  },
} as const satisfies Record<string, RouteRow>;
