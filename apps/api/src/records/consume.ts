import type { DeskRpc, OutboxRow, RecordsMessage } from "../objects/desk-protocol.ts";
import type { Database } from "../db/statement.ts";
import { projectRows } from "./project-rows.ts";

/** Rows pulled at once: 50 bodies of 256 KiB, two bytes a character, stay under the 32 MiB of one call between objects. */
const ROWS_AT_ONCE = 50;
/**
 * Rows, and bytes of their bodies, that are written to D1 in one transaction once so many are pulled. On one machine D1
 * shares its thread with the alert's path: more rows at once are a pause that a webhook waits for.
 */
const ROWS_A_WRITE = 100;
const BYTES_A_WRITE = 4 * 1024 * 1024;
const RETRY_DELAYS_SECONDS = [1, 5, 15, 60, 300] as const;

/** What the consumer needs of the world. */
export interface RecordsPorts {
  db: Database;
  desk(name: string): Pick<DeskRpc, "pullOutbox" | "confirmOutbox">;
  log(line: { event: string; desk: string; reason: string }): void;
  /** Somebody agreed by key to be called: their organization's configuration has changed. */
  agreed?(): Promise<void>;
}

type Message = Pick<globalThis.Message<RecordsMessage>, "body" | "attempts" | "ack" | "retry">;

/** What was pulled of one Desk and is not in D1 yet. */
interface Pulled {
  desk: string;
  rows: OutboxRow[];
}

/**
 * Queue consumer of `records`: pulls rows from each Desk, writes those of several to D1 at once, and confirms, in this
 * order; a Desk deletes a row only then. A failure retries the message later, and what was written already is written
 * again without harm.
 */
export async function consumeRecords(messages: readonly Message[], ports: RecordsPorts): Promise<void> {
  const byDesk = Map.groupBy(messages, (message) => message.body.desk);
  const failures = new Map<string, string>();
  let pulled: Pulled[] = [];
  const write = async (): Promise<void> => {
    await project(pulled, ports, failures);
    pulled = [];
  };
  for (const [desk, ofDesk] of byDesk) {
    const stub = ports.desk(desk);
    for (const ids of chunks(ofDesk.map((message) => message.body.outbox_ids))) {
      try {
        pulled.push({ desk, rows: await stub.pullOutbox(ids) });
      } catch (error) {
        failures.set(desk, reasonOf(error));
      }
      if (isEnough(pulled)) await write();
    }
  }
  await write();
  for (const [desk, ofDesk] of byDesk) settle(desk, ofDesk, failures.get(desk), ports);
}

function settle(desk: string, messages: Message[], failure: string | undefined, ports: RecordsPorts): void {
  for (const message of messages) {
    if (failure === undefined) message.ack();
    else {
      const delay = RETRY_DELAYS_SECONDS[Math.min(message.attempts, RETRY_DELAYS_SECONDS.length) - 1];
      message.retry({ delaySeconds: delay ?? 1 });
    }
  }
  if (failure !== undefined) ports.log({ event: "records_retry", desk, reason: failure });
}

/** Writes what was pulled and confirms it to each Desk; a failure is noted for every Desk that it concerns. */
async function project(
  pulled: readonly Pulled[],
  ports: RecordsPorts,
  failures: Map<string, string>,
): Promise<void> {
  const rows = pulled.flatMap((one) => one.rows.map((row) => ({ ...row, desk: one.desk })));
  try {
    const { written, refused } = await projectRows(ports.db, rows);
    for (const { row, reason } of refused) {
      ports.log({ event: "records_row_refused", desk: row.desk, reason });
      failures.set(row.desk, "D1 refused rows");
    }
    if (written.some((row) => row.kind === "code_call" && row.row.agreed !== null)) await ports.agreed?.();
    for (const [desk, ofDesk] of Map.groupBy(written, (row) => row.desk))
      await confirm(desk, ofDesk, ports, failures);
  } catch (error) {
    for (const { desk } of pulled) failures.set(desk, reasonOf(error));
  }
}

async function confirm(
  desk: string,
  rows: readonly OutboxRow[],
  ports: RecordsPorts,
  failures: Map<string, string>,
): Promise<void> {
  try {
    await ports.desk(desk).confirmOutbox([...new Set(rows.map((row) => row.id))]);
  } catch (error) {
    failures.set(desk, reasonOf(error));
  }
}

function isEnough(pulled: readonly Pulled[]): boolean {
  const rows = pulled.flatMap((one) => one.rows);
  const bodies = rows.reduce((sum, row) => sum + (row.kind === "request" ? row.row.body_bytes : 0), 0);
  return rows.length >= ROWS_A_WRITE || bodies >= BYTES_A_WRITE;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
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
