const KIB_256 = 256 * 1024;
const fill = (unit: string): string => unit.repeat(Math.floor(KIB_256 / unit.length));
const list = (item: object): object[] =>
  Array.from({ length: Math.floor(KIB_256 / (JSON.stringify(item).length + 1)) - 2 }, () => item);

/** Bodies at the limit of size: what tools send when much is wrong, and what somebody sends who wants it slow. */
export function heavyBodies(): [string, string][] {
  const alert = {
    status: "firing",
    labels: { alertname: "DiskFull", severity: "critical", instance: "db-1:9100", job: "node" },
    annotations: { summary: "Disk is full on db-1", description: "Less than 5 % are left on /var." },
    startsAt: "2026-11-22T08:00:00Z",
  };
  const frame = {
    filename: "app/handlers/checkout.js",
    function: "charge",
    lineno: 42,
    in_app: true,
    vars: { total: "12" },
  };
  return [
    ["alerts of a group", JSON.stringify({ status: "firing", groupLabels: {}, alerts: list(alert) })],
    [
      "a stack trace",
      JSON.stringify({
        action: "triggered",
        data: { event: { title: "TypeError", level: "error", exception: { values: list(frame) } } },
      }),
    ],
    ["a long log as text", fill("2026-11-22 08:00:00 ERROR db-1 connection refused\n")],
    [
      "a long log in a field",
      JSON.stringify({ title: "Job failed", message: fill("ERROR db-1 refused <b>it</b>\n") }),
    ],
    ["many keys", `{${Array.from({ length: 20_000 }, (_, n) => `"key${n}":1`).join(",")}}`],
    ["nested objects", '{"data":'.repeat(20_000) + "1" + "}".repeat(20_000)],
    ["nested lists", "[".repeat(KIB_256 / 2) + "]".repeat(KIB_256 / 2)],
    [
      "a JSON document in a string",
      JSON.stringify({ Message: JSON.stringify({ alerts: list(frame).slice(0, 1500) }) }),
    ],
    ["a form", fill("name=value&")],
    ["XML", `<alert>${fill("<title>Disk</title>")}</alert>`],
    ["long numbers", `[${fill("1234567890123456789,")}1]`],
    ["open brackets in a title", JSON.stringify({ title: fill("[(<{{*_") })],
  ];
}
