import { CompiledQuery, type Transaction } from 'kysely';
import type PgBoss from 'pg-boss';

export interface JobOptions {
  /** Not before this time. */
  readonly startAfter?: Date;
  readonly retryLimit?: number;
  readonly retryDelaySeconds?: number;
}

export interface QueuedJob {
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly options: JobOptions;
}

/** Writes jobs inside the transaction that wants them done. */
export type JobSender = (transaction: Transaction<unknown>, jobs: readonly QueuedJob[]) => Promise<void>;

export function pgBossSender(boss: PgBoss): JobSender {
  return async (transaction, jobs) => {
    const db = {
      executeSql: async (text: string, values: unknown[]) => {
        const { rows } = await transaction.executeQuery(CompiledQuery.raw(text, values));
        return { rows };
      },
    };
    for (const { name, data, options } of jobs) {
      await boss.send(name, data, { ...toPgBoss(options), db });
    }
  };
}

function toPgBoss({ startAfter, retryLimit, retryDelaySeconds }: JobOptions): PgBoss.SendOptions {
  return {
    ...(startAfter && { startAfter }),
    ...(retryLimit !== undefined && { retryLimit }),
    ...(retryDelaySeconds !== undefined && { retryDelay: retryDelaySeconds }),
  };
}
