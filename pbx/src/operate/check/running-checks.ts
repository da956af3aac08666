import { FORBIDDEN_MODULES, NEEDED_MODULES } from "./file-checks.ts";
import type { Check, PbxFacts } from "./facts.ts";
import { entriesOf, objectsOf, valueOf } from "./parse-conf.ts";
import { controlSetting, controlUrl, isLoopback, isOlder } from "./setting-checks.ts";

const MOST_CLOCK_SECONDS = 2;
const CERTIFICATE_DAYS = 14;
const DAY_MS = 86_400_000;

const recording: Check = {
  name: "nothing can be recorded",
  judge: ({ installed }) => {
    if (installed === null) return null;
    if (!installed.canRecord) return [];
    const todo = "make spool/recording a link to /proc/self/task, as callping-pbx.tmpfiles.conf does";
    return [
      {
        what: "a file can be made in the recordings' folder",
        means: "calls could be recorded; we promise they are not",
        todo,
      },
    ];
  },
};

const certificates: Check = {
  name: "certificates",
  judge: ({ installed, running }) => {
    if (installed === null) return null;
    const now = running?.at.getTime() ?? Date.now();
    return installed.certificates.flatMap(({ setting, path, problem, validUntil }) => {
      const means = "TLS connections are refused: no control, or no calls through TLS trunks";
      if (problem !== null)
        return [{ what: `${setting} ${path}: ${problem}`, means, todo: "put the file there" }];
      const days = validUntil === null ? Infinity : (validUntil.getTime() - now) / DAY_MS;
      if (days > CERTIFICATE_DAYS) return [];
      const what = `${setting} ${path} ${days < 0 ? "is no longer good" : `is good for ${Math.floor(days)} days`}`;
      return [{ what, means, todo: "renew it and restart the PBX" }];
    });
  },
};

const runningModules: Check = {
  name: "loaded modules",
  judge: ({ running }) => {
    if (running === null) return null;
    const missing = NEEDED_MODULES.filter((name) => !running.modules.includes(name));
    const restart = "restart the PBX; if it stays, compare modules.conf with a newly written one";
    return [
      ...running.modules
        .filter((name) => FORBIDDEN_MODULES.test(name))
        .map((name) => ({
          what: `${name} is loaded`,
          means:
            "who has the control connection could read passwords, run programs or place calls past the rules",
          todo: restart,
        })),
      ...missing.map((name) => ({
        what: `${name} is not loaded`,
        means: "the PBX cannot place, speak or control calls: alerts take another one, if there is one",
        todo: restart,
      })),
    ];
  },
};

const sockets: Check = {
  name: "listens on SIP only",
  judge: (facts) => {
    const { running } = facts;
    if (running === null) return null;
    const sip = new Set(
      objectsOf(facts.files["pjsip.conf"] ?? [], "transport").flatMap((one) =>
        entriesOf(one, "bind").slice(-1),
      ),
    );
    const rtp = facts.files["rtp.conf"] ?? [];
    const [first, last] = ["rtpstart", "rtpend"].map((key) => Number(valueOf(rtp, "general", key)));
    return running.sockets
      .filter(({ protocol, address, port }) => {
        if (sip.has(`${address}:${port}`)) return false;
        // RTP of live calls, and the sockets that Asterisk asks DNS from.
        const isMedia = port >= (first ?? 0) && port <= (last ?? 0);
        return protocol === "tcp" || !(isMedia || /^(0\.0\.0\.0|\[0+\])$/.test(address));
      })
      .map(({ protocol, address, port }) => ({
        what: `Asterisk listens on ${protocol} ${address}:${port}, which is not SIP`,
        means: "a door is open that no call needs: who reaches it may control the PBX",
        todo: "turn it off (http.conf, manager.conf, modules.conf) and restart the PBX",
      }));
  },
};

const runningFuse: Check = {
  name: "maxcalls in force",
  judge: ({ files, running }) => {
    if (running === null) return null;
    const wanted = Number(valueOf(files["asterisk.conf"] ?? [], "options", "maxcalls"));
    if (running.maxCalls === wanted) return [];
    const what = `Asterisk allows ${running.maxCalls ?? "any number of"} calls, asterisk.conf says ${wanted}`;
    return [{ what, means: "a flood of calls is not bounded as was meant", todo: "restart the PBX" }];
  },
};

