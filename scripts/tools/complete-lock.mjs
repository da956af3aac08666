// Adds the platform builds that npm left out of package-lock.json. Run it after every `npm install`.
// npm drops an optional package it cannot see in the registry at that moment, and `npm ci` then refuses
// the lock ("Missing: … from lock file"). An entry with version, os and cpu is enough for it.
import { readFileSync, writeFileSync } from "node:fs";

const OS = ["darwin", "linux", "win32", "windows", "android", "freebsd", "openharmony"];
const CPU = ["x64", "arm64", "arm", "ia32", "ppc64", "riscv64", "s390x", "64"];

/** What a platform package's name says: `@x/binding-linux-arm64-musl` → os linux, cpu arm64, libc musl. */
function platformOf(name) {
  const words = name.split("/").at(-1).split(/[-_]/);
  const os = words.find((word) => OS.includes(word));
  const cpu = words.find((word) => CPU.includes(word)) ?? "x64";
  const libc = words.some((word) => word.startsWith("musl")) ? ["musl"] : undefined;
  return {
    cpu: [cpu === "64" ? "x64" : cpu],
    ...(libc && { libc }),
    ...(os && { os: [os === "windows" ? "win32" : os] }),
  };
}

const file = new URL("../../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8"));
const added = [];
for (const entry of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const place = `node_modules/${name}`;
    if (lock.packages[place] || !/^\d/.test(version)) continue;
    lock.packages[place] = { version, ...platformOf(name), ...(entry.dev && { dev: true }), optional: true };
    added.push(name);
  }
}
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(
  added.length === 0 ? "package-lock.json is complete" : `added ${added.length}: ${added.join(", ")}`,
);
