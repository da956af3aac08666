import { describe, expect, it } from "vitest";
import type { ReadEvent } from "../event.ts";
import { readWebhook } from "../read-webhook.ts";

/** Bodies in the manner of tools that have no adapter, with invented values: the general rules alone read them. */
type Sample = [name: string, body: unknown, expected: Partial<ReadEvent>, headers?: Record<string, string>];

function read(body: unknown, headers: Record<string, string> = {}): ReadEvent[] {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const request = { method: "POST", search: "", headers, contentType: null, endpointName: "E" };
  const reading = readWebhook({ ...request, body: new TextEncoder().encode(text) }, { adapters: [] });
  return reading.kind === "events" ? reading.events : [];
}

const FIRING = { state: "firing" } as const;
const RESOLVED = { state: "resolved" } as const;
const NOTICE = { state: "notice" } as const;

const UPTIME: Sample[] = [
  [
    "a check that is down",
    {
      event: "check.down",
      check: {
        token: "abcd",
        url: "https://shop.example.test",
        alias: "Shop",
        down: true,
        error: "503 Service Unavailable",
      },
    },
    FIRING,
  ],
  [
    "a list of events",
    [
      {
        event: "check.up",
        time: "2026-11-22T08:00:00Z",
        check: { token: "abcd", url: "https://shop.example.test", alias: "Shop", down: false },
        downtime: { id: "d1", error: "timeout", ended_at: "2026-11-22T08:00:00Z" },
      },
    ],
    RESOLVED,
  ],
  [
    "uptime check failed",
    {
      dateTime: "2026-11-22 08:00:00",
      type: "uptimeCheckFailed",
      site: { url: "https://shop.example.test" },
      sentAt: "2026",
      run: { result: "failed" },
    },
    FIRING,
  ],
  [
    "uptime check recovered",
    {
      dateTime: "2026-11-22 08:00:00",
      type: "uptimeCheckRecovered",
      site: { url: "https://shop.example.test" },
    },
    RESOLVED,
  ],
  [
    "a text and event data",
    {
      text: "Shop (https://shop.example.test) is DOWN.",
      event_type: "alert_check",
      event_data: {
        check_name: "Shop",
        request_url: "https://shop.example.test",
        check_state_name: "Not Responding",
      },
    },
    { state: "firing", title: "Shop (shop.example.test) is DOWN." },
  ],
  [
    "a back-up text",
    { text: "Shop is UP again.", event_data: { check_name: "Shop", check_state_name: "Available" } },
    RESOLVED,
  ],
  [
    "a monitor that is up",
    { monitor: { name: "Shop", status: "up", previous_status: "down" }, event: "monitor.up" },
    RESOLVED,
  ],
  [
    "an outage that ended",
    {
      id: "1",
      event: "incident_resolved",
      incident: {
        id: 7,
        url: "https://uptime.example.test/7",
        status: "Resolved",
        name: "Shop",
        cause: "Timeout",
      },
    },
    RESOLVED,
  ],
  [
    "a heartbeat that went missing",
    {
      alert_type: "missed_heartbeat",
      name: "nightly backup",
      message: "nightly backup missed its heartbeat",
    },
    { state: "firing", title: "nightly backup missed its heartbeat" },
  ],
  [
    "a switch that is off",
    { name: "Shop", is_up: false, description: "Connection refused" },
    { state: "firing", title: "Shop: Connection refused" },
  ],
];