const version: Check = {
  name: "version and keepalive",
  judge: (facts) => {
    const { running } = facts;
    if (running === null) return null;
    const url = controlUrl(facts);
    const isFar = url !== null && !isLoopback(url);
    const keepsWatch = controlSetting(facts, "enable_pingpongs") === "yes" || running.preloadsKeepalive;
    return [
      ...(isOlder(running.version)
        ? [
            {
              what: `this is Asterisk ${running.version}, older than what CallPing is tested with`,
              means: "calls may fail in ways that nobody has seen, and known holes are open",
              todo: "install the version that docs/pbx.md names",
            },
          ]
        : []),
      ...(isFar && !keepsWatch
        ? [
            {
              what: "nothing watches the control connection",
              means:
                "after a network fault the PBX believes in a dead connection, and takes no calls until it is restarted",
              todo: 'before 22.11 start it with the systemd unit (libkeepalive0); from 22.11 on say "asterisk": "22.11.0" in the definition',
            },
          ]
        : []),
    ];
  },
};

const trunks: Check = {
  name: "trunks answer",
  judge: (facts) => {
    const { running } = facts;
    if (running === null) return null;
    const conf = facts.files["pjsip.conf"] ?? [];
    const named = objectsOf(conf, "endpoint").map(({ name }) => name);
    const probed = objectsOf(conf, "aor").filter((aor) => entriesOf(aor, "qualify_frequency").length > 0);
    const registering = objectsOf(conf, "registration").map(({ name }) => name);
    return named.flatMap((name) => [
      ...(probed.some((aor) => aor.name === name) && running.contacts[name] !== "Avail"
        ? [
            {
              what: `trunk ${name} does not answer OPTIONS (${running.contacts[name] ?? "not there"})`,
              means:
                "no call goes through it: alerts take other trunks that may carry their numbers, if there are any",
              todo: "look at the carrier's status, the firewall and, over TLS, the certificates; docs/runbooks/carrier-outage.md",
            },
          ]
        : []),
      ...(registering.includes(name) && running.registrations[name] !== "Registered"
        ? [
            {
              what: `trunk ${name} is not signed in (${running.registrations[name] ?? "not there"})`,
              means: "the carrier may refuse its calls",
              todo: "check login and password in the definition; it tries again every 20 to 60 seconds",
            },
          ]
        : []),
    ]);
  },
};

const link: Check = {
  name: "control connection is up",
  judge: ({ running }) => {
    if (running === null) return null;
    if (running.isControlled) return [];
    return [
      {
        what: "the control connection is down",
        means: "this PBX is given no calls",
        todo: "see log/messages.log: 401 is a wrong token or a PBX that the fleet does not know or has switched off; else DNS, firewall, certificate",
      },
    ];
  },
};

const account: Check = {
  name: "runs unprivileged",
  judge: ({ running }) => {
    if (running === null) return null;
    const { userId, capabilities } = running.account;
    if (userId !== 0 && capabilities === 0n) return [];
    const what = userId === 0 ? "Asterisk runs as root" : "Asterisk has capabilities";
    return [
      { what, means: "a hole in it is a hole in the whole machine", todo: "start it with the systemd unit" },
    ];
  },
};

const clock: Check = {
  name: "clock",
  judge: ({ running }) => {
    const ahead = running?.clockAheadSeconds ?? null;
    if (ahead === null) return null;
    if (Math.abs(ahead) <= MOST_CLOCK_SECONDS) return [];
    const what = `the clock is ${Math.abs(ahead).toFixed(0)} s ${ahead > 0 ? "ahead" : "behind"}`;
    const means = "certificates are judged by a wrong date, and the log does not fit the calls' timelines";
    return [{ what, means, todo: "run a time service (chrony) and look at timedatectl" }];
  },
};

export const RUNNING_CHECKS: readonly Check[] = [
  recording,
  certificates,
  runningModules,
  sockets,
  runningFuse,
  version,
  trunks,
  link,
  account,
  clock,
];

/** All that a TLS setting names: which file must be there, and which is a certificate of ours with an end. */
export function namedCertificates({
  files,
}: Pick<PbxFacts, "files">): { setting: string; path: string; ends: boolean }[] {
  const transport = objectsOf(files["pjsip.conf"] ?? [], "transport");
  const named = (setting: string, paths: readonly string[], ends: boolean) =>
    paths.map((path) => ({ setting, path, ends }));
  const ofTransports = (key: string) => transport.flatMap((one) => entriesOf(one, key).slice(-1));
  const control = valueOf(files["websocket_client.conf"] ?? [], "callping", "ca_list_file");
  return [
    ...named("control authorities", control === undefined ? [] : [control], false),
    ...named("trunk authorities", ofTransports("ca_list_file"), false),
    ...named("certificate", ofTransports("cert_file"), true),
    ...named("key", ofTransports("priv_key_file"), false),
  ];
}
