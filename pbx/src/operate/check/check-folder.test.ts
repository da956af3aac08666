import { chmod, cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exampleDefinition, PROVIDER_TRUNKS } from "../testing/definitions.ts";
import { writeGenerated } from "../write.ts";
import { checkPbx } from "./check-pbx.ts";

let folder: string;
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pbx-check-"));
  for (const [name, trunk] of Object.entries(PROVIDER_TRUNKS))
    await writeGenerated(exampleDefinition({ trunks: [trunk] }), at(name));
});
afterAll(() => rm(folder, { recursive: true }));

describe("callping pbx check on files", () => {
  it.each(Object.keys(PROVIDER_TRUNKS))("passes on what is generated for %s", async (name) => {
    const report = await checkPbx(at(name));
    expect(report?.faults).toEqual([]);
    expect(report?.passed).toHaveLength(12);
  });

  /** What is planted: a file, what stands there, and what takes its place. */
  it.each<[string, string, RegExp, string, RegExp]>([
    ["autoload", "modules.conf", /autoload = no/, "autoload = yes", /does not say autoload = no/],
    [
      "a module that reads passwords",
      "modules.conf",
      /$/,
      "load = res_ari_asterisk.so\n",
      /loads res_ari_asterisk/,
    ],
    [
      "a module that is gone",
      "modules.conf",
      /require = res_ari_channels\.so\n/,
      "",
      /lacks res_ari_channels/,
    ],
    ["HTTP", "http.conf", /enabled = no/, "enabled = yes", /http\.conf does not say/],
    ["AMI", "manager.conf", /enabled = no/, "enabled = yes", /manager\.conf does not say/],
    [
      "a context that dials",
      "extensions.conf",
      /\[deny-all\]/,
      "[deny-all]\nexten => _X.,1,Dial(PJSIP/${EXTEN}@twilio)",
      /deny-all, which does Dial/,
    ],
    [
      "an include",
      "extensions.conf",
      /\[deny-all\]/,
      "[deny-all]\ninclude => outbound",
      /has include outbound/,
    ],
    [
      "an acl for everybody",
      "pjsip.conf",
      /permit = 54\.172\.60\.0\/30/,
      "permit = 0.0.0.0/0",
      /permits 0\.0\.0\.0/,
    ],
    ["an acl that denies nobody", "pjsip.conf", /deny = 0\.0\.0\.0\/0\.0\.0\.0\n/, "", /denies everybody/],
    [
      "users told apart by name",
      "pjsip.conf",
      /order = ip/,
      "order = ip,anonymous",
      /not told apart by address/,
    ],
    [
      "a wildcard bind",
      "pjsip.conf",
      /bind = 192\.0\.2\.10:5060/,
      "bind = 0.0.0.0:5060",
      /bound to 0\.0\.0\.0/,
    ],
    [
      "an unchecked carrier",
      "pjsip.conf",
      /verify_server = yes/,
      "verify_server = no",
      /does not check the carrier/,
    ],
    [
      "SRTP keys in clear",
      "pjsip.conf",
      /transport = transport-tls/,
      "transport = transport-udp",
      /keys in clear/,
    ],
    ["an unchecked Worker", "websocket_client.conf", /cert = yes/, "cert = no", /lacks verify_server_cert/],
    ["control in clear", "websocket_client.conf", /wss:/, "ws:", /is not encrypted/],
    [
      "a simple token",
      "websocket_client.conf",
      /password = .*/,
      `password = ${"a".repeat(40)}`,
      /short or simple/,
    ],
    ["no fuse", "asterisk.conf", /maxcalls = \d+\n/, "", /maxcalls is not set/],
    ["a shell", "asterisk.conf", /live_dangerously = no/, "live_dangerously = yes", /live_dangerously/],
    ["no trunk", "pjsip.conf", /type = endpoint/, "type = nothing", /has no trunk/],
  ])("finds %s", async (_name, file, from, to, words) => {
    const planted = await mkdtemp(join(folder, "planted-"));
    await cp(at("twilio"), planted, { recursive: true });
    const path = join(planted, "etc", file);
    const text = await readFile(path, "utf8");
    expect(text).toMatch(from);
    await writeFile(
      path,
      text.replace(from, () => to),
    );
    const faults = (await checkPbx(planted))?.faults ?? [];
    expect(faults.map(({ what }) => what).join("\n")).toMatch(words);
    for (const { means, todo } of faults) expect([means.length > 20, todo.length > 10]).toEqual([true, true]);
  });

  it("finds files that others can read", async () => {
    const planted = await mkdtemp(join(folder, "planted-"));
    await cp(at("twilio"), planted, { recursive: true });
    await chmod(join(planted, "etc/pjsip.conf"), 0o644);
    expect((await checkPbx(planted))?.faults).toMatchObject(
      [{ what: /pjsip\.conf has mode 644/ }].map(({ what }) => ({ what: expect.stringMatching(what) })),
    );
  });

  it("says that there is nothing to check", async () => {
    expect(await checkPbx(folder)).toBeNull();
  });
});
