import type { DeskRpc, RecordsMessage } from "../objects/desk-protocol.ts";
import type { Database } from "../db/statement.ts";
import { projectRows } from "./project-rows.ts";

/** Rows pulled and written at once: 50 bodies of 256 KiB, two bytes a character, stay under the 32 MiB of one call between objects. */
const ROWS_AT_ONCE = 50;
const RETRY_DELAYS_SECONDS = [1, 5, 15, 60, 300] as const;

/** What the consumer needs of the world. */
export interface RecordsPorts {
  db: Database;
  desk(name: string): Pick<DeskRpc, "pullOutbox" | "confirmOutbox">;
  log(line: { event: string; desk: string; reason: string }): void;
}

type Message = Pick<globalThis.Message<RecordsMessage>, "body" | "attempts" | "ack" | "retry">;

/**
 * Queue consumer of `records`: pulls rows from each Desk, writes them to D1, and confirms, in this order; the Desk
 * deletes a row only then. A failure retries the message later, and what was written already is written again without harm.
 */
export async function consumeRecords(messages: readonly Message[], ports: RecordsPorts): Promise<void> {
  const byDesk = Map.groupBy(messages, (message) => message.body.desk);
  for (const [desk, ofDesk] of byDesk) {
    const failure = await projectDesk(
      desk,
      ofDesk.map((message) => message.body.outbox_ids),
      ports,
    );
    for (const message of ofDesk) {
      if (failure === null) message.ack();
      else
        message.retry({
          delaySeconds:
            RETRY_DELAYS_SECONDS[Math.min(message.attempts, RETRY_DELAYS_SECONDS.length) - 1] ?? 1,
        });
    }
    if (failure !== null) ports.log({ event: "records_retry", desk, reason: failure });
  }
}

/** `null` when all is written and confirmed, else why not. */
async function projectDesk(
  desk: string,
  idLists: readonly number[][],
  ports: RecordsPorts,
): Promise<string | null> {
  try {
    const stub = ports.desk(desk);
    let refused = 0;
    for (const ids of chunks(idLists)) {
      const rows = await stub.pullOutbox(ids);
      const outcome = await projectRows(ports.db, rows);
      if (outcome.written.length > 0) await stub.confirmOutbox(outcome.written);
      for (const reason of outcome.refused) ports.log({ event: "records_row_refused", desk, reason });
      refused += outcome.refused.length;
    }
    return refused === 0 ? null : `${refused} rows refused by D1`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** An empty list of ids means "all that are due": then one pull of everything, the Desk bounds it. */
function chunks(idLists: readonly number[][]): number[][] {
  const everything = idLists.some((ids) => ids.length === 0);
  const ids = [...new Set(idLists.flat())];
  const lists = Array.from({ length: Math.ceil(ids.length / ROWS_AT_ONCE) }, (_, n) =>
    ids.slice(n * ROWS_AT_ONCE, (n + 1) * ROWS_AT_ONCE),
  );
  return everything ? [...lists, []] : lists;
}
