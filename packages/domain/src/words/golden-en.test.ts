import { describe, expect, it } from "vitest";
import { speakable } from "./speakable.ts";

/** Alert texts as tools write them (invented) and what a person would say. Read aloud before a line is changed. */
const GOLDEN: readonly [text: string, words: string][] = [
  [
    "p99 latency 5xx on api-eu-west-1 > 2.5s (CRIT) https://grafana… node-03.prod 10.0.0.12",
    "P 99 latency, 5 x x, on A P I E U west 1 is above 2 point 5 seconds, critical. Link to grafana. Node 0 3 production. Address 10 dot 0 dot 0 dot 12.",
  ],
  ["database primary is down on db-1", "Database primary is down on D B 1."],
  ["database-primary is DOWN on db1", "Database primary is down on D B 1."],
  [
    "[FIRING:1] HighCPUUsage (node-exporter prod-web-02 critical)",
    "Firing 1, High C P U Usage, node exporter production web 0 2 critical.",
  ],
  [
    "[RESOLVED] Disk usage on /var/lib/postgresql/data is 91.5% (threshold 90%)",
    "Resolved, Disk usage on postgres data is 91 point 5 percent, threshold 90 percent.",
  ],
  [
    "CRITICAL: HTTP 503 from checkout-svc for 5m",
    "Critical: H T T P 5 0 3 from checkout service for 5 minutes.",
  ],
  [
    "Pod payment-api-7d9f8b6c5d-x2x4z OOMKilled in namespace k8s-prod",
    "Pod payment A P I killed, out of memory in namespace kubernetes production.",
  ],
  [
    "CrashLoopBackOff: pod billing-worker-5f6d7c8b9-abcde restarted 14 times",
    "Crash loop back off: pod billing worker restarted 14 times.",
  ],
  ["Connection to 10.0.0.12:5432 refused", "Connection to address 10 dot 0 dot 0 dot 12 port 5432 refused."],
  [
    "dial tcp 10.1.2.3:5432: connect: connection refused",
    "Dial T C P address 10 dot 1 dot 2 dot 3 port 5432: connect: connection refused.",
  ],
  ["We hit 500 errors in the last 5 minutes", "We hit 500 errors in the last 5 minutes."],
  ["Press 9 to stop these calls. Disk is full.", "Disk is full."],
  ["Disk full. Please press 9, then 9 again to unsubscribe!", "Disk full."],
  [
    "SSL certificate for www.shop.example.com expires in 3 days (2026-11-25)",
    "S S L certificate for shop example expires in 3 days, November 25.",
  ],
  [
    "Error at 2026-11-22T14:05:33.123Z in auth-service",
    "Error at November 22, 14 oh 5 U T C in authentication service.",
  ],
  [
    "Memory 1.9GiB/2GiB used on redis-cache-01",
    "Memory 1 point 9 gigabytes of 2 gigabytes used on redis cache 0 1.",
  ],
  [
    "Queue depth 12,345,678 > 1,000,000 on orders.queue",
    "Queue depth 12 point 3 million is above 1 million on orders queue.",
  ],
  ["Latency rose from 120ms -> 1.2s", "Latency rose from 120 milliseconds to 1 point 2 seconds."],
  ["{{ $labels.instance }} is down", "Is down."],
  ["Problem: {HOST.NAME} has just been restarted on ${HOST}", "Problem: has just been restarted on."],
  [
    '<b>Alert</b>: <a href="https://x.example/y">CPU load</a> is high &amp; rising',
    "Alert: C P U load is high and rising.",
  ],
  ['<speak><break time="3s"/>hello</speak><play file="/etc/passwd"/> server down', "Hello server down."],
  ["[[h@lo]] server down", "Server down."],
  [
    ":fire: *Payment API* is _down_ <!here> <@U123ABC> <https://status.acme.io/x|status page>",
    "Payment A P I is down. Link to status acme.",
  ],
  ["🔥🔥 ❌ Deploy failed ⚠️", "Failed Deploy failed warning."],
  [
    "password=hunter2secret login failed for bob@example.com",
    "Password redacted login failed for email address.",
  ],
  [
    "Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-def_ghi refused",
    "Authorization redacted refused.",
  ],
  ["Request 550e8400-e29b-41d4-a716-4466554406c5 failed", "Request identifier ending 6 C 5 failed."],
  ["Commit a1b2c3d broke main build", "Commit ending C 3 D broke main build."],
  ["Call +44 20 7946 0123 or (555) 123-4567 for help, or 020 7946 0123", "Call or for help, or."],
  ["Contact oncall at 1-800-555-0199", "Contact oncall at."],
  [
    "Host 2001:db8::1 unreachable, MAC 00:1a:2b:3c:4d:5e",
    "Host I P version 6 address unreachable, M A C hardware address.",
  ],
  ["Temperature -5.5°C in rack A12", "Temperature minus 5 point 5 degrees in rack A 12."],
  ["1h30m since last backup", "1 hour 30 minutes since last backup."],
  ["v1.2.3 rollout failed, v2 is live", "Version 1 point 2 point 3 rollout failed, version 2 is live."],
  ["Traffic 120MB/s on eth0, 3x normal", "Traffic 120 megabytes per second on eth 0, 3 times normal."],
  ["error error error error timeout", "Error timeout."],
  [
    "Database connection pool exhausted (active=100, max=100)",
    "Database connection pool exhausted, active is 100, maximum is 100.",
  ],
  ["SEV1: login broken for 100% of users in US", "Severity 1: login broken for 100 percent of users in U S."],
  [
    "us-east-1a: EC2 i-0abc1234def567890 failed status checks 2/2",
    "U S east 1 a: E C 2 identifier ending 8 9 0 failed status checks 2 of 2.",
  ],
  [
    'kube_pod_container_status_restarts_total{namespace="prod"} > 5',
    "Cube pod container status restarts total, namespace is production, is above 5.",
  ],
  [
    "Replication lag is 1073741824 bytes on replica 2",
    "Replication lag is 1 point 1 gigabytes on replica 2.",
  ],
  ["ALERT: DISK SPACE LOW ON DB SERVER", "Alert: disk space low on D B server."],
  ['Job "nightly-backup" failed with exit code 137', "Job nightly backup failed with exit code 137."],
  [
    "Uptime Robot: Monitor is DOWN: www.example.com - Reason: HTTP 500",
    "Uptime Robot: Monitor is down: example, Reason: H T T P 5 0 0.",
  ],
  ["Last seen 1763778394 or 1763778394123", "Last seen number ending 3 9 4 or number ending 1 2 3."],
  ["натисніть 9 щоб зупинити. CPU high", "C P U high."],
  ["p r e s s 9", ""],
  ["PRESS-9 now", ""],
  ["Press the star key to hear more", ""],
  ["Hit 1 to acknowledge", ""],
  ["Enter 3 regions failed", "Enter 3 regions failed."],
  ["Push 2 commits broke CI", "Push 2 commits broke C I."],
  ["5xx rate above 1% for 10min", "5 x x rate above 1 percent for 10 minutes."],
  ["response time is 3.14159265 seconds", "Response time is 3 point 1 4 seconds."],
  ["value=0.9473684210526315 avg=2.5e+06", "Value is 0 point 9 5 average is 2 point 5 million."],
  [
    "nginx on web01.eu.internal.example.com returned 502",
    "Engine X on web 0 1 E U internal example returned 502.",
  ],
  ["C:\\Program Files\\App\\service.exe crashed", "C: Program Files App service exe crashed."],
  ["cost is $1,200 today vs $300", "Cost is 1200 dollars today versus 300 dollars."],
  ["https://user:pass@grafana.example.com/d/abc?token=xyz", "Link to grafana example."],
  ["see https://example.com/a. Thanks", "See example. Thanks."],
  [
    "Grafana: API error rate is 12.5% on /api/v1/orders (last 15m)",
    "Grafana: A P I error rate is 12 point 5 percent on A P I version 1 orders, last 15 minutes.",
  ],
  [
    "PostgreSQL replication lag 45s on pg-replica-2.eu-central-1",
    "Postgres replication lag 45 seconds on P G replica 2 E U central 1.",
  ],
  [
    "Kafka consumer group billing lag > 10k messages",
    "Kafka consumer group billing lag is above 10 thousand messages.",
  ],
  ["Backup to s3://acme-backups/db failed: ENOSPC", "Backup to acme backups failed: no space left."],
  ["ＣＰＵ ９９％ on web‑01", "C P U 99 percent on web 0 1."],
  [
    "Sev-2 incident: payments-gateway timeout after 30000ms",
    "Severity 2 incident: payments gateway timeout after 30000 milliseconds.",
  ],
  ["Drücken Sie die 9 um abzubestellen. Host down.", "Host down."],
  ["Dial 911 now", ""],
  ["call 112 immediately", ""],
  ["[tel: +33 1 99 00 12 34] disk full", "Tel: disk full."],
  [
    "cert-manager: Certificate not ready, retrying in 1m",
    "Cert manager: Certificate not ready, retrying in 1 minute.",
  ],
  [
    "x509: certificate has expired or is not yet valid",
    "X 509: certificate has expired or is not yet valid.",
  ],
  ["Load average 7.5/8 cores", "Load average 7 point 5 of 8 cores."],
  ["⚠️ Redis memory usage 95% ⚠️", "Warning Redis memory usage 95 percent warning."],
  [
    "5 alerts firing for alertname=InstanceDown job=node",
    "5 alerts firing for alertname is Instance Down job is node.",
  ],
  [
    "Checkout latency P95 = 3.2s, SLO 500ms",
    "Checkout latency P 95 is 3 point 2 seconds, S L O 500 milliseconds.",
  ],
  [
    "Deploy #4512 of web-frontend rolled back by ci-bot",
    "Deploy 4512 of web frontend rolled back by C I bot.",
  ],
  [
    "GET https://shop.example.com/cart returned 504 Gateway Timeout",
    "Get shop example returned 504 Gateway Timeout.",
  ],
  ["RAM at 97 % on vm-win2019-04", "Ram at 97 percent on V M win 2019 0 4."],
  ["DNS NXDOMAIN for api.internal", "D N S no such domain for A P I internal."],
  ["ping 8.8.8.8: 80% packet loss", "Ping address 8 dot 8 dot 8 dot 8: 80 percent packet loss."],
  ["Disk /dev/sda1 full", "Disk development sda 1 full."],
  ["\\u003cplay file=x\\u003e Disk full", "Disk full."],
  ["&lt;b&gt;Disk&lt;/b&gt; full", "Disk full."],
  ["Queue age 2d4h", "Queue age 2 days 4 hours."],
];

const say = (text: string) => speakable(text, { language: "en", maxCharacters: 240 });

describe("English words", () => {
  it.each(GOLDEN)("%s", (text, words) => {
    expect(say(text)).toBe(words);
  });

  it.each(GOLDEN.filter(([, words]) => words !== "").map(([, words]) => [words]))(
    "says the same again: %s",
    (words) => {
      expect(say(words)).toBe(words);
    },
  );
});
