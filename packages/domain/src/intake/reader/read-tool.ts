import type { Place } from "./places.ts";

type Headers = Readonly<Record<string, string>>;

/** Tools that say who they are in a header: name, what it holds, the tool. */
const BY_HEADER: readonly (readonly [string, RegExp, string])[] = [
  ["user-agent", /^alertmanager/i, "prometheus-alertmanager"],
  ["user-agent", /^grafana/i, "grafana"],
  ["user-agent", /uptime-?kuma/i, "uptime-kuma"],
  ["user-agent", /^betteruptime|better ?stack/i, "betterstack"],
  ["user-agent", /^amazon simple notification/i, "aws-sns"],
  ["user-agent", /^datadog/i, "datadog"],
  ["user-agent", /zabbix/i, "zabbix"],
  ["x-github-event", /./, "github"],
  ["x-gitlab-event", /./, "gitlab"],
  ["sentry-hook-resource", /./, "sentry"],
  ["x-amz-sns-message-type", /./, "aws-sns"],
  ["x-checkly-signature", /./, "checkly"],
  ["stripe-signature", /./, "stripe"],
];

/** Fields that only one tool's body has; all of them must be there. */
const BY_FIELDS: readonly (readonly [readonly string[], string])[] = [
  [["alerts", "receiver", "externalurl", "orgid"], "grafana"],
  [["alerts", "receiver", "grouplabels"], "prometheus-alertmanager"],
  [["evalmatches", "ruleid"], "grafana"],
  [["topicarn", "type", "message"], "aws-sns"],
  [["heartbeat", "monitor", "msg"], "uptime-kuma"],
  [["routingkey", "eventaction"], "pagerduty-events"],
  [["detailtype", "detail", "source"], "aws-eventbridge"],
  [["schemaid", "data"], "azure-monitor"],
];

const tools = new WeakMap<Place, string>();

/** The tool's identifier, `generic` when nothing tells; read once for the alerts that share a body. */
export function toolOf(root: Place | undefined, headers: Headers): string {
  const before = root === undefined ? undefined : tools.get(root);
  if (before !== undefined) return before;
  const tool = readTool(root, headers);
  if (root !== undefined) tools.set(root, tool);
  return tool;
}

function readTool(root: Place | undefined, headers: Headers): string {
  const byHeader = BY_HEADER.find(([name, pattern]) => pattern.test(headers[name] ?? ""));
  if (byHeader !== undefined) return byHeader[2];
  const byFields = BY_FIELDS.find(([names]) => names.every((name) => root?.fields.has(name)));
  return byFields?.[1] ?? "generic";
}
