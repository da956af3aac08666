import type { Adapter } from "../engine/adapter.ts";

/** PRTG's "Execute HTTP action" with its placeholders' names. `Down ended (now: Up)` is an end. */
export const prtg: Adapter = {
  tool: "prtg",
  detect: [
    { has: ["sensorid", "status"] },
    { has: ["sensorid", "laststatus"] },
    { has: ["device", "sensor", "probe", "status"] },
  ],
  title: [
    "{name|sensor|shortname} on {device|host}: {message|lastmessage}",
    "{name|sensor|shortname}: {message|lastmessage}",
    "{name|sensor|shortname} is {status}",
  ],
  dedup: ["sensor:{sensorid}", "sensor:{device}/{sensor}"],
  url: ["linksensor", "linkdevice"],
};
