import { type Handset, handsetNumber, HANDSETS } from "./handsets.ts";

/** The handsets as a Markdown table: for the documentation and for `npm start -- --handsets`. */
export function handsetTable(): string {
  const rows = HANDSETS.map((row) => [
    spaced(handsetNumber(row.behaviour, 0, "FR")),
    spaced(handsetNumber(row.behaviour, 0, "GB")),
    `\`${row.behaviour}\``,
    row.description,
    whatThePbxSees(row),
  ]);
  const header = [
    "France (00 to 99)",
    "United Kingdom (0 to 9)",
    "behaviour",
    "what it does",
    "what reaches the PBX",
  ];
  return [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function whatThePbxSees({ result }: Handset): string {
  const start = result.progress === "none" ? "" : `${result.progress}, `;
  const keys =
    result.keys.length === 0 ? "" : `, ${result.keys.length > 1 ? "keys" : "key"} ${result.keys.join(" ")}`;
  switch (result.end) {
    case "answered":
      return `${start}ANSWER${keys}`;
    case "refused":
      return `${start}SIP ${result.sip}, cause ${result.cause}`;
    case "ring_timeout":
      return `${start}nothing more: the PBX gives up at its ring timeout (shown as ${result.sip}, cause ${result.cause})`;
  }
}

/** `+33199001000` as `+33 1 99 00 10 00`, `+442079461000` as `+44 20 7946 0100`. */
function spaced(number: string): string {
  const groups =
    /^\+33(\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(number) ?? /^\+44(\d\d)(\d{4})(\d{4})$/.exec(number);
  return groups ? [number.slice(0, 3), ...groups.slice(1)].join(" ") : number;
}
