/** What an object remembers of its tables must be forgotten when a commit is rolled back. */
export interface Remembers {
  forget: () => void;
}

/** Runs some writes as one transaction: all of them, or none and nothing remembered of them. */
export type Commit = <T>(work: () => T) => T;

export function commitTo(storage: DurableObjectStorage, memories: readonly Remembers[]): Commit {
  return (work) => {
    try {
      return storage.transactionSync(work);
    } catch (error) {
      for (const memory of memories) memory.forget();
      throw error;
    }
  };
}