const ALERTING: Sample[] = [
  [
    "alarm with transition",
    { alarm_name: "orders-late", old_state: "OK", new_state: "ALARM", reason: "412 > 100" },
    { state: "firing", severity: "critical", title: "orders-late: 412 > 100" },
  ],
  [
    "alarm back to normal",
    { dedupeKey: "abc", title: "orders-late", type: "FIRING_TO_OK", severity: "CRITICAL" },
    { state: "resolved", severity: "critical", dedupKey: "abc" },
  ],
  [
    "alarm the other way",
    { dedupeKey: "abc", title: "orders-late", type: "OK_TO_FIRING", severity: "WARNING" },
    { state: "firing", severity: "minor" },
  ],
  [
    "a policy with a status",
    { alert: { title: "High latency", policy: "Latency" }, status: "ALERT", priority: "P2" },
    { state: "firing", severity: "major", title: "High latency" },
  ],
  [
    "an entity state change",
    {
      message_type: "RECOVERY",
      entity_id: "disk/db-1",
      entity_display_name: "Disk on db-1",
      state_message: "60 % used",
    },
    { state: "resolved" },
  ],
  [
    "an entity that is critical",
    {
      message_type: "CRITICAL",
      entity_id: "disk/db-1",
      entity_display_name: "Disk on db-1",
      state_message: "96 % used",
    },
    { state: "firing", severity: "critical" },
  ],
  [
    "incident events",
    {
      event: { event_type: "incident.triggered", id: "e1" },
      incident: {
        id: "i1",
        title: "Payments are failing",
        status: "triggered",
        service: { name: "payments" },
      },
    },
    { state: "firing", title: "Payments are failing", dedupKey: "incident.id:i1" },
  ],
  [
    "an incident resolved with its copy",
    { event: "incident.resolved", incident: { id: "i1", title: "Payments are failing", status: "open" } },
    { state: "resolved", dedupKey: "incident.id:i1" },
  ],
  [
    "alerts with labels",
    {
      alerts: [
        {
          labels: { alertname: "DiskFull", severity: "warning" },
          state: "inactive",
          annotations: { description: "Disk is full" },
        },
      ],
      status: "resolved",
    },
    { state: "resolved", severity: "minor" },
  ],
  [
    "severity in an object",
    { alert: { name: "CPU is high", severity: { id: 1, name: "Critical" }, state: "open" } },
    { state: "firing", severity: "critical" },
  ],
  [
    "severity with a word beside the number",
    { name: "CPU", severity: 2, severity_name: "High", status: "active" },
    { severity: "major" },
  ],
  [
    "custom fields",
    { title: "CPU is high", custom_fields: [{ key: "severity", value: "warning" }] },
    { severity: "minor" },
  ],
  [
    "problem notification",
    { problemTitle: "Slow disk", problemState: "RESOLVED", problemSeverity: "PERFORMANCE" },
    { state: "resolved", title: "Slow disk" },
  ],
  [
    "threshold check",
    { check: "cpu", status: "critical", value: 97, host: "db-1", output: "CPU is at 97 %" },
    { state: "firing", severity: "critical", title: "cpu on db-1: CPU is at 97 %" },
  ],
  [
    "a sensu-like event",
    {
      check: { status: 2, output: "CheckDisk CRITICAL: 96%", metadata: { name: "disk" }, state: "failing" },
      entity: { metadata: { name: "db-1" } },
    },
    FIRING,
  ],
  [
    "an event with action create",
    { action: "create", client: { name: "db-1" }, check: { name: "disk", output: "96 % used", status: 2 } },
    FIRING,
  ],
  [
    "an event with action resolve",
    { action: "resolve", client: { name: "db-1" }, check: { name: "disk", output: "60 % used", status: 0 } },
    RESOLVED,
  ],
  [
    "a state in words with spaces",
    { "Alert Name": "Disk", "Alert Status": "Cleared", Severity: "Major" },
    { state: "resolved", severity: "major" },
  ],
  [
    "PascalCase",
    { AlertName: "Disk", AlertState: "Firing", AlertSeverity: "Error", Description: "96 % used" },
    { state: "firing", severity: "major", title: "Disk: 96 % used" },
  ],
  [
    "an anomaly",
    {
      anomalyId: "a-1",
      monitorName: "Spend",
      impact: { maxImpact: 412.1 },
      anomalyStartDate: "2026-11-22",
      rootCauses: [{ service: "Compute" }],
    },
    FIRING,
  ],
];

const JOBS: Sample[] = [
  [
    "a quality gate that failed though the task worked",
    {
      status: "SUCCESS",
      analysedAt: "2026",
      project: { name: "shop" },
      qualityGate: { name: "default", status: "ERROR" },
    },
    FIRING,
  ],
  [
    "a build that failed",
    {
      build: {
        buildResult: "failure",
        buildName: "Nightly",
        text: "Build Nightly has finished. Status: failure",
      },
    },
    FIRING,
  ],
  [
    "a build that passed",
    {
      repository: { name: "shop" },
      number: "12",
      state: "passed",
      result_message: "Passed",
      branch: "main",
      build_url: "https://ci.example.test/12",
    },
    RESOLVED,
  ],
  [
    "a build that broke",
    { repository: { name: "shop" }, number: "13", state: "failed", result_message: "Broken", branch: "main" },
    FIRING,
  ],
  [
    "a build that started",
    { event: "build.started", build: { id: "1", state: "started", pipeline: { name: "nightly" } } },
    NOTICE,
  ],
  ["a pipeline that runs", { object: "pipeline", pipeline: { name: "nightly", state: "running" } }, NOTICE],
  [
    "a job that failed on some hosts",
    {
      name: "backup",
      status: "failed",
      friendly_name: "Job",
      hosts: { "db-1": { failures: 0, ok: 3 } },
      url: "https://awx.example.test/1",
    },
    { state: "firing" },
  ],
  [
    "a job that worked",
    {
      name: "backup",
      status: "successful",
      friendly_name: "Job",
      hosts: { "db-1": { failed: false, failures: 0 } },
    },
    RESOLVED,
  ],
  [
    "a backup that has warnings",
    { JobName: "Nightly", Result: "Warning", EndTime: "2026" },
    { state: "firing", severity: null },
  ],
];

