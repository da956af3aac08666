// Whether node_modules is what package-lock.json asks for. The answer is remembered inside node_modules, so
// that removing the folder forgets it too.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const MARKER = "node_modules/.callping-installed";

/** The lock's hash together with the platform: a folder copied from another machine is not installed here. */
export function wantedInstall(root) {
  const hash = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  return `${process.platform}-${process.arch} ${hash}`;
}

/** Why the packages must be installed, or undefined when they are right. */
export function whyInstall(root) {
  if (!existsSync(join(root, "node_modules"))) return "the packages are not installed yet";
  if (!existsSync(join(root, "node_modules/.bin/node"))) return "Node 24 is missing from node_modules";
  const marker = readText(join(root, MARKER));
  if (marker !== undefined) {
    return marker.trim() === wantedInstall(root)
      ? undefined
      : "package-lock.json changed since the last installation";
  }
  return matchesHiddenLock(root) ? undefined : "node_modules does not hold what package-lock.json asks for";
}

export function rememberInstall(root) {
  const marker = join(root, MARKER);
  const wanted = `${wantedInstall(root)}\n`;
  if (readText(marker) !== wanted) writeFileSync(marker, wanted);
}

/** npm's own record of what it unpacked: whoever ran `npm ci` or `npm install` by hand need not wait again. */
function matchesHiddenLock(root) {
  const hidden = readText(join(root, "node_modules/.package-lock.json"));
  if (hidden === undefined) return false;
  const unpacked = JSON.parse(hidden).packages;
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const inPlace = (place) => place.startsWith("node_modules/") || place.includes("/node_modules/");
  const missing = Object.entries(wanted).some(
    ([place, { version, optional, link }]) =>
      inPlace(place) && !link && (unpacked[place] ? unpacked[place].version !== version : !optional),
  );
  return !missing && Object.keys(unpacked).every((place) => !inPlace(place) || wanted[place]);
}

function readText(file) {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}
