import fc from 'fast-check';
import { centsOf } from '../src/bank-payments/message';
import { readColumns, readList } from '../src/payment-hub/order';
import { openPaymentHub } from '../src/payment-hub/payment-hub';
import { client, orderBook, ownTools, tokenOf } from './support/partner-tools';

const line = (over: object = {}) => ({
  requestId: 'I1',
  creditParty: [
    { key: 'accountnumber', value: '01100152872' },
    { key: 'agent', value: 'DEMOKENA' },
  ],
  debitParty: [{ key: 'accountnumber', value: '0001112223334' }],
  ...{ paymentMode: 'ACCOUNT', amount: 12.3, currency: 'KES', descriptionText: 'OAA 2026-11' },
  ...over,
});
const DAY = '2026-11-24';
const read = (...lines: object[]) => readList(JSON.stringify(lines), 'C1', DAY);

describe('A bulk list as the hub reads it', () => {
  it('A3: is an order of today, under its correlation id, with its count and sum', () => {
    expect(read(line(), line({ requestId: 'I2', amount: 0.05 }))).toMatchObject({
      ...{ messageId: 'C1', count: '2', sum: '12.35', executionDate: DAY, debtorAccount: '0001112223334' },
      instructions: [
        {
          instrId: 'I1',
          account: '01100152872',
          creditorAgent: 'DEMOKENA',
          amount: '12.30',
          remittance: 'OAA 2026-11',
        },
        { instrId: 'I2', amount: '0.05' },
      ],
    });
  });

  it('A3: is paid to the cent, whatever the amounts', () => {
    const cents = fc.array(fc.integer({ min: 1, max: 100_000_000_000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(cents, (amounts) => {
        const order = read(...amounts.map((one, at) => line({ requestId: `I${at}`, amount: one / 100 })));
        if (typeof order === 'string') throw new Error(order);
        expect(centsOf(order.sum)).toBe(BigInt(amounts.reduce((sum, one) => sum + one, 0)));
        expect(order.instructions.map(({ amount }) => centsOf(amount))).toEqual(amounts.map(BigInt));
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    // A3: what is no whole number of cents is refused; a hub that rounds pays what nobody ordered.
    ['half a cent', line({ amount: 12.345 })],
    ['less than a cent', line({ amount: 0.001 })],
    ['nothing', line({ amount: 0 })],
    ['less than nothing', line({ amount: -1 })],
    ['an amount as text', line({ amount: '12.30' })],
    ['nobody who pays', line({ debitParty: [{ key: 'msisdn', value: '1' }] })],
    ['nobody who is paid', line({ creditParty: [{ key: 'agent', value: 'DEMOKENA' }] })],
    ['an id of seventeen letters', line({ requestId: 'x'.repeat(17) })],
    ['an account of twenty-one', line({ creditParty: [{ key: 'accountnumber', value: '0'.repeat(21) }] })],
    ['a description of fifty-one', line({ descriptionText: 'x'.repeat(51) })],
    ['a currency that is none', line({ currency: 'shilling' })],
    ['a member that nobody knows', line({ uetr: 'x' })],
  ])('A3: is refused with %s', (_what, one) => {
    expect(typeof read(one)).toBe('string');
    expect(typeof read(line({ requestId: 'I0' }), one)).toBe('string');
  });

  it.each([
    ['the same id twice', line()],
    ['two payers', line({ requestId: 'I2', debitParty: [{ key: 'accountnumber', value: '2' }] })],
    ['two currencies', line({ requestId: 'I2', currency: 'USD' })],
  ])('I12: is refused with %s', (_what, other) => {
    expect(typeof read(line(), other)).toBe('string');
  });

  it.each(['', 'null', '{}', '[]', '[{}]', '[1]', '{"a":'])('is none when it is %j', (text) => {
    expect(typeof readList(text, 'C1', DAY)).toBe('string');
  });
});

describe('The columns of a hub', () => {
  const titles =
    'id,request_id,payment_mode,payer_identifier_type,payer_identifier,payee_identifier_type,payee_identifier,amount,currency,note,payee_dfsp_id';
  const row = (id = '1', request = 'I1', amount = '12.30', payer = '9') =>
    `${id},${request},ACCOUNT,ACCOUNT,${payer},ACCOUNT,01100152872,${amount},KES,OAA,DEMOKENA`;
  const columns = (...rows: string[]) => readColumns([titles, ...rows, ''].join('\n'), 'C1', DAY);

  it('A3: are the same order as the list of the same payment', () => {
    expect(columns(row(), row('2', 'I2', '0.05'))).toMatchObject({
      ...{ messageId: 'C1', count: '2', sum: '12.35', debtorAccount: '9' },
      instructions: [{ instrId: 'I1', account: '01100152872', creditorAgent: 'DEMOKENA' }, { instrId: 'I2' }],
    });
  });

  it.each([
    ['no row', columns()],
    ['a row out of order', columns(row('2'))],
    ['a cell too many', columns(`${row()},x`)],
    ['a cell too few', columns('1,I1,ACCOUNT')],
    ['one decimal', columns(row('1', 'I1', '12.3'))],
    ['a comma in place of the point', columns(row('1', 'I1', '12,30'))],
    ['nothing to pay', columns(row('1', 'I1', '0.00'))],
    ['nobody who pays', columns(row('1', 'I1', '12.30', ''))],
    ['one id twice', columns(row(), row('2'))],
    ['no end', readColumns(`${titles}\n${row()}`, 'C1', DAY)],
    ['other titles', readColumns(`id,amount\n${row()}\n`, 'C1', DAY)],
  ])('A3: are refused with %s', (_what, order) => {
    expect(typeof order).toBe('string');
  });
});

describe('The payment hub', () => {
  const own = ownTools();
  const bank = orderBook();
  const signed = { isSigned: async (jws: string) => jws === 'ours' };
  const hub = openPaymentHub(own.tools, { client, bank: { ...signed, orders: bank.orders }, today: () => DAY });
  const list = JSON.stringify([line(), line({ requestId: 'I2' }), line({ requestId: 'I3' })]);
  let headers: Record<string, string>;
  const ids = { 'x-correlationid': 'C1', 'platform-tenantid': 'mis', 'x-jws-signature': 'ours' };
  beforeAll(async () => {
    const authorization = `Bearer ${await tokenOf(hub, '/oauth2/token')}`;
    headers = { ...ids, authorization, 'x-program-id': 'OAA', 'x-registering-institution-id': 'msw' };
  });
  afterAll(async () => {
    await hub.close();
    own.remove();
  });
  const send = (over: Record<string, string | undefined> = {}, payload = list) =>
    hub.inject({ method: 'POST', url: '/batchtransactions', headers: { ...headers, ...over }, payload });
  const get = (url: string) => hub.inject({ url, headers });
  const takenIn = async () => (await send()).json<{ batchId: string }>().batchId;

  it.each<[string, number, Record<string, string | undefined>]>([
    ['without a token', 401, { authorization: '' }],
    ['with a token of somebody’s making', 401, { authorization: 'Bearer x' }],
    ['that a stranger signed', 401, { 'x-jws-signature': 'theirs' }],
    ['without a correlation id', 400, { 'x-correlationid': '' }],
    ['with one of twenty-one letters', 400, { 'x-correlationid': 'x'.repeat(21) }],
    ['for no tenant', 400, { 'platform-tenantid': '' }],
    ['of no programme', 400, { 'x-program-id': '' }],
  ])('A3: takes no list %s, and pays nothing', async (_what, status, over) => {
    const before = bank.ordered.length;
    expect((await send(over)).statusCode).toBe(status);
    expect(bank.ordered).toHaveLength(before);
  });

  it('A3: takes the headers as another hub spells them', async () => {
    const names = { 'x-program-id': '', 'x-programid': 'OAA', 'x-registering-institutionid': 'msw' };
    expect((await send({ ...names, 'x-correlationid': 'C0' })).statusCode).toBe(202);
  });

  it('A3: pays a list once, however often it comes, and no other list under its id', async () => {
    const [first, again] = [await send(), await send()];
    expect([first.statusCode, again.statusCode]).toEqual([202, 202]);
    expect(again.json()).toEqual(first.json());
    expect((await send({}, JSON.stringify([line({ amount: 99 })]))).statusCode).toBe(409);
    expect(bank.ordered.filter(({ messageId }) => messageId === 'C1')).toHaveLength(1);
  });

  it('A3: says where the lost answer is found', async () => {
    const batchId = await takenIn();
    expect((await get('/responses/C1')).json()).toEqual({ link: `/batch/Summary/${batchId}` });
    expect((await get('/responses/other')).statusCode).toBe(404);
  });

  it('A3: adds up, in counts and in money, whatever became of each payment', async () => {
    const url = `/batch/Summary/${await takenIn()}`;
    bank.verdicts = [{ status: 'ACSC' }, { status: 'RJCT', reason: 'AC01' }, { status: 'ACSP' }];
    expect((await get(url)).json()).toMatchObject({
      ...{ requestId: 'C1', total: 3, successful: 1, failed: 1, ongoing: 1 },
      ...{ totalAmount: 36.9, successfulAmount: 12.3, failedAmount: 12.3, pendingAmount: 12.3 },
    });
  });

  it.each(['/batch/Summary/x', '/batch/detail', '/batch/detail?batchId=x'])('knows no batch at %s', async (url) => {
    expect((await get(url)).statusCode).toBe(404);
  });

  it('tells of each payment, page by page, with the number that Mojaloop has for a reason', async () => {
    bank.verdicts = [{ status: 'ACSC' }, { status: 'RJCT', reason: 'AC01' }, { status: 'RJCT', reason: 'AC04' }];
    const url = `/batch/detail?batchId=${await takenIn()}&pageSize=2&pageNo=`;
    const pages = [(await get(`${url}0`)).json(), (await get(`${url}1`)).json()];
    expect(pages).toEqual([
      {
        content: [
          { requestId: 'I1', status: 'COMPLETED', amount: 12.3 },
          { requestId: 'I2', status: 'FAILED', amount: 12.3, errorCode: '3204' },
        ],
        last: false,
      },
      { content: [{ requestId: 'I3', status: 'FAILED', amount: 12.3, errorCode: 'AC04' }], last: true },
    ]);
  });

  it.each(['pageSize=0', 'pageSize=-1', 'pageSize=x', 'pageNo=-1', 'pageNo=0.5', 'pageNo=&pageSize='])(
    'refuses a page that is none, %s: nobody would ever be told that it was the last',
    async (page) => {
      expect((await get(`/batch/detail?batchId=${await takenIn()}&${page}`)).statusCode).toBe(400);
    },
  );

  it('says of a page behind the last one that it is the last, with nothing on it', async () => {
    const far = await get(`/batch/detail?batchId=${await takenIn()}&pageSize=2&pageNo=9`);
    expect(far.json()).toEqual({ content: [], last: true });
  });

  it.each([
    ['shrinks', ['I2', 'I3']],
    ['repeats', ['I2', 'I3', 'I2']],
  ])('leaves a payment out when it %s, for one answer', async (kind, told) => {
    const url = `/batch/detail?batchId=${await takenIn()}`;
    const idsAt = async () =>
      (await get(url)).json<{ content: { requestId: string }[] }>().content.map((one) => one.requestId);
    own.fault('payment-hub', 'detail', kind);
    expect(await idsAt()).toEqual(told);
    expect(await idsAt()).toEqual(['I1', 'I2', 'I3']);
  });

  it('lies of more money than the list has, and of somebody else’s batch, when it was told to', async () => {
    const url = `/batch/Summary/${await takenIn()}`;
    own.fault('payment-hub', 'summary', 'lies');
    expect((await get(url)).json()).toMatchObject({ totalAmount: 1036.9 });
    own.fault('payment-hub', 'summary', 'wrong-person');
    expect((await get(url)).json()).toMatchObject({ requestId: 'somebody-else', totalAmount: 36.9 });
  });

  it('takes a secret with a colon from a header that names it (RFC 7617)', async () => {
    const other = ownTools();
    const settings = { bank: { ...signed, orders: bank.orders }, today: () => DAY };
    const app = openPaymentHub(other.tools, { ...settings, client: { id: 'interlink', secret: 'a:b:c' } });
    const ask = (secret: string) =>
      app.inject({
        ...{ method: 'POST', url: '/oauth2/token', payload: 'grant_type=client_credentials' },
        headers: { authorization: `Basic ${Buffer.from(`interlink:${secret}`).toString('base64')}` },
      });
    expect([(await ask('a:b:c')).statusCode, (await ask('a')).statusCode]).toEqual([200, 401]);
    await app.close();
    other.remove();
  });
});
