/** What a Worker in production accepts in one call; more throws there, though not on one machine. */
export const MAX_ITERATIONS = 100_000;
/** Six rounds are the product's setting; the bound keeps a stored parameter from occupying the CPU. */
export const MAX_ROUNDS = 12;
export const SALT_BYTES = { min: 16, max: 64 } as const;
/** In UTF-8. A longer one is refused rather than cut: a cut password is a weaker one. */
export const PASSWORD_BYTES = { min: 1, max: 1024 } as const;

const DERIVED_BITS = 256;

export interface DeriveInput {
  password: string;
  /** 16 to 64 bytes. */
  salt: Uint8Array<ArrayBuffer>;
  /** HMACs a round, at most 100,000. */
  iterations: number;
  rounds: number;
}

export type DeriveFailure =
  | { reason: "too_many_iterations"; max: number }
  | { reason: "too_many_rounds"; max: number }
  | { reason: "salt_length"; min: number; max: number }
  | { reason: "password_length"; min: number; max: number };

export type DeriveResult = { ok: true; key: Uint8Array<ArrayBuffer> } | { ok: false; error: DeriveFailure };

/**
 * PBKDF2-HMAC-SHA-256 (RFC 8018 §5.2) in chained rounds: each round's 32 bytes are the next round's password, so six
 * rounds of 100,000 cost what 600,000 iterations cost and no call is above the platform's cap. It is not
 * interchangeable with one call of 600,000.
 */
export async function deriveKey(input: DeriveInput): Promise<DeriveResult> {
  const password = new Uint8Array(new TextEncoder().encode(input.password));
  const failure = refusal(input, password.byteLength);
  if (failure) return { ok: false, error: failure };
  let material = password;
  for (let round = 0; round < input.rounds; round++) {
    const key = await crypto.subtle.importKey("raw", material, "PBKDF2", false, ["deriveBits"]);
    const bits = await crypto.subtle.deriveBits(
      { name: "PBKDF2", hash: "SHA-256", salt: input.salt, iterations: input.iterations },
      key,
      DERIVED_BITS,
    );
    material = new Uint8Array(bits);
  }
  return { ok: true, key: material };
}

function refusal(input: DeriveInput, passwordBytes: number): DeriveFailure | null {
  if (input.iterations > MAX_ITERATIONS) return { reason: "too_many_iterations", max: MAX_ITERATIONS };
  if (input.rounds > MAX_ROUNDS) return { reason: "too_many_rounds", max: MAX_ROUNDS };
  if (input.salt.byteLength < SALT_BYTES.min || input.salt.byteLength > SALT_BYTES.max) {
    return { reason: "salt_length", ...SALT_BYTES };
  }
  if (passwordBytes < PASSWORD_BYTES.min || passwordBytes > PASSWORD_BYTES.max) {
    return { reason: "password_length", ...PASSWORD_BYTES };
  }
  return null;
}
