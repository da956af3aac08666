import type { Adapter } from "../engine/adapter.ts";

/** Nagios and Icinga 2, whose macros become keys: `service_state`, `SERVICESTATE`, `service.state`. */
export const nagios: Adapter = {
  tool: "nagios",
  detect: [
    { has: ["notification_type", "service_state"] },
    { has: ["notification_type", "host_state"] },
    { has: ["NOTIFICATIONTYPE", "HOSTNAME"] },
    { has: ["notificationtype", "hostname"] },
    { has: ["notification_type", "host_name", "check_output"] },
  ],
  state: ["notification_type", "NOTIFICATIONTYPE", "notificationtype"].map((from) => ({
    from,
    is: {
      firing: "problem|flappingstart|acknowledgement|custom",
      resolved: "recovery|flappingstop",
      notice: "downtimestart|downtimeend|downtimecancelled|downtimestop|downtimeremoved",
    },
  })),
  severity: ["service_state", "SERVICESTATE", "servicestate", "host_state", "HOSTSTATE", "hoststate"].map(
    (from) => ({
      from,
      is: { critical: "critical|down|unreachable", minor: "warning", major: "unknown" },
    }),
  ),
  title: [
    "{service_description|SERVICEDESC|servicedesc|service_name} on {host_name|HOSTNAME|hostname}: {service_output|SERVICEOUTPUT|serviceoutput|output|check_output}",
    "{host_name|HOSTNAME|hostname}: {host_output|HOSTOUTPUT|hostoutput|output|check_output}",
  ],
  dedup: [
    "{host_name|HOSTNAME|hostname}/{service_description|SERVICEDESC|servicedesc|service_name}",
    "{host_name|HOSTNAME|hostname}",
  ],
};
