import { TESTED_ASTERISK_VERSION } from "../../install.ts";
import type { Check, PbxFacts } from "./facts.ts";
import { objectsOf, valueOf } from "./parse-conf.ts";

const APPLICATION = "callping";
const LONGEST_FUSE = 2000;

type Files = Pick<PbxFacts, "files">;

/** A setting of the control connection. */
export function controlSetting({ files }: Files, key: string): string | undefined {
  return valueOf(files["websocket_client.conf"] ?? [], APPLICATION, key);
}

/** The control URL, or `null` when there is none that can be read. */
export function controlUrl(facts: Files): URL | null {
  const uri = controlSetting(facts, "uri") ?? "";
  return URL.canParse(uri) ? new URL(uri) : null;
}

export function isLoopback({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname.startsWith("127.");
}

const control: Check = {
  name: "control connection",
  judge: (facts) => {
    const url = controlUrl(facts);
    const means = "the PBX is not controlled, or not by us alone: its calls, and the token, are anybody's";
    if (url === null)
      return [{ what: "websocket_client.conf names no control URL", means, todo: "write the files again" }];
    if (url.protocol !== "wss:")
      return isLoopback(url)
        ? []
        : [
            {
              what: "the control connection is not encrypted",
              means,
              todo: "say wss:// in the definition, and write the files again",
            },
          ];
    const lacking = ["tls_enabled", "verify_server_cert", "verify_server_hostname"].filter(
      (key) => controlSetting(facts, key) !== "yes",
    );
    return lacking.map((key) => ({
      what: `the control connection lacks ${key} = yes`,
      means,
      todo: `set ${key} = yes`,
    }));
  },
};

const token: Check = {
  name: "token",
  judge: (facts) => {
    const secret = controlSetting(facts, "password") ?? "";
    const local = valueOf(facts.files["ari.conf"] ?? [], `${APPLICATION}-local`, "password") ?? "";
    const means = "who guesses the token takes the PBX's place: it is told whom to call, and rings nobody";
    const todo = "make a new token (docs/runbooks/rotate-token.md)";
    if (secret.length < 16 || new Set(secret).size < 8)
      return [{ what: "the control token is short or simple", means, todo }];
    if (secret === local && controlSetting(facts, "uri")?.startsWith("wss:"))
      return [{ what: "the control token is the local ARI password as well", means, todo }];
    return [];
  },
};

const fuse: Check = {
  name: "maxcalls",
  judge: ({ files }) => {
    const calls = Number(valueOf(files["asterisk.conf"] ?? [], "options", "maxcalls") ?? "0");
    if (Number.isInteger(calls) && calls >= 1 && calls <= LONGEST_FUSE) return [];
    return [
      {
        what: calls > LONGEST_FUSE ? `maxcalls is ${calls}` : "maxcalls is not set",
        means: "nothing bounds a flood of calls, neither its cost nor the memory that alerts need",
        todo: `set maxcalls in asterisk.conf, ${LONGEST_FUSE} at most`,
      },
    ];
  },
};

const permissions: Check = {
  name: "file permissions",
  judge: (facts) =>
    facts.permissions
      .filter(({ mode }) => (mode & 0o027) !== 0)
      .map(({ path, mode }) => ({
        what: `${path} has mode ${(mode & 0o777).toString(8)}`,
        means: "others on the machine can read the token and trunk passwords, or change where calls go",
        todo: `chmod 640 for files, 750 for folders: chmod o-rwx,g-w ${path}`,
      })),
};

const options: Check = {
  name: "no shell",
  judge: ({ files }) => {
    const conf = files["asterisk.conf"] ?? [];
    const wanted = [
      ["live_dangerously", "no"],
      ["disable_remote_console_shell", "yes"],
    ] as const;
    return wanted
      .filter(([key, value]) => valueOf(conf, "options", key) !== value)
      .map(([key, value]) => ({
        what: `asterisk.conf does not say ${key} = ${value}`,
        means: "who gets into Asterisk gets to a shell on the machine",
        todo: `set ${key} = ${value} and restart the PBX`,
      }));
  },
};

const trunksThere: Check = {
  name: "there is a trunk",
  judge: ({ files }) =>
    objectsOf(files["pjsip.conf"] ?? [], "endpoint").length > 0
      ? []
      : [
          {
            what: "pjsip.conf has no trunk",
            means: "this PBX can ring nobody",
            todo: "add one to the definition",
          },
        ],
};

/** Debian's version has more behind the three numbers. */
export function isOlder(version: string, than: string = TESTED_ASTERISK_VERSION): boolean {
  const numbers = (text: string) => (text.match(/\d+/g) ?? []).slice(0, 3).map(Number);
  const [mine, wanted] = [numbers(version), numbers(than)];
  const index = wanted.findIndex((number, at) => (mine[at] ?? 0) !== number);
  return index >= 0 && (mine[index] ?? 0) < (wanted[index] ?? 0);
}

export const SETTING_CHECKS: readonly Check[] = [control, token, fuse, permissions, options, trunksThere];
