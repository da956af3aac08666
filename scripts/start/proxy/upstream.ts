import type { Address } from "../state/addresses.ts";

const HOLD_MS = 2000;
const MOST_HELD = 256;

/**
 * The Worker behind the proxy, and whether it is there. While it starts again (a tenth of a second after a crash) new
 * requests are held rather than refused: many tools send a webhook once and never again.
 */
export class Upstream {
  readonly address: Address;
  #up = false;
  #closed = false;
  #waiting: ((up: boolean) => void)[] = [];

  constructor(address: Address) {
    this.address = address;
  }

  markUp(): void {
    this.#up = true;
    this.#settle(true);
  }

  markDown(): void {
    this.#up = false;
  }

  /** Nothing will come any more. */
  close(): void {
    this.#up = false;
    this.#closed = true;
    this.#settle(false);
  }

  /** Resolves `true` once the Worker is there, `false` when it does not come in time or too many wait already. */
  ready(): Promise<boolean> {
    if (this.#up) return Promise.resolve(true);
    if (this.#closed || this.#waiting.length >= MOST_HELD) return Promise.resolve(false);
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#waiting = this.#waiting.filter((waiting) => waiting !== settle);
        resolve(false);
      }, HOLD_MS);
      const settle = (up: boolean): void => {
        clearTimeout(timer);
        resolve(up);
      };
      this.#waiting.push(settle);
    });
  }

  #settle(up: boolean): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const settle of waiting) settle(up);
  }
}
