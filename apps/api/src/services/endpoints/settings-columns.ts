import type { EndpointChange, NewEndpoint } from "@callping/contract/api/endpoint-settings";
import type { Param } from "../../db/statement.ts";

/** What of an endpoint is a column of `endpoints`, as the table keeps it. Fields that were left out are left out. */
export function settingsColumns(settings: EndpointChange | NewEndpoint): Record<string, Param> {
  const { paused, heartbeat } = settings;
  const columns: Record<string, Param | undefined> = {
    name: settings.name,
    project_id: settings.project_id,
    scenario_id: settings.scenario_id,
    paused: paused === undefined ? undefined : Number(paused),
    default_severity: settings.default_severity,
    auto_close_seconds: settings.auto_close_seconds,
    dedup_template: settings.dedup_template,
    grouping_window_seconds: settings.grouping_window_seconds,
    grouping_template: settings.grouping_template,
    heartbeat: heartbeat == null ? heartbeat : JSON.stringify(heartbeat),
  };
  const given = Object.entries(columns).filter(
    (column): column is [string, Param] => column[1] !== undefined,
  );
  return Object.fromEntries(given);
}
