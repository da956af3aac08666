import { isBuiltin } from "node:module";
import { importedPath, type Place, placeOf, type Side } from "./places.ts";

/** What each side may import besides itself (for an app: besides that same app). */
const MAY_IMPORT: Record<Side, readonly Side[]> = {
  domain: [],
  contract: ["domain"],
  package: ["domain", "contract", "package"],
  app: ["domain", "contract", "package"],
  pbx: ["domain", "contract", "package"],
  scripts: ["domain", "contract", "package", "pbx", "tests"],
  tests: ["domain", "contract", "package", "pbx", "scripts"],
  root: ["domain", "contract", "package", "pbx", "scripts", "tests"],
};

/** The command line runs on Node and configures PBXs, as the scripts do. */
const APPS_WITH_PBX: ReadonlySet<string> = new Set(["apps/cli"]);

/** Inside the Worker on the alert's path: what each layer must not import. */
const API_MUST_NOT_IMPORT: Record<string, readonly string[]> = {
  objects: ["http"],
  services: ["http"],
  db: ["http", "objects", "services"],
};

/** What of an app answers and rings: scripts and tests use the rest of it (to write rows), and see this from outside. */
const BEHIND_THE_DOOR = /^(http\/|objects\/[^/]+\/|index\b)(?!.*\btesting\/)/;

/** Why `file` may not import `specifier`, or undefined when it may. Both are relative to the root. */
export function directionProblem(file: string, specifier: string): string | undefined {
  const from = placeOf(file);
  if (from.side === "domain" && from.isProduct && (isBuiltin(specifier) || /^\w+:/.test(specifier))) {
    return `packages/domain runs everywhere: it must not import the runtime (${specifier}).`;
  }
  const path = importedPath(file, specifier);
  if (path === undefined) return undefined;
  const to = placeOf(path);
  if (from.home === to.home) return insideProblem(from, to);
  if (specifier.startsWith(".") && isWorkspace(from) && isWorkspace(to)) {
    return `${specifier} leaves ${from.home}: import another package by its name.`;
  }
  if (from.side !== to.side && MAY_IMPORT[from.side].includes(to.side)) return undefined;
  if (to.side === "pbx" && APPS_WITH_PBX.has(from.home)) return undefined;
  if (from.side === "package" && to.side === "package") return undefined;
  if (to.side === "app" && looksFromOutside(from) && !BEHIND_THE_DOOR.test(to.inside)) return undefined;
  if (from.isTest && (to.side === "tests" || to.side === "pbx")) return undefined;
  return `${from.home} must not import ${to.home || path}: imports run from apps to packages, and packages/domain imports nothing of ours.`;
}

function looksFromOutside({ side }: Place): boolean {
  return side === "scripts" || side === "tests";
}

function isWorkspace({ side }: Place): boolean {
  return side !== "scripts" && side !== "tests" && side !== "root";
}

function insideProblem(from: Place, to: Place): string | undefined {
  if (from.side !== "app" || from.isTest) return undefined;
  const feature = featureOf(from);
  const imported = featureOf(to);
  if (feature && imported && feature !== imported) {
    return `Features never import each other: ${feature} imports ${imported}. Move what both need out of features/.`;
  }
  if (from.home !== "apps/api") return undefined;
  const layer = layerOf(from);
  const below = layerOf(to);
  if (!API_MUST_NOT_IMPORT[layer]?.includes(below)) return undefined;
  return `${layer}/ must not import ${below}/: in apps/api imports run http → objects and services → db.`;
}

function featureOf({ inside }: Place): string | undefined {
  return /^features\/([^/]+)/.exec(inside)?.[1];
}

function layerOf({ inside }: Place): string {
  return inside.split("/")[0] ?? "";
}
