import { exchangeJobs } from '../../src/exchange/jobs.js';
import { agreed, openExchangeKit, send, type ExchangeKit } from './exchange-kit.js';

const DAY_MS = 86_400_000;

describe('a notice that a partner sent us', () => {
  let kit: ExchangeKit;
  beforeAll(async () => {
    kit = await openExchangeKit();
  });
  afterAll(() => kit.close());

  it('S15: is kept sealed for its days; then it is gone, and its key', async () => {
    const partner = await kit.join('mis');
    await kit.addAgreement(partner.id, agreed({ mode: 'event', direction: 'in' }));
    const data = { reg_event_type: 'UPDATE', reg_record_type: 'Member', reg_records: { is_disabled: false } };
    const event = { reference_id: 'n', timestamp: '2026-11-24T08:00:00Z', data };
    const message = { transaction_id: 't-1', notify_event: [event] };
    const { body } = await send(kit, partner, 'notify', { header: { status: 'succ' }, message });
    expect(body.message.ack_status).toBe('ACK');
    const kept = async () => {
      const forget = exchangeJobs(kit.server.context).find(({ name }) => name === 'exchange.forget-expired');
      await forget?.run({});
      const notices = await kit.superuser.query('select 1 from exchange.received');
      const keys = await kit.superuser.query(`select 1 from platform.subject_key where subject_id like 'received:%'`);
      return [notices.rowCount, keys.rowCount];
    };
    kit.clock.advance(730 * DAY_MS - 1);
    expect(await kept()).toEqual([1, 1]);
    kit.clock.advance(1);
    expect(await kept()).toEqual([0, 0]);
  });
});
