import { readFile } from "node:fs/promises";
import { request as requestPlain } from "node:http";
import { request as requestTls } from "node:https";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type AsteriskTree, locateAsterisk } from "../../asterisk-tree.ts";
import { runCommand } from "../../install/command.ts";
import { listeningSockets } from "../../listening-sockets.ts";
import type { RunningFacts } from "./facts.ts";
import { directoryOf, type FolderFacts } from "./read-folder.ts";
import { controlSetting, controlUrl } from "./setting-checks.ts";

/** An OPTIONS probe takes 1.5 s at most; a trunk is asked again once before it counts as silent. */
const LOOKS = 12;
const LOOK_EVERY_MS = 250;
const CLOCK_TIMEOUT_MS = 5000;

/** Asks the Asterisk that runs on these files; `null` when none does. */
export async function askRunning(folder: FolderFacts): Promise<RunningFacts | null> {
  const { files, etc } = folder;
  const tree = await treeOf(directoryOf(files, "astsbindir"));
  if (tree === null) return null;
  const rx = async (command: string) => {
    const args = [...tree.args, "-C", join(etc, "asterisk.conf"), "-rx", command];
    return runCommand(tree.command, args);
  };
  const settings = await rx("core show settings");
  if (settings.code !== 0) return null;
  const text = async (command: string) => (await rx(command)).stdout;
  const pid = Number(await readFile(join(directoryOf(files, "astrundir"), "asterisk.pid"), "utf8"));
  const proc = (name: string) => readFile(`/proc/${pid}/${name}`, "utf8");
  const status = await proc("status");
  return {
    at: new Date(),
    version: /Version:\s+(\S+)/.exec(settings.stdout)?.[1] ?? "unknown",
    maxCalls: numberOrNull(/Maximum calls:\s+(\d+)/.exec(settings.stdout)?.[1]),
    modules: [...(await text("module show")).matchAll(/^(\w+)\.so\s/gm)].map(([, name = ""]) => name),
    sockets: await listeningSockets(pid),
    contacts: await contactsOf(text),
    registrations: statesOf(await text("pjsip show registrations"), REGISTRATION),
    isControlled: /\s(Up)\s+callping\b/.test(await text("ari show websocket sessions")),
    account: {
      userId: Number(/^Uid:\s+\d+\s+(\d+)/m.exec(status)?.[1] ?? "0"),
      capabilities: BigInt(`0x${/^CapEff:\s+([0-9a-f]+)/m.exec(status)?.[1] ?? "f"}`),
    },
    preloadsKeepalive: (await proc("maps")).includes("libkeepalive"),
    clockAheadSeconds: await clockAhead(folder),
  };
}

/** `<root>/usr/sbin` → the tree below that root. */
async function treeOf(sbin: string): Promise<AsteriskTree | null> {
  if (!sbin.endsWith("/usr/sbin")) return null;
  const root = sbin.slice(0, -"/usr/sbin".length) || "/";
  // No Asterisk there is an answer: nothing can run on these files.
  return locateAsterisk(root).catch(() => null);
}

const CONTACT = /^\s+Contact:\s+([\w-]+)\/\S+\s+\S+\s+(Avail|Unavail|NonQual|Unknown|Created|Removed)\b/gm;
const REGISTRATION = /^\s(\S+?)\/sip:\S+\s+\S+\s+(\w+)/gm;

function statesOf(text: string, line: RegExp): Record<string, string> {
  return Object.fromEntries([...text.matchAll(line)].map(([, name = "", state = ""]) => [name, state]));
}

/** The states of all contacts; whoever is not there is asked, and waited for. */
async function contactsOf(text: (command: string) => Promise<string>): Promise<Record<string, string>> {
  const look = async () => statesOf(await text("pjsip show contacts"), CONTACT);
  let contacts = await look();
  const silent = () => Object.keys(contacts).filter((name) => contacts[name] !== "Avail");
  for (const name of silent()) await text(`pjsip qualify ${name}`);
  for (let turn = 0; turn < LOOKS && silent().length > 0; turn += 1) {
    await delay(LOOK_EVERY_MS);
    contacts = await look();
  }
  return contacts;
}

/** This clock against the `Date` of the control server's answer, whatever it answers. */
async function clockAhead(folder: FolderFacts): Promise<number | null> {
  const url = controlUrl(folder);
  if (url === null) return null;
  const isTls = url.protocol === "wss:";
  const caFile = controlSetting(folder, "ca_list_file");
  const ca = isTls && caFile !== undefined ? await readFile(caFile).catch(() => undefined) : undefined;
  return new Promise((resolve) => {
    const options = { host: url.hostname, port: url.port || 443, path: "/", method: "HEAD", ca };
    const outgoing = (isTls ? requestTls : requestPlain)(options);
    outgoing.setTimeout(CLOCK_TIMEOUT_MS, () => outgoing.destroy());
    // That it does not answer is told by the control connection.
    outgoing.once("error", () => resolve(null));
    outgoing.once("response", (response) => {
      response.resume();
      const theirs = Date.parse(response.headers.date ?? "");
      resolve(Number.isNaN(theirs) ? null : secondsBetween(theirs, Date.now()));
    });
    outgoing.end();
  });
}

/** `Date` has whole seconds: half of one is the best guess. */
function secondsBetween(theirs: number, ours: number): number {
  return (ours - theirs - 500) / 1000;
}

function numberOrNull(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}
