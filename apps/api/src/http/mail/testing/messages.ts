/** A raw message: headers and a body, lines ended as SMTP ends them. */
export function rawMessage(headers: Readonly<Record<string, string>>, body = ""): string {
  const head = {
    From: "Monitor <monitor@tool.example>",
    Date: "Sun, 22 Nov 2026 08:00:00 +0000",
    "Message-ID": "<1@tool.example>",
    ...headers,
  };
  const lines = [
    ...Object.entries(head).map(([name, value]) => `${name}: ${value}`),
    "",
    ...body.split("\n"),
  ];
  return `${lines.join("\r\n")}\r\n`;
}

/** A message in parts, each with its own headers. */
export function multipart(
  type: "mixed" | "alternative",
  headers: Readonly<Record<string, string>>,
  parts: readonly (readonly [headers: string, body: string])[],
): string {
  const body = [
    ...parts.flatMap(([head, text]) => ["--b", ...head.split("\n"), "", ...text.split("\n")]),
    "--b--",
  ];
  return rawMessage(
    { ...headers, "MIME-Version": "1.0", "Content-Type": `multipart/${type}; boundary="b"` },
    body.join("\n"),
  );
}

export function streamOf(text: string): ReadableStream<Uint8Array> {
  return new Blob([text]).stream();
}
