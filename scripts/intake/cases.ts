import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { WebhookRequest } from "@callping/domain/intake/read-webhook";

/** What a careful person expects of a body, as the `expect` of its `.meta.json` says. */
export interface Expectation {
  /** `info` is our `notice`. */
  state: "firing" | "resolved" | "info";
  severity: string | null;
  title: string | null;
  /** `verbatim`: at `title_path`; `composed`: by meaning; `none`: nothing speakable. */
  title_kind: "verbatim" | "composed" | "none";
  title_path?: string[];
  /** The alerts of a body that carries several. */
  items?: { title: string }[];
  /** A path into the body, a URL, or free words. */
  url: string | null;
  /** Paths into the body in free words. */
  dedup: string | null;
}

export interface Case {
  /** `<tool>/<case>` */
  name: string;
  tool: string;
  request: WebhookRequest;
  expect: Expectation;
}

interface Meta {
  tool?: string;
  body_file: string;
  method: string;
  content_type: string;
  headers?: Record<string, string>;
  path?: string;
  expect: Expectation;
}

/** The cases of a folder of folders: a body and a `<case>.meta.json` each. Throws when there are none. */
export function loadCases(folder: string): Case[] {
  const tools = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const cases = tools.flatMap(({ name: tool }) =>
    readdirSync(join(folder, tool))
      .filter((file) => file.endsWith(".meta.json"))
      .sort()
      .map((file) => loadCase(join(folder, tool), tool, file)),
  );
  if (cases.length === 0) throw new Error(`${folder} holds no <tool>/<case>.meta.json.`);
  return cases;
}

function loadCase(folder: string, tool: string, file: string): Case {
  const meta = JSON.parse(readFileSync(join(folder, file), "utf8")) as Meta;
  const bodyPath = join(folder, meta.body_file);
  const body = existsSync(bodyPath) ? readFileSync(bodyPath) : Buffer.alloc(0);
  const isQuery = meta.body_file.includes(".query.");
  return {
    name: `${tool}/${file.replace(".meta.json", "")}`,
    tool,
    expect: meta.expect,
    request: {
      method: meta.method,
      search: isQuery ? `?${body.toString("utf8").trim()}` : "",
      path: meta.path ?? "",
      contentType: meta.content_type === "" ? null : meta.content_type,
      headers: meta.headers ?? {},
      body: isQuery ? new Uint8Array() : new Uint8Array(body),
      endpointName: "Endpoint",
    },
  };
}
