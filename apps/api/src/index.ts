import { createApp } from "./http/app.ts";
import { receiveEmail } from "./http/mail/receive-email.ts";
import { consumeRecords } from "./records/consume.ts";
import { pushChangedSnapshots } from "./services/organizations/push-changed-snapshots.ts";
import { everyMinute } from "./services/every-minute.ts";
import type { Env } from "./env.ts";
import type { RecordsMessage } from "./objects/desk-protocol.ts";

export { Desk } from "./objects/desk/desk.ts";
export { Fleet } from "./objects/fleet/fleet.ts";
export { PbxLink } from "./objects/pbx-link/pbx-link.ts";
export { PhoneLine } from "./objects/phone-line/phone-line.ts";

const app = createApp();

/** The Worker on the alert's path. */
export default {
  fetch: app.fetch,
  async queue(batch, env): Promise<void> {
    await consumeRecords(batch.messages, {
      db: env.DB,
      desk: (name) => env.DESK.getByName(name),
      agreed: () => pushChangedSnapshots(env),
      log: (line) => console.warn(JSON.stringify(line)),
    });
  },
  async email(message, env): Promise<void> {
    await receiveEmail(message, env);
  },
  async scheduled(_controller, env): Promise<void> {
    await everyMinute(env);
  },
} satisfies ExportedHandler<Env, RecordsMessage>;
