import { statusAsker } from './ask-status.js';
import { openExchangeKit, searchItem, searchOf, send, type ExchangeKit, type Joined } from './exchange-kit.js';

describe('SR-025: the status of reference ids that belong to several transactions', () => {
  let kit: ExchangeKit;
  let partner: Joined;
  beforeEach(async () => {
    kit = await openExchangeKit();
    partner = await kit.join('mis');
    await kit.agree('mis');
  });
  afterEach(() => kit.close());

  const search = async (who: Joined, transaction_id: string, reference_id: string) => {
    kit.clock.advance(1000);
    const message = { ...searchOf(searchItem({}, { reference_id })), transaction_id };
    return (await send(kit, who, 'search', { message })).body.message.correlation_id;
  };
  const askStatus = statusAsker(() => [kit, partner]);
  const outcomeOf = async (references: unknown, type = 'search') =>
    (await askStatus('reference_id_list', references, 'sync-txn-status', type)).body.message.txnstatus_response
      ?.txn_status;
  const statuses = (items: unknown) =>
    (items as { reference_id: string; status: string }[]).map(({ reference_id, status }) => [reference_id, status]);

  it('is an item a reference id in the order in which they were asked for, each of its own transaction', async () => {
    await search(partner, 't-1', 'r-1');
    await kit.work();
    const correlation_id = await search(partner, 't-2', 'r-3');
    const outcome = await outcomeOf(['r-3', 'r-1', 'r-none', 'r-1']);
    expect(outcome).toMatchObject({ transaction_id: 't-2', correlation_id });
    expect(statuses(outcome?.search_response)).toEqual([
      ['r-3', 'pdng'],
      ['r-1', 'succ'],
      ['r-none', 'rjct'],
    ]);
    expect(outcome?.search_response?.[1]).toMatchObject({ data: { reg_records: [{ '@type': 'Member' }] } });
  });

  it('is of the newest where an id was used again', async () => {
    await search(partner, 't-1', 'r-1');
    await kit.work();
    await search(partner, 't-2', 'r-1');
    expect(statuses((await outcomeOf('r-1'))?.search_response)).toEqual([['r-1', 'pdng']]);
  });

  it('is found however many others are newer', async () => {
    await search(partner, 't-1', 'r-1');
    for (let at = 2; at < 24; at += 1) await search(partner, `t-${at}`, 'r-2');
    expect(statuses((await outcomeOf('r-1,r-2'))?.search_response)).toEqual([
      ['r-1', 'pdng'],
      ['r-2', 'pdng'],
    ]);
  });

  it('S2: is never of another partner, though the ids are the same', async () => {
    const stranger = await kit.join('stranger');
    await search(stranger, 't-9', 'r-9');
    await search(partner, 't-1', 'r-1');
    await search(stranger, 't-10', 'r-1');
    const outcome = await outcomeOf(['r-1', 'r-9']);
    expect(outcome).toMatchObject({ transaction_id: 't-1' });
    expect(statuses(outcome?.search_response)).toEqual([
      ['r-1', 'pdng'],
      ['r-9', 'rjct'],
    ]);
  });

  it('is of each subscription that was asked for', async () => {
    const subscribe = async (transaction_id: string, reference_id: string, value: string) => {
      kit.clock.advance(1000);
      const subscribe_criteria = {
        ...{ reg_event_type: 'UPDATE', notify_record_type: 'Member', filter_type: 'idtype-value' },
        filter: { type: 'UIN', value },
      };
      const subscribe_request = [{ reference_id, timestamp: '2026-11-24T08:00:00Z', subscribe_criteria }];
      await send(kit, partner, 'subscribe', { role: 'sr', message: { transaction_id, subscribe_request } });
    };
    await subscribe('t-1', 's-1', '880012');
    await subscribe('t-2', 's-2', '880013');
    expect(statuses((await outcomeOf(['s-2', 's-1'], 'subscribe'))?.search_response)).toEqual([
      ['s-2', 'pdng'],
      ['s-1', 'pdng'],
    ]);
    await kit.work();
    const outcome = (await outcomeOf(['s-2', 's-1', 's-0'], 'subscribe')) as unknown as Record<string, unknown>;
    expect(statuses(outcome['subscribe_response'])).toEqual([
      ['s-2', 'succ'],
      ['s-1', 'succ'],
      ['s-0', 'rjct'],
    ]);
    expect(outcome).toMatchObject({
      transaction_id: 't-2',
      receipt_information: { kind: 'subscribe', status: 'succ' },
    });
  });
});
