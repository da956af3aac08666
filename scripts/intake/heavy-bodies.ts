const KIB_256 = 256 * 1024;
const fill = (unit: string): string => unit.repeat(Math.floor(KIB_256 / unit.length));
const ROOM_AROUND = 200;

/** As many items as fit, each with its number. */
function list(item: (index: number) => object): object[] {
  const size = JSON.stringify(item(1000)).length + 1;
  return Array.from({ length: Math.floor((KIB_256 - ROOM_AROUND) / size) }, (_, index) => item(index));
}

const keys = (prefix: string, count: number): string =>
  Array.from({ length: count }, (_, index) => `"${prefix}${index}":1`).join(",");

/** A request of 256 KiB, and what is sent beside its body. */
export interface HeavyBody {
  name: string;
  text: string;
  contentType?: string;
  search?: string;
}

const alert = (index: number): object => ({
  status: index % 3 === 0 ? "resolved" : "firing",
  labels: { alertname: "DiskFull", severity: "critical", instance: `db-${index}:9100`, job: "node" },
  annotations: {
    summary: `Disk is full on db-${index}`,
    description: `Less than ${index % 10} % are left on /var/lib/${index}: see https://runbooks.example/disk?id=${index}`,
  },
  startsAt: "2026-11-22T08:00:00Z",
  fingerprint: `f${index}`,
});
const frame = (index: number): object => ({
  filename: `app/handlers/checkout${index % 20}.js`,
  function: "charge",
  lineno: index,
  in_app: true,
  vars: { total: "12" },
});
const STORY = "Disk of db-1 is full: **95 %** of <b>/var</b> are used, see https://runbooks.example/disk. ";
const nestedString = (levels: number, text: string): string =>
  levels === 0 ? text : JSON.stringify({ Message: nestedString(levels - 1, text) });

const USUAL: readonly HeavyBody[] = [
  {
    name: "alerts of a group",
    text: JSON.stringify({ status: "firing", groupLabels: {}, alerts: list(alert) }),
  },
  {
    name: "200 alerts with long texts",
    text: JSON.stringify({
      alerts: Array.from({ length: 200 }, (_, index) => ({
        status: "firing",
        labels: { alertname: `Disk${index}` },
        annotations: { summary: `Disk ${index}`, description: `${index} ${STORY.repeat(12)}` },
      })),
    }),
  },
  {
    name: "a stack trace",
    text: JSON.stringify({
      action: "triggered",
      data: { event: { title: "TypeError", level: "error", exception: { values: list(frame) } } },
    }),
  },
  {
    name: "a long log as text",
    text: fill("2026-11-22 08:00:00 ERROR db-1 connection refused\n"),
    contentType: "text/plain",
  },
  {
    name: "a long log in a field",
    text: JSON.stringify({ title: "Job failed", message: fill("ERROR db-1 <b>it</b>\n") }),
  },
  {
    name: "JSON in a string",
    text: JSON.stringify({ Message: JSON.stringify({ alerts: list(frame).slice(0, 1500) }) }),
  },
  {
    name: "an image in base64",
    text: JSON.stringify({ title: "Disk is full", image: fill("iVBORw0KGgoAAAANSUhEUgAA") }),
  },
  {
    name: "JSON in base64",
    text: JSON.stringify({ message: { data: btoa(JSON.stringify({ a: "x".repeat(70_000) })) } }),
  },
  { name: "XML", text: `<alert>${fill("<title>Disk</title>")}</alert>`, contentType: "text/xml" },
];

const FORM = "application/x-www-form-urlencoded";
const FORMS: readonly HeavyBody[] = [
  { name: "a form", text: fill("name=value&"), contentType: FORM },
  {
    name: "JSON in a form",
    text: `payload=${encodeURIComponent(JSON.stringify(list(alert))).slice(0, KIB_256 - 20)}`,
    contentType: FORM,
  },
  { name: "a hundred thousand &", text: fill("&"), contentType: FORM },
  {
    name: "a multipart form",
    text: fill('--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n'),
    contentType: "multipart/form-data; boundary=b",
  },
  { name: "a query of 64 KiB", text: "", search: `?${fill("name=value&").slice(0, KIB_256 / 4)}` },
];

const HOSTILE: readonly HeavyBody[] = [
  { name: "many keys", text: `{${keys("key", 20_000)}}` },
  {
    name: "many keys in many objects",
    text: `[${Array.from({ length: 2000 }, (_, index) => `{${keys(`k${index}e`, 10)}}`).join(",")}]`,
  },
  { name: "repeated keys", text: `{${fill('"status":"resolved",')}"status":"firing"}` },
  {
    name: "known names in every spelling",
    text: `{${Array.from(
      { length: 9000 },
      (_, index) => `"${"_".repeat(index % 40)}status${"-".repeat(Math.floor(index / 40) % 225)}":"ok"`,
    )
      .join(",")
      .slice(0, KIB_256)}"}`,
  },
  {
    name: "10,000 tiny alerts",
    text: `{"alerts":[${Array.from({ length: 10_000 }, (_, index) => `{"status":"firing"}${index < 9999 ? "," : ""}`).join("")}]}`,
  },
  { name: "nested objects", text: '{"data":'.repeat(20_000) + "1" + "}".repeat(20_000) },
  { name: "nested lists", text: "[".repeat(KIB_256 / 2) + "]".repeat(KIB_256 / 2) },
  { name: "a quarter of a million brackets", text: fill("[") },
  { name: "empty objects", text: `[${fill("{},")}{}]` },
  { name: "long numbers", text: `[${fill("1234567890123456789,")}1]` },
  { name: "strings in strings, 8 deep", text: nestedString(8, "x").padEnd(KIB_256, " ") },
  { name: "broken JSON", text: JSON.stringify(list(alert)).slice(0, -1) },
  { name: "escaped quotes", text: JSON.stringify({ title: fill('"').slice(0, KIB_256 / 2) }) },
  { name: "open brackets in a title", text: JSON.stringify({ title: fill("[(<{{*_") }) },
  {
    name: "texts full of macros",
    text: JSON.stringify(
      Object.fromEntries(
        "title summary message text description subject body content alert event details reason"
          .split(" ")
          .map((name) => [name, "{{ a }} **b** <i> $HOST_X @@A@@ ".repeat(600)]),
      ),
    ),
  },
  {
    name: "alerts full of markup",
    text: JSON.stringify({
      alerts: Array.from({ length: 200 }, (_, index) => ({
        title: `${index} ${"<b>*a*</b> {{x}} `c` [d](https://e.example) ".repeat(12)}`,
        message: `${index} ${"alert has been :x: token=1 ".repeat(20)}`,
      })),
    }),
  },
  { name: "commas", text: JSON.stringify({ title: `${fill(",")}x` }) },
];

/** Bodies at the limit of size: what tools send when much is wrong, and what somebody sends who wants it slow. */
export const heavyBodies = (): readonly HeavyBody[] => [...USUAL, ...FORMS, ...HOSTILE];
