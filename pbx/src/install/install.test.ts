import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { installAsterisk } from "../install.ts";
import { buildFolder } from "./build-folder.ts";
import { mirrorFromUris } from "./debian-mirror.ts";
import { requireDebianTools } from "./requirements.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "callping-install-"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

const install = (root = join(folder, "asterisk")) => installAsterisk({ root, onProgress: () => {} });

describe("the mirror", () => {
  it.each([
    ["'http://mirror.example/debian/dists/bookworm/InRelease' x 0", "http://mirror.example/debian"],
    [
      "'http://a.example/debian-security/dists/s/InRelease' x 0\n'https://b.example/sub/debian/dists/t/InRelease' x 0",
      "https://b.example/sub/debian",
    ],
    ["'http://archive.example/ubuntu/dists/noble/InRelease' x 0", undefined],
    ["", undefined],
  ])("is read from what apt prints: %j", (printed, mirror) => {
    expect(mirrorFromUris(printed)).toBe(mirror);
  });
});

describe("a machine that cannot have Asterisk is told what to do", () => {
  it.each([
    ["darwin", "arm64"],
    ["linux", "ia32"],
  ])("%s %s", async (platform, architecture) => {
    await expect(requireDebianTools(platform, architecture)).rejects.toMatchObject({
      reason: "unsupported_machine",
      message: /ASTERISK_ROOT/,
    });
  });

  it("with a mirror that is no address", async () => {
    vi.stubEnv("CALLPING_DEBIAN_MIRROR", "nonsense here");
    await expect(install()).rejects.toMatchObject({ reason: "no_mirror", message: /CALLPING_DEBIAN_MIRROR/ });
  });

  it("without the signing keys", async () => {
    vi.stubEnv("CALLPING_DEBIAN_KEYRING", join(folder, "none.gpg"));
    await expect(install()).rejects.toMatchObject({
      reason: "no_keyring",
      message: /debian-archive-keyring/,
    });
  });

  it("without a network, and leaves nothing behind", { timeout: 30_000 }, async () => {
    vi.stubEnv("CALLPING_DEBIAN_MIRROR", "http://127.0.0.1:9/debian");
    await expect(install()).rejects.toMatchObject({
      reason: "no_network",
      message: /no telephone can ring.*What to do/s,
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it("with an ASTERISK_ROOT that is none", async () => {
    const options = { root: join(folder, "unused"), unpacked: folder, onProgress: () => {} };
    await expect(installAsterisk(options)).rejects.toMatchObject({
      reason: "broken_tree",
      message: /usr\/sbin\/asterisk/,
    });
  });
});

describe("a folder that is built", () => {
  const finished = async (path: string) => (await readdir(path)).includes("done");
  const build = (path: string) => writeFile(join(path, "done"), "");

  it("appears whole or not at all", async () => {
    const target = join(folder, "t");
    const failing = buildFolder(target, () => Promise.reject(new Error("the disk is full")), finished);
    await expect(failing).rejects.toThrow("the disk is full");
    expect(await readdir(folder)).toEqual([]);
    await buildFolder(target, build, finished);
    expect(await readdir(folder)).toEqual(["t"]);
  });

  it("is built by one of two runs at once, and both are content", async () => {
    const target = join(folder, "t");
    await Promise.all([buildFolder(target, build, finished), buildFolder(target, build, finished)]);
    expect(await readdir(folder)).toEqual(["t"]);
  });

  it("does not overwrite what is not its own", async () => {
    const target = join(folder, "t");
    await mkdir(target);
    await writeFile(join(target, "mine"), "");
    await expect(buildFolder(target, build, finished)).rejects.toMatchObject({ reason: "target_occupied" });
    expect(await readdir(target)).toEqual(["mine"]);
  });

  it("sweeps what a killed run left, and spares a run that lives", async () => {
    const target = join(folder, "t");
    const [dead, living] = [".t.building-4194305-1", `.t.building-${process.pid}-2`];
    for (const name of [dead, living]) await mkdir(join(folder, name));
    await buildFolder(target, build, finished);
    expect((await readdir(folder)).toSorted()).toEqual([living, "t"]);
  });
});
