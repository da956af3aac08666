import { isIPv4 } from "node:net";
import { ARI_MODULES, SIP_MODULES } from "../../config/modules.ts";
import { PBX_MODULES } from "../../config/pbx/files.ts";
import type { Check, PbxFacts } from "./facts.ts";
import { entriesOf, objectsOf, valueOf, valuesOf } from "./parse-conf.ts";

/** Reads passwords, runs programs, places calls from files, forwards calls, records, or opens a port. */
export const FORBIDDEN_MODULES =
  /^(res_ari_asterisk|res_ari_recordings|res_ari_mailboxes|res_agi|res_fastagi|app_system|func_shell|func_curl|func_env|app_exec|app_externalivr|app_record|app_mixmonitor|app_monitor|app_disa|app_originate|app_dial|app_queue|app_voicemail\w*|pbx_spool|pbx_dundi|pbx_lua|pbx_ael|chan_iax2|chan_unistim|chan_audiosocket|chan_websocket|res_pjsip_refer|res_pjsip_messaging|res_pjsip_notify|res_pjsip_registrar|res_pjsip_endpoint_identifier_anonymous|res_phoneprov|res_http_post|res_prometheus|res_snmp|res_xmpp|res_clioriginate|manager_\w+)$/;
export const NEEDED_MODULES: readonly string[] = [...SIP_MODULES, ...PBX_MODULES, ...ARI_MODULES];

const file = ({ files }: PbxFacts, name: string) => files[name] ?? [];
const REGENERATE = "write the files again with callping pbx config, install them and restart the PBX";

const modules: Check = {
  name: "modules",
  judge: (facts) => {
    const conf = file(facts, "modules.conf");
    const listed = ["require", "load", "preload"]
      .flatMap((key) => valuesOf(conf, "modules", key))
      .map((name) => name.replace(/\.so$/, ""));
    const missing = NEEDED_MODULES.filter((name) => !listed.includes(name));
    return [
      ...(valueOf(conf, "modules", "autoload") === "no"
        ? []
        : [
            {
              what: "modules.conf does not say autoload = no",
              means: "everything that is installed is loaded: recording, running programs, other protocols",
              todo: REGENERATE,
            },
          ]),
      ...listed
        .filter((name) => FORBIDDEN_MODULES.test(name))
        .map((name) => ({
          what: `modules.conf loads ${name}`,
          means:
            "who has the control connection could read passwords, run programs or place calls past the rules",
          todo: `remove ${name} from modules.conf and restart the PBX`,
        })),
      ...(missing.length === 0
        ? []
        : [
            {
              what: `modules.conf lacks ${missing.join(", ")}`,
              means: "the PBX cannot place, speak or control calls: alerts take another one, if there is one",
              todo: REGENERATE,
            },
          ]),
    ];
  },
};

const noOtherDoors: Check = {
  name: "no HTTP, no AMI",
  judge: (facts) =>
    ["http.conf", "manager.conf"]
      .filter((name) => valueOf(file(facts, name), "general", "enabled") !== "no")
      .map((name) => ({
        what: `${name} does not say enabled = no`,
        means: "a control port is open: who reaches it can place calls at your cost",
        todo: `set enabled = no in ${name} and restart the PBX`,
      })),
};

/** What a context for strangers may do: refuse, or speak. */
const HARMLESS = /^(Hangup|Answer|Wait|Playback|NoOp|Set|GotoIf)$/;

