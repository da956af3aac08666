import * as v from "valibot";
import { idSchema, TimeSchema } from "./common.ts";

/** How long the credentials of one browser session register. Whoever stays asks for new ones before they end. */
export const SESSION_SECONDS = 600;

/** A tab that closes without a word is forgotten after this long. */
export const REGISTER_SECONDS = 60;

export const NewBrowserSessionSchema = v.strictObject({
  member_id: v.pipe(idSchema("mem"), v.description("Whose phone the browser becomes")),
});

export const BrowserSessionSchema = v.strictObject({
  member_id: idSchema("mem"),
  phone_id: v.pipe(
    idSchema("pho"),
    v.description("The member's browser phone, made with their first session"),
  ),
  expires_at: TimeSchema,
  sip: v.strictObject({
    url: v.pipe(v.string(), v.description("WebSocket, subprotocol `sip` (RFC 7118)")),
    uri: v.pipe(v.string(), v.description("Address of record to register")),
    authorization_user: v.string(),
    password: v.pipe(v.string(), v.description("Valid until `expires_at`; shown once, stored nowhere")),
    register_seconds: v.pipe(v.number(), v.integer(), v.description("`Expires` to register with")),
  }),
});
export type BrowserSessionView = v.InferOutput<typeof BrowserSessionSchema>;
