import pg from 'pg';
import { need } from '../../../shell/test/support/browser.js';

/** Has the batch stand as it stands since that many days longer: the tests cannot wait for weeks to pass. */
export async function ageBatch(id: string, days: number): Promise<void> {
  const client = new pg.Client({ connectionString: need('INTERLINK_TEST_OWNER_URL') });
  await client.connect();
  try {
    await client.query("update payments.batch set state_at = state_at - $2 * interval '1 day' where id = $1", [
      id,
      days,
    ]);
  } finally {
    await client.end();
  }
}