const CARDS: Sample[] = [
  [
    "a Teams card",
    {
      "@type": "MessageCard",
      themeColor: "FF0000",
      summary: "Alert",
      title: "Disk is full on db-1",
      sections: [
        {
          activityTitle: "db-1",
          facts: [
            { name: "Severity", value: "Critical" },
            { name: "Status", value: "Open" },
          ],
        },
      ],
    },
    { state: "firing", severity: "critical", title: "Disk is full on db-1" },
  ],
  [
    "an adaptive card",
    {
      type: "message",
      attachments: [
        {
          contentType: "application/vnd.microsoft.card.adaptive",
          content: {
            type: "AdaptiveCard",
            body: [
              { type: "TextBlock", text: "Disk is full on db-1" },
              { type: "FactSet", facts: [{ title: "Priority", value: "High" }] },
            ],
          },
        },
      ],
    },
    { state: "firing", severity: "major", title: "Disk is full on db-1" },
  ],
  [
    "Slack blocks",
    {
      blocks: [
        { type: "header", text: { type: "plain_text", text: ":rotating_light: Disk is full" } },
        { type: "section", fields: [{ type: "mrkdwn", text: "*Severity:*\nhigh" }] },
      ],
    },
    { state: "firing", title: "Disk is full" },
  ],
  [
    "a Google Chat card",
    {
      cardsV2: [
        {
          cardId: "1",
          card: {
            header: { title: "Disk is full", subtitle: "db-1" },
            sections: [{ widgets: [{ textParagraph: { text: "96 % used" } }] }],
          },
        },
      ],
    },
    { state: "firing", title: "Disk is full" },
  ],
  [
    "a markdown message",
    { msgtype: "markdown", markdown: { title: "Alert", content: "**Disk is full** on db-1" } },
    FIRING,
  ],
  [
    "a Telegram text that recovered",
    { chat_id: 1, text: "✅ RESOLVED: Disk is full on db-1", parse_mode: "HTML" },
    { state: "resolved", title: "RESOLVED: Disk is full on db-1" },
  ],
  [
    "a Discord embed",
    {
      username: "Monitor",
      content: null,
      embeds: [
        {
          title: "❌ Your service Shop went down. ❌",
          color: 16711680,
          fields: [{ name: "Service Name", value: "Shop" }],
        },
      ],
    },
    { state: "firing", title: "Your service Shop went down." },
  ],
];

const KINDS: Sample[] = [
  ["maintenance that begins", { event: "maintenance.started", title: "Database upgrade" }, NOTICE],
  ["a component under maintenance", { component: { name: "API", status: "under_maintenance" } }, NOTICE],
  [
    "a test button",
    { type: "test", message: "This is a test notification" },
    { state: "firing", test: true },
  ],
  [
    "a host that is up under an alert of its disk",
    { title: "Disk is at 96 %", host: { name: "db-1", status: "up" } },
    FIRING,
  ],
  ["a row that says ok", { search: "Failed log-ins", result: { status: "ok", count: 412 } }, FIRING],
  [
    "a payment that failed",
    { type: "payment.failed", data: { object: { id: "p1", status: "succeeded" } } },
    FIRING,
  ],
  [
    "a normal Kubernetes event",
    { type: "Normal", reason: "Killing", message: "Stopping container shop" },
    FIRING,
  ],
  ["an order that was closed", { message: "Checkout fails", order: { status: "closed" } }, FIRING],
  [
    "a mail as text",
    "Subject: Disk\nSeverity: High\n\nThe disk of db-1 is full.",
    { state: "firing", severity: "major" },
  ],
  [
    "a doubly escaped text",
    { text: "&amp;lt;b&amp;gt;Disk&amp;lt;/b&amp;gt; is full" },
    { title: "Disk is full" },
  ],
];

describe.each([
  ["uptime", UPTIME],
  ["alerting", ALERTING],
  ["jobs", JOBS],
  ["cards", CARDS],
  ["kinds", KINDS],
])("the general rules read unseen tools: %s", (_group, samples) => {
  it.each(samples)("%s", (_name, body, expected, headers) => {
    expect(read(body, headers)[0]).toMatchObject(expected);
  });
});
