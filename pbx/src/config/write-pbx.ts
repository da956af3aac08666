import { mkdir, readdir, symlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type BrowserPhonesOptions, renderBrowserPhones } from "../browser/phones.ts";
import { renderControlSocket } from "./control-socket.ts";
import { type AsteriskInstance, writeInstance } from "./instance.ts";
import { ARI_MODULES, renderModules, SIP_MODULES } from "./modules.ts";
import { PBX_DIALPLAN } from "./pbx/dialplan.ts";
import { renderPbxSip, type TrunkOptions } from "./pbx/sip.ts";
import { renderSections } from "./render.ts";
import { checkId, checkRange, ConfigError } from "./values.ts";

interface CommonOptions {
  /** `pbx-1`; also the user name on the control socket. */
  id: string;
  /** Short absolute path, such as `/tmp/cp-a1b2/pbx-1`; one for each instance. */
  directory: string;
  /** A tree made by `installAsterisk`, or ASTERISK_ROOT. */
  asteriskRoot: string;
  rtp: { from: number; to: number };
  control: { url: string; token: string; localPassword: string; caListFile?: string };
  /** Folder with `<language>/<id>.ulaw`; played as `sound:callping/<language>/<id>`. May be empty or missing. */
  prompts: string;
  /** The last fuse against a flood of calls; the Worker's own limits come long before. */
  maxCalls?: number;
}

/** A PBX calls telephones by its trunks, or rings browsers: never both, since only the one that rings browsers has HTTP. */
export type PbxOptions = CommonOptions &
  (
    | {
        sip: { address: string; port: number };
        trunks: readonly TrunkOptions[];
        browserPhones?: never;
      }
    | { browserPhones: BrowserPhonesOptions }
  );

/** Writes one PBX's whole configuration. Throws ConfigError for a value that Asterisk must not see. */
export async function writePbx(options: PbxOptions): Promise<AsteriskInstance> {
  const id = checkId("PBX id", options.id);
  const rtp = checkRange("RTP ports", options.rtp);
  const maxCalls = options.maxCalls ?? 500;
  if (!Number.isInteger(maxCalls) || maxCalls < 1)
    throw new ConfigError("maxCalls", maxCalls, "a whole number above zero");
  const browsers = options.browserPhones === undefined ? null : renderBrowserPhones(options.browserPhones);
  const control = renderControlSocket({
    ...options.control,
    username: id,
    password: options.control.token,
    application: "callping",
  });
  const protocols = options.control.url.startsWith("wss:") ? "https" : "http,https";
  const instance = await writeInstance({
    id,
    directory: options.directory,
    asteriskRoot: options.asteriskRoot,
    options: [["maxcalls", maxCalls]],
    records: false,
    files: {
      ...control,
      "extensions.conf": PBX_DIALPLAN,
      "modules.conf": renderModules([
        ...SIP_MODULES,
        ...PBX_MODULES,
        ...ARI_MODULES,
        ...(browsers?.modules ?? []),
      ]),
      ...(options.browserPhones === undefined && { "pjsip.conf": renderPbxSip(options) }),
      "rtp.conf": renderSections([
        {
          name: "general",
          entries: [
            ["rtpstart", rtp.from],
            ["rtpend", rtp.to],
            ["strictrtp", "yes"],
            ...(browsers?.rtp ?? ([["icesupport", "no"]] as const)),
          ],
        },
      ]),
      // A server that hangs costs a channel twice this long, and hanging up waits for it.
      "res_http_media_cache.conf": renderSections([
        {
          name: "general",
          entries: [
            ["timeout_secs", 3],
            ["user_agent", "CallPing"],
            ["protocols", protocols],
          ],
        },
      ]),
      ...browsers?.files,
    },
  });
  await linkPrompts(resolve(options.prompts), instance);
  return instance;
}

/** What a PBX has beyond SIP and ARI: digest towards carriers, call headers, a longest call, and audio from the Worker. */
const PBX_MODULES = [
  "res_pjsip_outbound_authenticator_digest",
  "res_pjsip_header_funcs",
  "func_timeout",
  "func_callerid",
  "func_channel",
  "res_ari_endpoints",
  "res_curl",
  "res_http_media_cache",
] as const;

async function linkPrompts(prompts: string, instance: AsteriskInstance): Promise<void> {
  const folder = join(instance.directory, "data", "sounds", "callping");
  const present = await readdir(prompts).then(
    () => true,
    () => false,
  );
  if (present) await symlink(prompts, folder);
  else await mkdir(folder);
}
