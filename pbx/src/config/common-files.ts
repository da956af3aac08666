import { createHash } from "node:crypto";
import { join } from "node:path";
import { type Layout, STATE_FOLDERS } from "./layout.ts";
import { renderSections, type Section } from "./render.ts";

/** The files that are the same for every Asterisk of ours, and its own `asterisk.conf`. File name to content. */
export function renderCommonFiles(
  id: string,
  layout: Layout,
  options: Section["entries"],
): Record<string, string> {
  const general = (...entries: Section["entries"]) => renderSections([{ name: "general", entries }]);
  return {
    "asterisk.conf": renderAsteriskConf(id, layout, options),
    "http.conf": general(["enabled", "no"]),
    "manager.conf": general(["enabled", "no"]),
    "cdr.conf": general(["enable", "no"]),
    "cel.conf": general(["enable", "no"]),
    // Present so that the log holds only what deserves a look.
    "features.conf": general(),
    "udptl.conf": general(),
    "ccss.conf": general(),
    "acl.conf": "",
    "indications.conf": renderSections([
      { name: "general", entries: [["country", "eu"]] },
      {
        name: "eu",
        entries: [
          ["description", "Europe"],
          ["ringcadence", "1000,4000"],
          ["dial", "425"],
          ["busy", "425/500,0/500"],
          ["ring", "425/1000,0/4000"],
        ],
      },
    ]),
    "stasis.conf": renderSections([
      {
        name: "threadpool",
        entries: [
          ["initial_size", 5],
          ["idle_timeout_sec", 20],
          ["max_size", 50],
        ],
      },
    ]),
    "pjproject.conf": renderSections([
      {
        name: "log_mappings",
        entries: [
          ["type", "log_mappings"],
          ["asterisk_error", "0,1"],
          ["asterisk_warning", "2"],
          ["asterisk_debug", "3,4,5"],
        ],
      },
    ]),
    "logger.conf": renderSections([
      {
        name: "general",
        entries: [
          ["dateformat", "%F %T.%3q"],
          ["queue_log", "no"],
          // The hourly sweep turns the log over and knows a day-old one by its own last line.
          ["rotatestrategy", "timestamp"],
        ],
      },
      { name: "logfiles", entries: [["messages.log", "notice,warning,error"]] },
    ]),
  };
}

function renderAsteriskConf(id: string, layout: Layout, options: Section["entries"]): string {
  const state = (name: keyof typeof STATE_FOLDERS) => join(layout.state, STATE_FOLDERS[name]);
  const account = layout.runAs;
  const folders: Section["entries"] = [
    ["astcachedir", state("cache")],
    ["astetcdir", layout.etc],
    ["astmoddir", layout.modules],
    ["astvarlibdir", state("library")],
    ["astdbdir", state("database")],
    ["astkeydir", state("keys")],
    ["astdatadir", layout.data],
    ["astagidir", join(layout.state, "none")],
    ["astspooldir", state("spool")],
    ["astrundir", state("run")],
    ["astlogdir", state("log")],
    ["astsbindir", layout.sbin],
  ];
  const own: Section["entries"] = [
    ["systemname", id],
    ["entityid", entityId(id, layout.state)],
    ["documentation_language", "en_US"],
    ["live_dangerously", "no"],
    ["disable_remote_console_shell", "yes"],
    ["maxfiles", 16_384],
    ["transmit_silence", "yes"],
    ["hideconnect", "yes"],
    ...(account
      ? ([
          ["runuser", account.user],
          ["rungroup", account.group],
        ] as const)
      : []),
    ...options,
  ];
  return renderSections([
    { name: "directories", entries: folders },
    { name: "options", entries: own },
  ]);
}

/** Asterisk's default is the first network card's address, which every instance on one machine (and every clone) shares. */
function entityId(id: string, directory: string): string {
  const digest = createHash("sha256").update(`${directory}\n${id}`).digest();
  return ["02", ...Array.from(digest.subarray(0, 5), (byte) => byte.toString(16).padStart(2, "0"))].join(":");
}
