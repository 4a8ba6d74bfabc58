import { ServiceError } from '@interlink/contracts/errors';
import type { ParkedPage } from '@interlink/contracts/platform/outbox';
import type { Operator } from '../http/api.js';
import type { Platform } from '../platform.js';
import type { OutboxTables } from '../tables.js';
import { rearm } from './rows.js';

/** Dead letters: what a receiver refused ten times, for those who operate the deployment. */
export interface Parked {
  /** Newest first, without content. */
  list(filter: { readonly stream?: string; readonly cursor?: string }): Promise<ParkedPage>;
  /** Tries it again as if for the first time; `platform.not-found` when it is not parked. */
  replay(operator: Operator, id: string): Promise<void>;
}

const PAGE = 50;

export function openParked({ db, inTransaction }: Pick<Platform, 'db' | 'inTransaction'>): Parked {
  return {
    async list({ stream, cursor }) {
      let rows = db<OutboxTables>()
        .selectFrom('platform.outbox')
        .select(['id', 'stream', 'seq', 'kind', 'tries', 'lastRefusal', 'correlationId', 'createdAt'])
        .where('state', '=', 'parked')
        .orderBy('id', 'desc')
        .limit(PAGE + 1);
      if (stream !== undefined) rows = rows.where('stream', '=', stream);
      if (cursor !== undefined) rows = rows.where('id', '<', cursor);
      const found = await rows.execute();
      const shown = found.slice(0, PAGE);
      const last = shown.at(-1);
      const items = shown.map(({ lastRefusal, createdAt, ...row }) => ({
        ...row,
        createdAt: createdAt.toISOString(),
        ...(lastRefusal !== null && { refusal: lastRefusal }),
      }));
      return { items, ...(found.length > PAGE && last && { next: last.id }) };
    },
    replay: ({ actor }, id) =>
      inTransaction(actor, async (tx) => {
        const row = await tx
          .db<OutboxTables>()
          .selectFrom('platform.outbox')
          .select(['stream', 'seq'])
          .where('id', '=', id)
          .executeTakeFirst();
        if (!row || !(await rearm(tx, row.stream, row.seq))) throw new ServiceError('platform.not-found');
      }),
  };
}
