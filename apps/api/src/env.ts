import type { Desk } from "./objects/desk/desk.ts";
import type { Fleet } from "./objects/fleet/fleet.ts";
import type { PbxLink } from "./objects/pbx-link/pbx-link.ts";
import type { PhoneLine } from "./objects/phone-line/phone-line.ts";
import type { RecordsMessage } from "./objects/desk-protocol.ts";

/** Bindings of the Worker on the alert's path (`wrangler.jsonc` names them). */
export interface Env {
  DESK: DurableObjectNamespace<Desk>;
  PHONE_LINE: DurableObjectNamespace<PhoneLine>;
  FLEET: DurableObjectNamespace<Fleet>;
  PBX_LINK: DurableObjectNamespace<PbxLink>;
  DB: D1Database;
  CACHE: KVNamespace;
  AUDIO: R2Bucket;
  RECORDS: Queue<RecordsMessage>;
  /** The speech Worker. A fetch contract: `POST /speech`. */
  SPEECH: Fetcher;
  /** The Worker that derives keys from passwords. A fetch contract: `POST /derive`. */
  KEYS: Fetcher;

  /** `https://api.callping.app`: where webhooks arrive; printed in errors and the OpenAPI document. */
  API_ORIGIN: string;
  /** Where PBXs fetch audio; the API's origin in production. */
  AUDIO_ORIGIN: string;
  /** The domain of alert addresses: `<endpoint id>@alerts.callping.app`. */
  MAIL_DOMAIN: string;
  /** What the local SMTP listener shows when it hands a mail over; empty where there is none, and then nobody may. */
  MAIL_HANDOVER_TOKEN: string;
  /** Where mail is handed over by Resend's HTTP API: a stand-in on one machine, a loopback address there always. */
  MAIL_API_ORIGIN: string;
  /** `CallPing <no-reply@callping.app>`. */
  MAIL_FROM: string;
  RESEND_API_KEY: string;
  /** Numbers of those who operate this installation, E.164 with commas between; empty: nobody is rung for the watcher. */
  OPERATOR_PHONES: string;
  /** Where browsers open SIP over WebSocket; empty where no PBX rings browsers. */
  BROWSER_PHONE_URL: string;
  /** Their keys to the fleet: `<name>:<SHA-256 of the key in hex>` with commas between; empty: nobody changes it by API. */
  OPERATOR_KEYS: string;
  /** `production` or `local`. */
  DEPLOYMENT: string;

  /** JSON object of 2-bit key id → 32 hex bytes, for the check bits of endpoint ids. */
  ENDPOINT_ID_KEYS: string;
  /** Hex keys: digests of API keys, alert keys and PBX tokens; signatures of audio URLs; hash of phone numbers. */
  CREDENTIAL_PEPPER: string;
  AUDIO_SIGNING_KEY: string;
  NUMBER_HASH_KEY: string;
  /** JSON object of key id → 32 hex bytes; the highest id signs or seals, the others are still read. */
  SESSION_KEYS: string;
  TOTP_KEYS: string;
  /** Hex keys: CSRF tokens; tokens in mails. */
  CSRF_KEY: string;
  MAIL_TOKEN_KEY: string;
}
