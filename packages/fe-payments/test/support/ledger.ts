import pg from 'pg';
import { need } from '../../../shell/test/support/browser.js';

/** The tests cannot wait for weeks to pass: the ledger's own dates are moved back instead. */
async function change(statement: string, id: string, days: number): Promise<void> {
  const client = new pg.Client({ connectionString: need('INTERLINK_TEST_OWNER_URL') });
  await client.connect();
  try {
    await client.query(statement, [id, days]);
  } finally {
    await client.end();
  }
}

/** Has the batch stand as it stands since that many days longer. */
export const ageBatch = (id: string, days: number): Promise<void> =>
  change("update payments.batch set state_at = state_at - $2 * interval '1 day' where id = $1", id, days);

/** Has its failed lines have failed that many days earlier. */
export const ageFailures = (id: string, days: number): Promise<void> =>
  change('update payments.line set failed_on = failed_on - $2::integer where batch_id = $1', id, days);
