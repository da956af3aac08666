import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "../install/command.ts";

export interface Certificates {
  /** The authority's certificate. */
  caFile: string;
  certFile: string;
  keyFile: string;
  read: () => Promise<{ cert: string; key: string }>;
}

/** An authority of the test's own in `directory`, and one certificate from it, for `names` such as `DNS:localhost`, `IP:127.0.0.1`. */
export async function makeCertificates(
  directory: string,
  names: readonly string[],
  days = 2,
): Promise<Certificates> {
  const at = (name: string) => join(directory, name);
  const [caFile, caKey, certFile, keyFile] = [at("ca.pem"), at("ca.key"), at("server.pem"), at("server.key")];
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  await openssl([
    "req",
    "-x509",
    ...key,
    "-keyout",
    caKey,
    "-out",
    caFile,
    "-days",
    "2",
    "-subj",
    "/CN=Test authority",
  ]);
  await openssl([
    "req",
    "-new",
    ...key,
    "-keyout",
    keyFile,
    "-out",
    at("server.csr"),
    "-subj",
    "/CN=localhost",
  ]);
  await writeFile(at("names.txt"), `subjectAltName=${names.join(",")}\n`);
  const signed = ["-CA", caFile, "-CAkey", caKey, "-CAcreateserial", "-extfile", at("names.txt")];
  await openssl([
    "x509",
    "-req",
    "-in",
    at("server.csr"),
    "-out",
    certFile,
    "-days",
    String(days),
    ...signed,
  ]);
  const read = async () => ({ cert: await readFile(certFile, "utf8"), key: await readFile(keyFile, "utf8") });
  return { caFile, certFile, keyFile, read };
}

async function openssl(args: readonly string[]): Promise<void> {
  const { code, stderr } = await runCommand("openssl", args);
  if (code !== 0) throw new Error(`openssl ${args[0]} failed: ${stderr}`);
}
