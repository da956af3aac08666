import type { Adapter } from "../engine/adapter.ts";

/** Home Assistant's notify.rest and automations, whose keys are the user's own. */
export const homeAssistant: Adapter = {
  tool: "home-assistant",
  detect: [{ is: { "header:user-agent": /^home ?assistant/i } }, { has: ["entity_id", "to_state"] }],
  state: [{ from: "to_state.state", is: { firing: "unavailable|problem" } }],
  title: [
    "{title|topic}: {message}",
    "{message}",
    "{to_state.attributes.friendly_name|entity_id} is {to_state.state}",
  ],
  dedup: ["entity:{entity_id}"],
};
