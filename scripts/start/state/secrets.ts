import { randomBytes } from "node:crypto";
import { join } from "node:path";

import { hashPassword } from "../demo/password-hash.ts";
import { readJsonFile, writePrivateJson } from "./files.ts";

/** Random per installation, kept in `secrets.json` (mode 0600). Nothing here is ever derived from anything else. */
export interface Secrets {
  /** JSON object of key id → 32 hex bytes, as the Worker takes it. */
  endpointIdKeys: string;
  credentialPepper: string;
  audioSigningKey: string;
  numberHashKey: string;
  /** JSON objects of key id → 32 hex bytes: sessions of the portal; secrets of authenticator apps. */
  sessionKeys: string;
  totpKeys: string;
  csrfKey: string;
  mailTokenKey: string;
  /** Control tokens by PBX id. */
  pbxTokens: Record<(typeof PBX_IDS)[number] | typeof BROWSER_PBX_ID, string>;
  /** Guards the ARI users of the PBXs, which never leave them. */
  ariPassword: string;
  /** What the SMTP listener shows when it hands a mail to the Worker. */
  mailHandoverToken: string;
  /** What the Worker shows where it hands mail over. */
  resendApiKey: string;
  /** For a softphone that registers at the local carrier. */
  softphonePassword: string;
  /** Changes the fleet over the API: `cpo_` and 43 characters. */
  operatorKey: string;
  demo: DemoSecrets;
}

export interface DemoSecrets {
  password: string;
  /** As accounts store it; kept because making it takes 80 ms. Empty until the first start has made it. */
  passwordHash: string;
  /** `cpk_`, twelve characters that name it, 43 that are the secret. */
  apiKey: string;
  alertKey: string;
  /** 8 bytes in hex: the random part of the endpoint's id. */
  endpointRandom: string;
}

export const PBX_IDS = ["pbx-1", "pbx-2"] as const;
/** Rings browsers; its trunks are none. */
export const BROWSER_PBX_ID = "browser-1";

/** Reads the installation's secrets; what is missing is made and written down before it is used. */
export async function loadSecrets(stateDir: string, hash = hashPassword): Promise<Secrets> {
  const path = join(stateDir, "secrets.json");
  const known = readJsonFile(path);
  const secrets = mergeMissing(createSecrets(), known);
  if (secrets.demo.passwordHash === "") {
    secrets.demo.passwordHash = await hash(secrets.demo.password, secrets.credentialPepper);
  }
  if (JSON.stringify(secrets) !== JSON.stringify(known)) writePrivateJson(path, secrets);
  return secrets;
}

export function createSecrets(): Secrets {
  return {
    endpointIdKeys: JSON.stringify({ 0: hex(32) }),
    credentialPepper: hex(32),
    audioSigningKey: hex(32),
    numberHashKey: hex(32),
    sessionKeys: JSON.stringify({ 1: hex(32) }),
    totpKeys: JSON.stringify({ 1: hex(32) }),
    csrfKey: hex(32),
    mailTokenKey: hex(32),
    pbxTokens: { "pbx-1": token(32), "pbx-2": token(32), [BROWSER_PBX_ID]: token(32) },
    ariPassword: token(24),
    mailHandoverToken: token(32),
    resendApiKey: `re_${token(24)}`,
    softphonePassword: token(15),
    operatorKey: `cpo_${token(32)}`,
    demo: {
      password: token(12),
      passwordHash: "",
      apiKey: `cpk_${hex(6)}_${token(32)}`,
      alertKey: token(18),
      endpointRandom: hex(8),
    },
  };
}

/** Keeps every known string in its place; a later version's new secrets take the fresh ones. */
function mergeMissing<T>(fresh: T, known: unknown): T {
  if (typeof fresh === "string") return typeof known === "string" ? (known as T) : fresh;
  if (typeof fresh !== "object" || fresh === null) return fresh;
  const source = typeof known === "object" && known !== null ? (known as Record<string, unknown>) : {};
  return Object.fromEntries(
    Object.entries(fresh).map(([key, value]) => [key, mergeMissing(value, source[key])]),
  ) as T;
}

function hex(bytes: number): string {
  return randomBytes(bytes).toString("hex");
}

/** Letters, digits, `-` and `_`: fits configuration files, headers and a shell without quoting. */
function token(bytes: number): string {
  return randomBytes(bytes).toString("base64url");
}
