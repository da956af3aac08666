import { describe, expect, it } from "vitest";
import { readWebhook } from "../read-webhook.ts";

function read(body: unknown, headers: Record<string, string> = {}): [string | null, string | null] {
  const request = { method: "POST", search: "", contentType: "application/json", headers, endpointName: "E" };
  const reading = readWebhook({ ...request, body: new TextEncoder().encode(JSON.stringify(body)) });
  const event = reading.kind === "events" ? reading.events[0] : undefined;
  return [event?.severity ?? null, event?.severitySource ?? null];
}

describe("severity", () => {
  it.each<[unknown, string | null, string | null]>([
    [{ severity: "critical" }, "critical", "severity"],
    [{ Severity: "HIGH" }, "major", "Severity"],
    [{ status: "firing", level: "warning" }, "minor", "level"],
    [{ priority: "P1", level: "info" }, "info", "level"],
    [{ severity: "", priority: "P1" }, "critical", "priority"],
    [{ severity: "${SEVERITY}", alertLevel: "major" }, "major", "alertLevel"],
    [{ alert_level: "page" }, "critical", "alert_level"],
    [{ alert_type: "error", labels: { severity: "critical" } }, "major", "alert_type"],
    [{ status: "critical", severity: "low" }, "info", "severity"],
    [{ priority: "normal", labels: { severity: "warn" } }, "minor", "labels.severity"],
    [{ priority: "p2" }, "major", "priority"],
    [{ priority: "P3" }, "minor", "priority"],
    [{ priority: "Priority 4" }, "info", "priority"],
    [{ severity: "SEV-0" }, "critical", "severity"],
    [{ severity: "sev2" }, "major", "severity"],
    [{ severity: "sev 3" }, "minor", "severity"],
    [{ severity: "1 - Critical" }, "critical", "severity"],
    [{ severity: "Informational" }, "info", "severity"],
    [{ severity: "non-critical" }, null, null],
    [{ severity: "none" }, null, null],
    [{ status: "a monitor whose name is Critical Path" }, null, null],
    [{ tags: ["env:prod", "severity:high"] }, "major", "tags.severity"],
    [{ tags: [{ name: "severity", value: "critical" }] }, "critical", "tags.severity"],
    [{ commonLabels: { severity: "page" } }, "critical", "commonLabels.severity"],
    [{ payload: { severity: "warning" } }, "minor", "payload.severity"],
    [{ event: { data: { priority: { summary: "P1" } } } }, "critical", "event.data.priority"],
    [
      { data: { essentials: { severity: "Sev1", monitorCondition: "Fired" } } },
      "major",
      "data.essentials.severity",
    ],
    [{ previous: { severity: "critical" }, old_severity: "critical" }, null, null],
    [{ title: "critical" }, null, null],
  ])("%j is %s from %s", (body, severity, source) => {
    expect(read(body)).toEqual([severity, source]);
  });

  it("is read from the headers of notification services when the body has none", () => {
    expect(read({ message: "Rain" }, { Priority: "urgent" })).toEqual(["critical", "header priority"]);
    expect(read({ message: "Rain" }, { "X-Priority": "default" })).toEqual([null, null]);
  });
});
