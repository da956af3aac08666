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

/** The tool's identifier as the body that alerts share tells it; read once for all of them. */
export function toolOfShared(root: Place, headers: Headers): string {
  const before = tools.get(root);
  if (before !== undefined) return before;
  const tool = toolOf(root, headers);
  tools.set(root, tool);
  return tool;
}

/** The tool's identifier, `generic` when nothing tells. */
export function toolOf(root: Place | undefined, headers: Headers): string {
  const byHeader = toolOfHeaders(headers);
  if (byHeader !== null || root === undefined) return byHeader ?? "generic";
  for (const [names, tool] of BY_FIELDS) if (hasAll(root, names)) return tool;
  return "generic";
}

function hasAll({ fields }: Place, names: readonly string[]): boolean {
  for (const name of names) if (!fields.has(name)) return false;
  return true;
}

const ofHeaders = new WeakMap<Headers, string | null>();

/** Read once for the alerts of a request. */
function toolOfHeaders(headers: Headers): string | null {
  const before = ofHeaders.get(headers);
  if (before !== undefined) return before;
  const tool = BY_HEADER.find(([name, pattern]) => pattern.test(headers[name] ?? ""))?.[2] ?? null;
  ofHeaders.set(headers, tool);
  return tool;
}
