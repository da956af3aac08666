import { describe, expect, it } from "vitest";
import { parseMessage } from "./parse-message.ts";
import { multipart, rawMessage } from "./testing/messages.ts";

async function parse(raw: string | Uint8Array<ArrayBuffer>, totalBytes?: number) {
  const bytes = typeof raw === "string" ? Uint8Array.from(new TextEncoder().encode(raw)) : raw;
  return (await parseMessage({ bytes, totalBytes: totalBytes ?? bytes.byteLength }, "monitor@tool.example"))
    .mail;
}

describe("a message", () => {
  it("is its subject, sender and text", async () => {
    expect(await parse(rawMessage({ Subject: "Disk is full", To: "x@y.example" }, "On db-1.\nNow."))).toEqual(
      {
        returnPath: "monitor@tool.example",
        from: "Monitor <monitor@tool.example>",
        subject: "Disk is full",
        messageId: "<1@tool.example>",
        date: "2026-11-22T08:00:00.000Z",
        headers: expect.objectContaining({ to: "x@y.example" }),
        text: "On db-1.\nNow.\n",
        json: [],
        files: [],
        notes: [],
      },
    );
  });

  it.each([
    [{ Subject: "=?utf-8?B?0JHQsNC30LAg0LvQtdC20LjRgtGM?=" }, "База лежить"],
    [{ Subject: "=?iso-8859-1?Q?Speicher_f=FCr_db-1?= =?iso-8859-1?Q?_voll?=" }, "Speicher für db-1 voll"],
    [{ Subject: "Disk is\r\n full" }, "Disk is full"],
    [{}, null],
  ])("of subject %j", async (headers, subject) => {
    expect((await parse(rawMessage(headers))).subject).toBe(subject);
  });

  it.each([
    ["quoted-printable", "text/plain; charset=utf-8", "Speicher f=C3=BCr=\n db-1", "Speicher für db-1"],
    ["base64", "text/plain; charset=iso-8859-1", "U3BlaWNoZXIgZvxyIGRiLTE=", "Speicher für db-1"],
    [
      "8bit",
      "text/html",
      "<style>p{}</style><p>Disk &amp; memory</p><p>db&#45;1</p>",
      "Disk & memory\n\ndb-1",
    ],
  ])("in %s of %s", async (encoding, type, body, text) => {
    const raw = rawMessage({ "Content-Transfer-Encoding": encoding, "Content-Type": type }, body);
    expect((await parse(raw)).text.trim()).toBe(text);
  });

  it("with text and HTML is its text; with blank text its HTML", async () => {
    const html: [string, string] = [
      "Content-Type: text/html",
      "<table><tr><td>Severity:</td><td>High</td></tr></table>",
    ];
    expect(
      (await parse(multipart("alternative", {}, [["Content-Type: text/plain", "words"], html]))).text.trim(),
    ).toBe("words");
    expect(
      (await parse(multipart("alternative", {}, [["Content-Type: text/plain", "  "], html]))).text.trim(),
    ).toBe("Severity: High");
  });

  it("hands its JSON over and names its other files", async () => {
    const mail = await parse(
      multipart("mixed", {}, [
        ["Content-Type: text/plain", "See below."],
        [
          "Content-Type: application/json\nContent-Disposition: attachment; filename=alert.json",
          '{"title":"Disk is full"}',
        ],
        ["Content-Type: image/png; name=chart.png\nContent-Transfer-Encoding: base64", "AAAA"],
      ]),
    );
    expect(mail.json.map((text) => text.trim())).toEqual(['{"title":"Disk is full"}']);
    expect(mail.files).toEqual(["chart.png (image/png, 1 KiB)"]);
  });
});

describe("a message that is too much", () => {
  it("is read as far as it was kept, and says so", async () => {
    const mail = await parse(rawMessage({ Subject: "Disk is full" }, "x"), 3 * 1024 * 1024);
    expect(mail.notes).toEqual(["The mail is 3072 KiB. The first 1 KiB were read."]);
  });

  it("of a million empty lines is read in a moment", async () => {
    const mail = await parse(rawMessage({ Subject: "Disk is full" }, "\n".repeat(1_000_000)));
    expect([mail.subject, mail.notes.length]).toEqual(["Disk is full", 1]);
  });

  it("of JSON is named and not read", async () => {
    const mail = await parse(
      multipart("mixed", {}, [
        ["Content-Type: application/json; name=big.json", `{"log":"${"x".repeat(300_000)}"}`],
      ]),
    );
    expect([mail.json, mail.files, mail.notes]).toEqual([
      [],
      [expect.stringContaining("big.json")],
      [expect.stringContaining("not read")],
    ]);
  });

  it("of nested parts is read as plain text", async () => {
    let raw = 'Content-Type: multipart/mixed; boundary="b0"\r\n\r\n';
    for (let depth = 0; depth < 30; depth += 1)
      raw += `--b${depth}\r\nContent-Type: multipart/mixed; boundary="b${depth + 1}"\r\n\r\n`;
    const mail = await parse(raw);
    expect(mail.notes).toEqual([expect.stringContaining("plain text")]);
    expect(mail.text).toContain("boundary");
  });

  it.each([
    ["nothing", ""],
    ["bytes", new Uint8Array([0xff, 0x00, 0x0a, 0xfe])],
    ["no header", "\r\n\r\nhello"],
  ])("%s is still a mail", async (_name, raw) => {
    expect(await parse(raw)).toMatchObject({ subject: null, notes: [] });
  });
});
