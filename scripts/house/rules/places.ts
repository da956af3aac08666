import { posix } from "node:path";

/** Where a file belongs: the side of the house whose imports have a direction. */
export type Side = "domain" | "contract" | "package" | "app" | "pbx" | "scripts" | "tests" | "root";

export interface Place {
  side: Side;
  /** The workspace's folder (`apps/api`), or the side itself. */
  home: string;
  /** Below the workspace's `src/`: `http/routes/alerts.ts`; else the path below its folder. */
  inside: string;
  isTest: boolean;
  /** What ships: below a workspace's `src/`, and not a test. */
  isProduct: boolean;
}

/** The place of a file given by its path from the root, with `/` between the parts. */
export function placeOf(path: string): Place {
  const [top = "", name = "", ...rest] = path.split("/");
  const isTest = /\.test\.m?tsx?$/.test(path);
  const workspace = (side: Side): Place => ({
    side,
    home: `${top}/${name}`,
    inside: (rest[0] === "src" ? rest.slice(1) : rest).join("/"),
    isTest,
    isProduct: rest[0] === "src" && !isTest,
  });
  if (top === "packages") return workspace(name === "domain" || name === "contract" ? name : "package");
  if (top === "apps") return workspace("app");
  if (top === "pbx" || top === "scripts" || top === "tests") {
    return { side: top, home: top, inside: path.slice(top.length + 1), isTest, isProduct: false };
  }
  return { side: "root", home: "", inside: path, isTest, isProduct: false };
}

const OURS = "@callping/";
const WORKSPACE_FOLDERS = new Map([
  ["domain", "packages"],
  ["contract", "packages"],
  ["ui", "packages"],
  ["i18n", "packages"],
  ["pbx", ""],
]);

/**
 * The path from the root that an import of ours means, or undefined for somebody else's package.
 * `file` is the importing file's path from the root.
 */
export function importedPath(file: string, specifier: string): string | undefined {
  if (specifier.startsWith(".")) return posix.normalize(posix.join(posix.dirname(file), specifier));
  if (!specifier.startsWith(OURS)) return undefined;
  const [name = "", ...rest] = specifier.slice(OURS.length).split("/");
  const folder = WORKSPACE_FOLDERS.get(name) ?? "apps";
  return posix.join(folder, name, "src", ...rest);
}
