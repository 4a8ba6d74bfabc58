import { forgetExpired } from '../../src/exchange/store/transactions.js';
import { testActor } from '../support/platform.js';
import { statusAsker } from './ask-status.js';
import { newId, openExchangeKit, searchItem, searchOf, send, type ExchangeKit, type Joined } from './exchange-kit.js';
import { inClear } from '../support/in-clear';

describe('a search that was answered at once', () => {
  let kit: ExchangeKit;
  let partner: Joined;
  beforeEach(async () => {
    kit = await openExchangeKit();
    partner = await kit.join('mis');
    await kit.agree('mis');
  });
  afterEach(() => kit.close());

  const askStatus = statusAsker(() => [kit, partner]);
  const outcomeOf = async (attribute: string, value: unknown) =>
    (await askStatus(attribute, value)).body.message.txnstatus_response?.txn_status;
  const now = (over: { header?: Record<string, unknown> } = {}) =>
    send(kit, partner, 'sync-search', { message: searchOf(searchItem()), ...over });

  it.each([
    ['transaction_id', 't-1'],
    ['reference_id_list', ['r-1']],
  ])('SR-025: is told again to whoever lost the answer and asks by %s', async (attribute, value) => {
    const { body } = await now();
    const outcome = await outcomeOf(attribute, value);
    expect(outcome).toMatchObject({ transaction_id: 't-1', correlation_id: body.message.correlation_id });
    expect(outcome?.search_response).toEqual(body.message.search_response);
  });

  it('SR-025: is told to nobody else, and not for longer than the results of others', async () => {
    await now();
    const stranger = await kit.join('stranger');
    const question = {
      reference_id: 'r',
      txn_type: 'search',
      attribute_type: 'transaction_id',
      attribute_value: 't-1',
    };
    const { body } = await send(kit, stranger, 'sync-txn-status', {
      message: { transaction_id: 't-9', txnstatus_request: question },
    });
    expect(body.message.txnstatus_response?.txn_status.search_response).toMatchObject([{ status: 'rjct' }]);
    kit.clock.advance(8 * 86_400_000);
    await kit.platform.inTransaction(testActor(), (tx) => forgetExpired(tx, kit.platform));
    expect((await outcomeOf('transaction_id', 't-1'))?.search_response).toMatchObject([
      { status: 'rjct', status_reason_code: 'rjct.reference_id.invalid' },
    ]);
  });

  it('S13: is kept sealed', async () => {
    await now();
    const { rows } = await kit.superuser.query<{ all: string }>('select t::text as all from exchange.transaction t');
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toMatch(inClear('880012', 'Okoro'));
    expect(Buffer.from(JSON.stringify(rows)).includes(Buffer.from('Okoro').toString('hex'))).toBe(false);
  });

  it('S4: its bytes are no request to be answered later: nothing would ever be called back', async () => {
    const header = { message_id: newId() };
    await now({ header });
    const { body } = await send(kit, partner, 'search', { message: searchOf(searchItem()), header });
    expect(body.message).toMatchObject({ ack_status: 'ERR', error: { code: 'err.request.bad' } });
    await kit.work();
    expect(partner.listener.got).toHaveLength(0);
  });
});
