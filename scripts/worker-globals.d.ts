// Scripts and tests use the API's own code to write rows, and see Node's types only. What that code calls by
// its global name is the same thing in Node.
import type { webcrypto } from "node:crypto";

declare global {
  interface CryptoKey extends webcrypto.CryptoKey {}
}
