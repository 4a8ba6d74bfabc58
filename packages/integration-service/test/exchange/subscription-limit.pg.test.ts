import { workOn } from '../../src/exchange/callbacks/work.js';
import { openExchangeKit, send, type ExchangeKit, type Joined } from './exchange-kit.js';

let kit: ExchangeKit;
let partner: Joined;
beforeAll(async () => {
  kit = await openExchangeKit();
  Object.assign(kit.server.context.policy, { subscriptionsPerPartner: 3 });
  partner = await kit.join('mis');
  await kit.agree('mis');
});
afterAll(() => kit.close());

const item = (value: string) => ({
  ...{ reference_id: `r-${value}`, timestamp: '2026-11-24T08:00:00Z' },
  subscribe_criteria: {
    ...{ reg_event_type: 'UPDATE', notify_record_type: 'Member' },
    ...{ filter_type: 'idtype-value', filter: { type: 'UIN', value } },
  },
});
const ask = (...values: readonly string[]) =>
  send(kit, partner, 'subscribe', {
    message: { transaction_id: `t-${values.join('-')}`, subscribe_request: values.map(item) },
    items: values.length,
  });
interface Answered {
  readonly subscribe_response: readonly { readonly status: string; readonly status_reason_message?: string }[];
}
/** What the partner was told of each of its items. */
async function answers() {
  await kit.deliver();
  const told = partner.listener.got
    .splice(0)
    .flatMap(({ body }) => (body.message as unknown as Answered).subscribe_response);
  return told.map((one) => one.status_reason_message ?? one.status).sort();
}
const active = async () => {
  const { rows } = await kit.superuser.query('select 1 from exchange.subscription where ended_at is null');
  return rows.length;
};

describe('the subscriptions that a partner may have', () => {
  it('IBR-036: are no more by messages that are worked on at once', async () => {
    for (const at of [1, 2, 3, 4]) await ask(`${at}0`, `${at}1`);
    const { rows } = await kit.superuser.query<{ id: string }>('select id from exchange.transaction');
    await Promise.all(rows.map(({ id }) => workOn(kit.server.context, id)));
    expect(await active()).toBe(3);
    const full = 'too many subscriptions';
    expect(await answers()).toEqual(['succ', 'succ', 'succ', full, full, full, full, full]);
  });

  it('IBR-036: are not used up by items that are refused for something else', async () => {
    await kit.superuser.query(`delete from exchange.subscription_key`);
    await kit.superuser.query(`update exchange.subscription set ended_at = now()`);
    await ask('50', '50', '50', '51', '52');
    await kit.work();
    expect(await active()).toBe(3);
    expect(await answers()).toEqual(['came before', 'came before', 'succ', 'succ', 'succ']);
  });
});
