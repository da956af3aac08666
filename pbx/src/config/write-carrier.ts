import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { renderCarrierDialplan } from "./carrier/dialplan.ts";
import { type CarrierSipOptions, renderCarrierSip } from "./carrier/sip.ts";
import { renderControlSocket } from "./control-socket.ts";
import { type AsteriskInstance, writeInstance } from "./instance.ts";
import { ARI_MODULES, renderModules, SIP_MODULES } from "./modules.ts";
import { renderSections } from "./render.ts";
import { checkRange } from "./values.ts";

export interface CarrierOptions extends CarrierSipOptions {
  directory: string;
  asteriskRoot: string;
  rtp: { from: number; to: number };
  /**
   * A test process that every call is put to first, as the ARI application `handsets` with arguments `<number>`,
   * `free|busy`, `<leg id>`. It scripts the handset, or continues the channel at priority 1 to context `handsets`,
   * extension `<number>` (the canned behaviour) or to context `refuse`, extension `<SIP code>`.
   */
  controller?: { url: string; username: string; password: string };
}

/** Writes the local carrier's configuration. Throws ConfigError for a value that Asterisk must not see. */
export async function writeCarrier(options: CarrierOptions): Promise<AsteriskInstance> {
  const { controller } = options;
  const rtp = checkRange("RTP ports", options.rtp);
  const control =
    controller &&
    renderControlSocket({ ...controller, application: "handsets", localPassword: controller.password });
  const instance = await writeInstance({
    id: "carrier",
    directory: options.directory,
    asteriskRoot: options.asteriskRoot,
    options: [],
    records: true,
    files: {
      ...control,
      "extensions.conf": renderCarrierDialplan({ controlled: controller !== undefined }),
      "modules.conf": renderModules([
        ...SIP_MODULES,
        ...CARRIER_MODULES,
        ...(controller ? CONTROLLED_MODULES : []),
        ...(options.tls ? ["res_srtp"] : []),
      ]),
      "pjsip.conf": renderCarrierSip(options),
      "rtp.conf": renderSections([
        {
          name: "general",
          entries: [
            ["rtpstart", rtp.from],
            ["rtpend", rtp.to],
            ["strictrtp", "yes"],
            ["icesupport", "no"],
          ],
        },
      ]),
    },
  });
  if (instance.tree.sounds !== undefined)
    await symlink(instance.tree.sounds, join(instance.directory, "data", "sounds", "en"));
  return instance;
}

const CARRIER_MODULES = [
  "res_pjsip_registrar",
  "res_pjsip_endpoint_identifier_user",
  "codec_gsm",
  "format_gsm",
  "app_dial",
  "app_exec",
  "app_playback",
  "app_senddtmf",
  "bridge_simple",
  "bridge_builtin_features",
  "func_groupcount",
  "func_lock",
  "func_logic",
  "func_strings",
] as const;

/** Only here: the carrier's handsets may be recorded by a test, a person's call on a PBX never. */
const CONTROLLED_MODULES = [
  ...ARI_MODULES,
  "res_ari_recordings",
  "format_sln",
  "res_pjsip_header_funcs",
] as const;