const dialplan: Check = {
  name: "inbound calls are refused",
  judge: (facts) => {
    const conf = file(facts, "extensions.conf");
    const contexts = [...new Set(trunks(facts).flatMap((trunk) => entriesOf(trunk, "context").slice(-1)))];
    const includes = conf.flatMap(({ entries }) =>
      entries.filter(([key]) => /^(#|include|switch)/.test(key)),
    );
    const means = "a stranger who reaches the PBX could place calls through it, at your cost";
    return [
      ...trunks(facts)
        .filter((trunk) => entriesOf(trunk, "context").length === 0)
        .map(({ name }) => ({
          what: `trunk ${name} names no context, so its calls enter "default"`,
          means,
          todo: `give the endpoint context = deny-all`,
        })),
      ...contexts.flatMap((context) => {
        const harmful = appsOf(facts, context).filter((app) => !HARMLESS.test(app));
        if (harmful.length === 0) return [];
        const what = `inbound calls enter the context ${context}, which does ${harmful.join(", ")}`;
        return [{ what, means, todo: `let ${context} do nothing but Hangup(21)` }];
      }),
      ...includes.map(([key, value]) => ({
        what: `extensions.conf has ${key} ${value}`,
        means: `what it brings in was not checked; ${means}`,
        todo: "remove it: a PBX's dialplan only refuses",
      })),
    ];
  },
};

function trunks(facts: PbxFacts) {
  return objectsOf(file(facts, "pjsip.conf"), "endpoint");
}

/** The applications of a context's steps, `exten => x,1,App(…)` and `same => n,App(…)`. */
function appsOf(facts: PbxFacts, context: string): string[] {
  const entries = file(facts, "extensions.conf").filter(({ name }) => name === context);
  return entries
    .flatMap((section) => section.entries)
    .filter(([key]) => key === "exten" || key === "same")
    .map(([key, value]) =>
      value
        .split(",")
        .slice(key === "exten" ? 2 : 1)
        .join(","),
    )
    .map((step) => /^\w*/.exec(step.trim())?.[0] ?? "");
}

const access: Check = {
  name: "only trunks may talk SIP",
  judge: (facts) => {
    const conf = file(facts, "pjsip.conf");
    const acls = objectsOf(conf, "acl");
    const denies = acls.flatMap((acl) => entriesOf(acl, "deny"));
    const permits = acls.flatMap((acl) => entriesOf(acl, "permit"));
    const wide = permits.filter((network) => !isNarrow(network));
    const order = valueOf(conf, "global", "endpoint_identifier_order");
    const means = "strangers reach the SIP stack: they may guess logins and keep it busy";
    return [
      ...(denies.some((network) => /^0\.0\.0\.0(\/0(\.0\.0\.0)?)?$/.test(network))
        ? []
        : [{ what: "no acl in pjsip.conf denies everybody", means, todo: REGENERATE }]),
      ...wide.map((network) => ({
        what: `the acl permits ${network}`,
        means,
        todo: "permit the networks of the trunks alone",
      })),
      ...(order === "ip"
        ? []
        : [
            {
              what: "callers are not told apart by address alone",
              means,
              todo: "set endpoint_identifier_order = ip",
            },
          ]),
    ];
  },
};

function isNarrow(network: string): boolean {
  const [address = "", bits = "32"] = network.split("/");
  return isIPv4(address) && /^\d+$/.test(bits) && Number(bits) >= 8;
}

const transports: Check = {
  name: "SIP is bound to one address",
  judge: (facts) =>
    objectsOf(file(facts, "pjsip.conf"), "transport").flatMap((transport) => {
      const bind = entriesOf(transport, "bind").at(-1) ?? "";
      if (isIPv4(bind.split(":")[0] ?? "") && !bind.startsWith("0.0.0.0")) return [];
      const what = `${transport.name} is bound to ${bind || "every address"}`;
      return [
        { what, means: "SIP is open on networks that nobody thought of", todo: "bind it to the one address" },
      ];
    }),
};

const encryption: Check = {
  name: "encryption is checked",
  judge: (facts) => {
    const conf = file(facts, "pjsip.conf");
    const tls = objectsOf(conf, "transport").filter((one) => entriesOf(one, "protocol").at(-1) === "tls");
    const unchecked = tls.filter(
      (one) =>
        entriesOf(one, "verify_server").at(-1) !== "yes" ||
        !/^tlsv1_[23]$/.test(entriesOf(one, "method").at(-1) ?? ""),
    );
    const inClear = trunks(facts).filter(
      (trunk) =>
        entriesOf(trunk, "media_encryption").at(-1) === "sdes" &&
        !tls.some(({ name }) => name === entriesOf(trunk, "transport").at(-1)),
    );
    return [
      ...unchecked.map(({ name }) => ({
        what: `${name} does not check the carrier's certificate with TLS 1.2 or newer`,
        means: "anybody on the way can answer as the carrier and hear what is said",
        todo: "set verify_server = yes and method = tlsv1_2",
      })),
      ...inClear.map(({ name }) => ({
        what: `trunk ${name} encrypts audio but sends the keys in clear`,
        means: "anybody on the way can hear what is said",
        todo: "give it the TLS transport",
      })),
    ];
  },
};

export const FILE_CHECKS: readonly Check[] = [
  modules,
  noOtherDoors,
  dialplan,
  access,
  transports,
  encryption,
];
