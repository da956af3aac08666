/** What `pbx/prompts/<language>/manifest.json` holds, by prompt id. */
export type PromptManifest = Record<string, { text_sha256: string; bytes: number }>;

/** SHA-256 of a prompt's text in hex: a text that changed without a new recording is found by it. */
export async function textHash(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
