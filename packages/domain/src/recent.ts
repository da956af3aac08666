/** The last things that were read or written, up to `most`; the oldest goes first. Values are never changed in place. */
export class Recent<Key, Value> {
  private readonly most: number;
  private readonly values = new Map<Key, Value>();

  constructor(most: number) {
    this.most = most;
  }

  get(key: Key): Value | undefined {
    return this.values.get(key);
  }

  set(key: Key, value: Value): void {
    this.values.delete(key);
    this.values.set(key, value);
    if (this.values.size <= this.most) return;
    for (const oldest of this.values.keys()) {
      this.values.delete(oldest);
      return;
    }
  }

  clear(): void {
    this.values.clear();
  }
}
