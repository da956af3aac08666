import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Our workspaces: in a copy their links must lead into the copy. */
const OWN_SCOPE = "@callping";
const WORKSPACES = {
  api: "apps/api",
  cli: "apps/cli",
  contract: "packages/contract",
  domain: "packages/domain",
  keys: "apps/keys",
  pbx: "pbx",
  speech: "apps/speech",
};

/** A copy of the sources in a new temporary folder, with the installed packages linked in. The caller removes it. */
export function copyTree(root: string): string {
  const copy = mkdtempSync(join(tmpdir(), "callping-mutant-"));
  const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
  });
  for (const file of listed.split("\n").filter((line) => line !== "" && !line.startsWith("docs/"))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file));
  }
  const packages = join(copy, "node_modules");
  mkdirSync(join(packages, OWN_SCOPE), { recursive: true });
  for (const name of readdirSync(join(root, "node_modules")))
    if (name !== OWN_SCOPE) symlinkSync(join(root, "node_modules", name), join(packages, name));
  for (const [name, folder] of Object.entries(WORKSPACES))
    symlinkSync(join(copy, folder), join(packages, OWN_SCOPE, name));
  return copy;
}
