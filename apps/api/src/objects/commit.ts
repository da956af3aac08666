/** What an object remembers of its tables. */
export interface Remembers {
  /** A commit was rolled back: the table alone knows. */
  forget: () => void;
  /** Removes what is done with. Rides on the next commit, since it is not worth one of its own. */
  sweep?: () => void;
  /** Writes what the commit has changed, each row once however often it changed. */
  flush?: () => void;
}

/** Runs some writes as one transaction: all of them, or none and nothing remembered of them. */
export type Commit = <T>(work: () => T) => T;

export function commitTo(storage: DurableObjectStorage, memories: readonly Remembers[]): Commit {
  let isOpen = false;
  return (work) => {
    // A commit within another is part of it: all of both, or none.
    if (isOpen) return work();
    isOpen = true;
    try {
      return storage.transactionSync(() => {
        for (const memory of memories) memory.sweep?.();
        const result = work();
        for (const memory of memories) memory.flush?.();
        return result;
      });
    } catch (error) {
      for (const memory of memories) memory.forget();
      throw error;
    } finally {
      isOpen = false;
    }
  };
}
