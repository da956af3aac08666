const CHARACTERS = 8000;

/** Texts of 8,000 characters, of usual and of hostile shapes, by name. */
export function shapes(): ReadonlyMap<string, string> {
  const long = (part: string) => part.repeat(Math.ceil(CHARACTERS / part.length)).slice(0, CHARACTERS);
  const usual = Array.from(
    { length: 200 },
    (_, n) =>
      `node-${n}.prod: p99 latency ${n}.5s > 2s at 2026-11-22T14:05:33Z, 10.0.0.${n}, HTTP 503 (CRIT)`,
  ).join("\n");
  return new Map([
    [
      "a title",
      "p99 latency 5xx on api-eu-west-1 > 2.5s (CRIT) https://grafana.example node-03.prod 10.0.0.12",
    ],
    ["alerts", usual.slice(0, CHARACTERS)],
    ["prose", long("The database primary is down and nobody knows why it has not recovered in 5 minutes. ")],
    ["Ukrainian", long("База даних не працює вже 5 хвилин, і ніхто не знає чому: 2,5 с замість 1 с. ")],
    ["HTML", long("<p>Disk <b>full</b> &amp; <a href='https://x.example/y'>hot</a></p>\n")],
    ["one word", long("a")],
    ["one foreign word", long("ű漢")],
    ["mixed alphabets", long("аa")],
    ["digits", long("1,234.5 ")],
    ["spaces", long(" ")],
    ["instructions", long("press 9 ")],
    ["letters apart", long("p r e s s ")],
    ["open tags", long("<a ")],
    ["open macros", long("{{[[")],
    ["dots", long("a.")],
    ["links", long("http://")],
    ["secrets", long("password=")],
    ["emoji", long("🔥")],
    ["capitals", long("HighCPUUsage")],
    ["politeness", long("please just now ")],
  ]);
}
