import type { Adapter } from "../engine/adapter.ts";

/** MongoDB Atlas' alerts; the header says what happened. */
export const mongodbAtlas: Adapter = {
  tool: "mongodb-atlas",
  detect: [{ is: { "header:x-mms-event": /./ } }, { has: ["eventTypeName", "groupId", "status"] }],
  state: [
    {
      from: "header:x-mms-event",
      is: {
        firing: "alert.open|alert.update|alert.acknowledge",
        resolved: "alert.close|alert.cancel",
        notice: "alert.inform",
      },
    },
    { from: "status", is: { firing: "open|tracking", resolved: "closed|cancelled" } },
  ],
  title: ["{humanReadable}", "{eventTypeName:words}"],
  dedup: ["alert:{id}"],
};
