import type { Adapter } from "./engine/adapter.ts";
import { alertmanager } from "./tools/alertmanager.ts";
import { argocd } from "./tools/argocd.ts";
import { eventbridge } from "./tools/aws-eventbridge.ts";
import { cloudwatch } from "./tools/aws-sns-cloudwatch.ts";
import { azureMonitor } from "./tools/azure-monitor.ts";
import { betterstack } from "./tools/betterstack.ts";
import { checkly } from "./tools/checkly.ts";
import { checkmk } from "./tools/checkmk.ts";
import { circleci } from "./tools/circleci.ts";
import { cloudflare } from "./tools/cloudflare.ts";
import { cronitor } from "./tools/cronitor.ts";
import { datadog } from "./tools/datadog.ts";
import { dynatrace } from "./tools/dynatrace.ts";
import { falco } from "./tools/falco.ts";
import { flux } from "./tools/flux.ts";
import { gcpMonitoring } from "./tools/gcp-monitoring.ts";
import { github } from "./tools/github.ts";
import { gitlab } from "./tools/gitlab.ts";
import { gotify } from "./tools/gotify.ts";
import { grafana } from "./tools/grafana.ts";
import { grafanaLegacy } from "./tools/grafana-legacy.ts";
import { graylog } from "./tools/graylog.ts";
import { healthchecks } from "./tools/healthchecks.ts";
import { heroku } from "./tools/heroku.ts";
import { homeAssistant } from "./tools/home-assistant.ts";
import { honeybadger } from "./tools/honeybadger.ts";
import { honeycomb } from "./tools/honeycomb.ts";
import { influxdb } from "./tools/influxdb.ts";
import { instana } from "./tools/instana.ts";
import { jenkins } from "./tools/jenkins.ts";
import { kapacitor } from "./tools/kapacitor.ts";
import { kibana } from "./tools/kibana.ts";
import { librenms } from "./tools/librenms.ts";
import { logicmonitor } from "./tools/logicmonitor.ts";
import { mongodbAtlas } from "./tools/mongodb-atlas.ts";
import { n8n } from "./tools/n8n.ts";
import { nagios } from "./tools/nagios.ts";
import { netdata } from "./tools/netdata.ts";
import { netlify } from "./tools/netlify.ts";
import { newrelic } from "./tools/newrelic.ts";
import { ntfy } from "./tools/ntfy.ts";
import { opsgenieAlert } from "./tools/opsgenie-alert.ts";
import { opsgenieWebhook } from "./tools/opsgenie-webhook.ts";
import { pagerdutyEvents } from "./tools/pagerduty-events.ts";
import { pagerdutyWebhook } from "./tools/pagerduty-webhook.ts";
import { pingdom } from "./tools/pingdom.ts";
import { proxmox } from "./tools/proxmox.ts";
import { prtg } from "./tools/prtg.ts";
import { pushover } from "./tools/pushover.ts";
import { robusta } from "./tools/robusta.ts";
import { rollbar } from "./tools/rollbar.ts";
import { sentry } from "./tools/sentry.ts";
import { site24x7 } from "./tools/site24x7.ts";
import { solarwinds } from "./tools/solarwinds.ts";
import { splunk } from "./tools/splunk.ts";
import { statuscake } from "./tools/statuscake.ts";
import { statuspage } from "./tools/statuspage.ts";
import { stripe } from "./tools/stripe.ts";
import { uptimeKuma } from "./tools/uptime-kuma.ts";
import { uptimerobot } from "./tools/uptimerobot.ts";
import { wazuh } from "./tools/wazuh.ts";
import { zabbix } from "./tools/zabbix.ts";

/** Every tool we know by its own format. The first that recognises a body reads it, so the more specific comes first. */
export const ADAPTERS: readonly Adapter[] = [
  grafana,
  alertmanager,
  grafanaLegacy,
  datadog,
  cloudwatch,
  eventbridge,
  gcpMonitoring,
  azureMonitor,
  newrelic,
  sentry,
  uptimeKuma,
  uptimerobot,
  pingdom,
  statuscake,
  betterstack,
  healthchecks,
  checkly,
  zabbix,
  nagios,
  checkmk,
  prtg,
  librenms,
  netdata,
  kibana,
  splunk,
  dynatrace,
  honeycomb,
  site24x7,
  rollbar,
  github,
  gitlab,
  jenkins,
  circleci,
  argocd,
  flux,
  falco,
  wazuh,
  graylog,
  influxdb,
  proxmox,
  homeAssistant,
  cloudflare,
  stripe,
  statuspage,
  cronitor,
  pagerdutyWebhook,
  opsgenieWebhook,
  pagerdutyEvents,
  opsgenieAlert,
  ntfy,
  gotify,
  pushover,
  robusta,
  honeybadger,
  instana,
  heroku,
  n8n,
  mongodbAtlas,
  netlify,
  logicmonitor,
  kapacitor,
  solarwinds,
];
