/** How long a holder may stay after its deadline before it is taken for dead (its request was cancelled under it). */
const GRACE_MILLISECONDS = 1000;
const POLL_MILLISECONDS = 10;

interface Ticket {
  /** When this ticket counts no more, whatever became of its request. */
  expiresAt: number;
}

export interface Lane {
  /**
   * Runs one job at a time, in the order of arrival. `null` when the queue is full or the deadline passed first.
   * @param deadlineAt milliseconds since the epoch
   */
  run<T>(deadlineAt: number, job: () => Promise<T>): Promise<T | null>;
  /** Jobs running and waiting. */
  length(): number;
}

/**
 * A lane of one job at a time with a short queue. Waiters ask again and again instead of awaiting the holder: in
 * workerd a cancelled request never settles its promises, and must not stop those behind it.
 */
export function createLane({
  maxWaiting,
  now,
  sleep,
}: {
  maxWaiting: number;
  now: () => number;
  sleep: (milliseconds: number) => Promise<void>;
}): Lane {
  let tickets: Ticket[] = [];
  const drop = (ticket: Ticket) => {
    tickets = tickets.filter((other) => other !== ticket);
  };
  const sweep = () => {
    tickets = tickets.filter(({ expiresAt }) => expiresAt > now());
  };
  return {
    async run(deadlineAt, job) {
      sweep();
      if (tickets.length > maxWaiting) return null;
      const ticket = { expiresAt: deadlineAt + GRACE_MILLISECONDS };
      tickets.push(ticket);
      try {
        while (tickets[0] !== ticket) {
          if (now() >= deadlineAt || !tickets.includes(ticket)) return null;
          await sleep(POLL_MILLISECONDS);
          sweep();
        }
        return await job();
      } finally {
        drop(ticket);
      }
    },
    length: () => tickets.length,
  };
}
