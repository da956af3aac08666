import { describe, expect, it } from "vitest";
import { readWebhook } from "../read-webhook.ts";

function stateOf(body: unknown, headers: Record<string, string> = {}): string {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const request = { method: "POST", search: "", contentType: "application/json", headers, endpointName: "E" };
  const reading = readWebhook({ ...request, body: new TextEncoder().encode(text) });
  return reading.kind === "events" ? (reading.events[0]?.state ?? "none") : reading.kind;
}

describe("resolved", () => {
  it.each<[unknown]>([
    [{ status: "resolved" }],
    [{ status: "ok", title: "Disk is full" }],
    [{ status: "recovered" }],
    [{ status: "closed", title: "Database is down" }],
    [{ STATUS: "UP", MONITORNAME: "shop" }],
    [{ status: "clear" }],
    [{ event_action: "resolve", payload: { summary: "Disk is full", severity: "critical" } }],
    [{ resolved: true, title: "Database is down" }],
    [{ is_resolved: "true" }],
    [{ severity: "clear", message: "disk" }],
    [{ level: "OK", message: "cpu" }],
    [{ alert_type: "error", status: "resolved", title: "High error rate" }],
    [{ state: "ok", title: "[OK] CPU alert", message: "boom!" }],
    [{ event: "DOWN -> UP" }],
    [{ status: "Down ended (now: Up)" }],
    [{ alert_event: "ALERT_STATE_EVENT_END" }],
    [{ alert_type: "ALERT_RECOVERY" }],
    [{ incident: { state: "closed", summary: "CPU is above the threshold" } }],
    [{ previous_state: "DOWN", current_state: "UP" }],
    [{ data: { essentials: { monitorCondition: "Resolved" } } }],
    [{ Message: '{"AlarmName":"cpu","NewStateValue":"OK","OldStateValue":"ALARM"}' }],
    [{ workflow: { name: "deploy", status: "success" } }],
    [{ text: "", attachments: [{ text: "An alert for *shop* has been resolved after passing 5 times" }] }],
    ["[RESOLVED] Disk on db one"],
    ["The following alert has been cleared: pool is DEGRADED"],
  ])("%j", (body) => {
    expect(stateOf(body)).toBe("resolved");
  });
});

describe("firing, because of a firing word or of doubt", () => {
  it.each<[unknown]>([
    [{}],
    [{ title: "Something" }],
    [{ status: "firing" }],
    [{ status: "acknowledged" }],
    [{ status: 200, message: "Checkout is failing" }],
    [{ status: "200 OK is no state here, this is a long sentence about something", title: "x" }],
    [{ status: "resolved", state: "alerting" }],
    [{ status: "closed", incident: { status: "open" } }],
    [{ status: "success", title: "Backup failed" }],
    [{ status: "SUCCESS", qualityGate: { status: "ERROR" }, title: "Quality gate error" }],
    [{ status: "Unsuccessful" }],
    [{ status: "unresolved" }],
    [{ status: "not resolved" }],
    [{ status: "not ok" }],
    [{ status: "still down, not recovered" }],
    [{ status: "recovery failed" }],
    [{ status: "OK -> ALARM" }],
    [{ status: "No Data" }],
    [{ resolved: false, status: "ok" }],
    [{ previous_state: "UP", current_state: "DOWN" }],
    [{ Message: '{"NewStateValue":"ALARM","OldStateValue":"OK"}' }],
    [{ order: { status: "closed" }, message: "Payment is failing" }],
    [{ labels: { state: "ok", status: "resolved" }, title: "Disk is full" }],
    [{ title: "[OK] -> [ALARM] cpu" }],
    [{ title: "The incident has been resolved? It is still down" }],
    [{ title: "The alert has not been resolved" }],
    [{ title: "DNS check: the name was resolved to a wrong address" }],
    [{ title: "Resolved: no, failed to restart" }],
    [{ Type: "SubscriptionConfirmation", title: "Disk is full" }],
    [{ severity: "info", title: "Deployment started" }],
    ["Recovery of db one failed"],
    ["Backup is OK but replication is down"],
  ])("%j", (body) => {
    expect(stateOf(body)).toBe("firing");
  });
});

describe("notice", () => {
  it("is what confirms a subscription or a new hook, and nothing else", () => {
    const confirmation = {
      Type: "SubscriptionConfirmation",
      TopicArn: "arn:aws:sns:eu-west-1:1:t",
      SubscribeURL: "https://sns.eu-west-1.amazonaws.com/",
    };
    expect(stateOf(confirmation)).toBe("notice");
    expect(stateOf({ zen: "Keep it simple", hook_id: 1, hook: { type: "Repository" } })).toBe("notice");
  });
});
