import fc from "fast-check";

const BYTES = 256 * 1024;
const NAMES =
  "status state severity level title message text labels tags alerts data event incident attachments id url payload check".split(
    " ",
  );
const anyText = fc.oneof(
  fc.constantFrom(
    "resolved",
    "firing",
    "P1",
    "{{ x }}",
    "🔥 <b>fire</b> token=abcdef",
    "https://a.example/b?c=d",
  ),
  fc.string({ maxLength: 40 }),
);
const anyMember = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "medium" },
    anyText,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.array(tie("value"), { maxLength: 6 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...NAMES), fc.string({ maxLength: 12 })), tie("value"), {
      maxKeys: 8,
    }),
  ),
})).value;
const anyMembers = fc.array(
  fc.tuple(fc.oneof(fc.constantFrom(...NAMES), fc.string({ maxLength: 12 })), anyMember),
  {
    minLength: 20,
    maxLength: 60,
  },
);

/** Random JSON documents that are repeated until they are 256 KiB: in a list, in a text, or under ever other names. */
export function blownUpBodies(count: number): string[] {
  return fc.sample(anyMembers, { numRuns: count, seed: 42 }).map((members, index) => {
    const [, first] = members[0] ?? [];
    const body = JSON.stringify(Object.fromEntries(members));
    const times = Math.max(1, Math.floor(BYTES / (body.length + 8)));
    const copies = Array.from({ length: times }, () => body);
    if (index % 4 === 0) return `{"alerts":[${copies.join(",")}]}`;
    if (index % 4 === 1) return `{${copies.map((copy, at) => `"n${at}":${copy}`).join(",")}}`;
    if (index % 4 === 2)
      return `{"data":${"[".repeat(3)}${copies.join(",")}${"]".repeat(3)},"status":${JSON.stringify(first ?? null)}}`;
    return JSON.stringify({
      message: copies.join("\n").slice(0, BYTES / 2),
      body: copies.join(" ").slice(0, 9000),
    });
  });
}
