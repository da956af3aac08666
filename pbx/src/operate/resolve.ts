import { createHash } from "node:crypto";
import type { PbxFileOptions } from "../config/pbx/files.ts";
import type { TrunkOptions } from "../config/pbx/trunk.ts";
import { checkNetwork, checkSecret, ConfigError } from "../config/values.ts";
import { TESTED_ASTERISK_VERSION } from "../install.ts";
import type { PbxDefinitionFile, TrunkDefinitionFile } from "./definition.ts";
import { GENERIC, INTERTELECOM, type Provider, TELNYX, TWILIO, ZADARMA } from "./providers.ts";

/** A definition with all that follows from it. */
export interface ResolvedPbx {
  definition: PbxDefinitionFile;
  options: PbxFileOptions;
  asterisk: string;
  /** Asterisk before 22.11 keeps no watch on its control connection; a preloaded library makes the kernel do it. */
  preloadsKeepalive: boolean;
  trunks: ResolvedTrunk[];
}

export interface ResolvedTrunk {
  id: string;
  kind: TrunkDefinitionFile["kind"];
  numberFormat: "e164" | "digits";
  options: TrunkOptions;
  networks: readonly string[];
  mediaNetworks: readonly string[];
}

const SYSTEM_AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt";

/** Fills in what is known of each provider. Throws ConfigError for what cannot be used. */
export function resolvePbx(definition: PbxDefinitionFile): ResolvedPbx {
  const { control, sip, media, tls } = definition;
  checkControl(definition);
  const trunks = definition.trunks.map((trunk) => resolveTrunk(trunk, definition.announcement !== undefined));
  const asterisk = definition.asterisk ?? TESTED_ASTERISK_VERSION;
  const keepsWatch = Number(asterisk.split(".")[1]) >= 11;
  const token = checkSecret("control token", control.token);
  const certificate = certificateOf(tls);
  const options: PbxFileOptions = {
    id: definition.name,
    sip: { address: sip.address, port: sip.port },
    rtp: media,
    control: {
      url: control.url,
      token,
      localPassword: createHash("sha256").update(`local ARI user\n${token}`).digest("hex"),
      caListFile: control.ca_file ?? SYSTEM_AUTHORITIES,
      pingPongs: keepsWatch,
    },
    trunks: trunks.map((trunk) => trunk.options),
    maxCalls: definition.max_calls,
    ...(sip.public_address !== undefined && { publicAddress: sip.public_address }),
    ...(trunks.some(({ options: { encryptsMedia } }) => encryptsMedia) && {
      tls: {
        port: sip.tls_port,
        caFile: tls.ca_file ?? SYSTEM_AUTHORITIES,
        ...(certificate && { certificate }),
      },
    }),
  };
  return { definition, options, asterisk, preloadsKeepalive: !keepsWatch, trunks };
}

/** The Worker answers 404 to any other path, and the token must not travel in clear. */
function checkControl({ name, control }: PbxDefinitionFile): void {
  const url = URL.canParse(control.url) ? new URL(control.url) : undefined;
  if (url?.pathname !== `/pbx/${name}`)
    throw new ConfigError("control.url", control.url, `wss://<host>/pbx/${name}, with the PBX's own name`);
  if (url.protocol === "ws:" && !url.hostname.startsWith("127."))
    throw new ConfigError("control.url", control.url, "wss://: ws:// would show the token to the network");
}

function certificateOf({ cert_file: certFile, key_file: keyFile }: PbxDefinitionFile["tls"]) {
  if (certFile === undefined && keyFile === undefined) return undefined;
  if (certFile === undefined || keyFile === undefined)
    throw new ConfigError("tls", "", "cert_file and key_file together, or neither");
  return { certFile, keyFile };
}

function resolveTrunk(trunk: TrunkDefinitionFile, announces: boolean): ResolvedTrunk {
  const provider = providerOf(trunk);
  const host = trunk.host ?? provider.host ?? "";
  if (trunk.kind === "twilio" && trunk.host.endsWith("twilio.com") && !TERMINATION.test(trunk.host))
    throw new ConfigError(
      `host of trunk ${trunk.id}`,
      trunk.host,
      "<trunk>.pstn.twilio.com, the termination URI",
    );
  const secure = trunk.secure ?? (trunk.protocol === undefined && provider.secure);
  const networks = (trunk.networks ?? (trunk.kind === "ip" ? [host] : provider.networks)).map((network) =>
    checkNetwork(`networks of trunk ${trunk.id}`, network),
  );
  if (networks.length === 0)
    throw new ConfigError(
      `networks of trunk ${trunk.id}`,
      "",
      "the networks that the carrier's contract names",
    );
  const port = trunk.port ?? (secure ? provider.ports?.tls : provider.ports?.plain);
  const registers = REGISTERS.has(trunk.kind) && trunk.login !== undefined;
  const probe = trunk.probe === undefined ? provider.probe : trunk.probe === "2xx" || "any-answer";
  return {
    id: trunk.id,
    kind: trunk.kind,
    numberFormat: trunk.number_format ?? provider.numberFormat,
    networks,
    mediaNetworks: (trunk.media_networks ?? provider.mediaNetworks ?? networks).map((network) =>
      checkNetwork(`media networks of trunk ${trunk.id}`, network),
    ),
    options: {
      endpoint: trunk.id,
      carrier: {
        address: host,
        ...(port !== undefined && { port }),
        protocol: secure ? "tls" : (trunk.protocol ?? "udp"),
      },
      networks,
      ...(trunk.kind !== "ip" && { fromDomain: host }),
      codecs: provider.codecs,
      encryptsMedia: secure,
      probe,
      inbound: announces ? "announcement" : "refused",
      ...(trunk.login && { login: trunk.login }),
      ...(registers && trunk.login && { registers, fromUser: trunk.login.username }),
    },
  };
}

const TERMINATION = /^[a-z0-9-]+\.pstn(\.[a-z0-9-]+)?\.twilio\.com$/;
const REGISTERS: ReadonlySet<string> = new Set(["zadarma", "intertelecom", "registration"]);

function providerOf(trunk: TrunkDefinitionFile): Provider {
  if (trunk.kind === "twilio") return TWILIO;
  if (trunk.kind === "telnyx") return TELNYX[trunk.region];
  if (trunk.kind === "zadarma") return ZADARMA;
  return trunk.kind === "intertelecom" ? INTERTELECOM : GENERIC;
}
