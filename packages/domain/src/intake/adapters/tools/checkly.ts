import type { Adapter } from "../engine/adapter.ts";

/** Checkly's default template; its title is in `event`. */
export const checkly: Adapter = {
  tool: "checkly",
  detect: [{ is: { alert_type: /^ALERT_/ } }, { is: { "header:x-checkly-signature": /./ } }],
  state: [
    {
      from: "alert_type",
      is: {
        firing:
          "alert_failure|alert_degraded|alert_degraded_remain|alert_degraded_failure|alert_failure_remain|alert_failure_degraded|alert_ssl",
        resolved: "alert_recovery|alert_degraded_recovery",
      },
    },
  ],
  notSeverity: ["alert_type"],
  title: ["{event|title|alert_title}", "{check_name}: {check_error_message}", "{message}"],
  dedup: ["check:{check_id}"],
  url: ["link", "result_link"],
};
