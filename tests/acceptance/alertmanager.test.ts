import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { listeningSockets } from "@callping/pbx/listening-sockets";
import { Alertmanager } from "../harness/alertmanager.ts";
import { onStage, useStage } from "./stage.ts";

useStage();

/** The three ways Alertmanager can tell us; each is one organization with a phone of its own. */
const NOTIFIERS = ["webhook", "pagerduty", "opsgenie"] as const;
type Notifier = (typeof NOTIFIERS)[number];

/** What somebody writes into `alertmanager.yml`; docs/compatible-doors.md shows the same. */
function receiverOf(notifier: Notifier): string {
  const { api, organizations } = inject("stage");
  const id = organizations[`alertmanager-${notifier}`]?.endpointUuid ?? "";
  // Go resolves no *.localhost name.
  const origin = `http://127.0.0.1:${new URL(api).port}`;
  switch (notifier) {
    case "webhook":
      return `webhook_configs: [{ url: "${origin}/api/wh/${id}" }]`;
    case "pagerduty":
      return `pagerduty_configs: [{ routing_key: "${id}", url: "${origin}/v2/enqueue", severity: "{{ .CommonLabels.severity }}" }]`;
    case "opsgenie":
      return `opsgenie_configs: [{ api_key: "${id}", api_url: "${origin}/", priority: P1 }]`;
  }
}

const configuration = (): string => `
route:
  receiver: webhook
  group_by: [alertname]
  group_wait: 50ms
  group_interval: 1s
  repeat_interval: 1h
  routes:
${NOTIFIERS.map((name) => `    - { receiver: ${name}, matchers: ['door="${name}"'] }`).join("\n")}
receivers:
${NOTIFIERS.map((name) => `  - name: ${name}\n    ${receiverOf(name)}`).join("\n")}
`;

let alertmanager: Alertmanager;
beforeAll(async () => {
  alertmanager = await Alertmanager.start(configuration());
});
afterAll(() => alertmanager.remove());

describe("a real Alertmanager", () => {
  it("listens on loopback alone", async () => {
    const sockets = await listeningSockets(alertmanager.pid);
    expect(sockets.length).toBeGreaterThan(0);
    expect(sockets.filter(({ address }) => !address.startsWith("127."))).toEqual([]);
  });

  it.each(NOTIFIERS)("through its %s notifier rings, is acknowledged by key, and resolves", async (door) => {
    const { scene, numbers } = await onStage(`alertmanager-${door}`);
    const alert = {
      labels: { alertname: "PaymentsAreFailing", severity: "critical", door },
      annotations: { summary: "Payments are failing on web-1" },
    };
    const phone = scene
      .expectCall(numbers[0] ?? "")
      .hear(/critical.*payments ?are ?failing/i)
      .press("1")
      .hear(/acknowledged/i);
    await alertmanager.push(alert);
    await phone.done();
    const received = await scene.feed.find("an alert", ({ entry }) =>
      entry.kind === "received" ? entry : undefined,
    );
    expect(received.data).toMatchObject({ tool: "prometheus-alertmanager", severity: "critical" });
    const alertId = scene.feed.entries[0]?.alert_id ?? "";
    expect((await scene.entry(alertId, "acknowledged")).data).toMatchObject({ by: "Ada", via: "key" });

    await alertmanager.push({ ...alert, endsAt: new Date().toISOString() });
    const resolved = await scene.entry(alertId, "resolved");
    expect(resolved).toMatchObject({
      actor: { type: "tool", name: "prometheus-alertmanager" },
      data: { by: "prometheus-alertmanager", via: "tool" },
    });
    const story = ["received", "call_placed", "ringing", "answered", "key", "acknowledged", "resolved"];
    expect(scene.kinds(alertId).filter((kind) => story.includes(kind))).toEqual(story);
    expect((await scene.request(`/alerts/${alertId}`)).body).toMatchObject({ state: "resolved", count: 1 });
    expect((await scene.request("/alerts")).body).toMatchObject({ data: [{ id: alertId }] });
  });

  it("ends with the test and leaves nothing", async () => {
    await alertmanager.remove();
    expect([`/proc/${alertmanager.pid}`, alertmanager.folder].filter((path) => existsSync(path))).toEqual([]);
  });
});
