import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { accountDays, openBooks, type Accepted } from '../src/bank-payments/books';
import { bankDayAfter, bankDayFrom, isBankDay } from '../src/bank-payments/calendar';
import { writeCamt053 } from '../src/bank-payments/camt-053-writer';
import { openConduct, readOrder } from '../src/bank-payments/conduct';
import type { TakenRecall } from '../src/bank-payments/recalls';
import { TRAITS } from '../src/bank-payments/profiles';
import type { Instruction } from '../src/bank-payments/message';
import { getJson, postJson } from './support/http';
import { startTestSandbox, type TestSandbox } from './support/sandbox';

const instruction = (at: number): Instruction => ({
  instrId: `I${String(at).repeat(32)}`,
  endToEndId: `${String(at).repeat(26)}-01`,
  uetr: `0000000${at}-0000-4000-8000-000000000000`,
  account: `100${at}`,
  scheme: 'BBAN',
  creditorAgent: 'DEMOKENA',
  creditorName: 'Mercy Omondi',
  purpose: 'SSBE',
  remittance: 'OAA 2026-11',
  amount: '12.30',
  currency: 'KES',
});
const accounts = [0, 1, 2].map((at) => ({ number: `100${at}`, holder: 'Mercy Omondi', status: 'open' as const }));

function accepted(over: Partial<Accepted> = {}): Accepted {
  const message = {
    ...{ messageId: `M${'a'.repeat(32)}`, count: '3', sum: '36.90', blocks: [], paymentInfoId: `P${'b'.repeat(32)}` },
    ...{ initiator: 'MSW', method: 'TRF', batchBooking: 'false', serviceLevel: 'NURG', categoryPurpose: 'SSBE' },
    ...{ chargeBearer: 'DEBT', debtorName: 'Ministry', debtorAccount: '1', debtorCurrency: 'KES', debtorAgent: 'D' },
    executionDate: '2026-11-28',
    instructions: [0, 1, 2].map(instruction),
  };
  return { receivedOn: '2026-11-26', sha256: 'x', message, ...over };
}

const booksOf = (file: Accepted, profile: 'good' | 'worst' = 'good', recalls: TakenRecall[] = []) =>
  openBooks(
    { entries: [file], append: () => undefined },
    { entries: recalls, append: () => undefined },
    accounts,
    TRAITS[profile],
  );

describe('The bank calendar', () => {
  it.each([
    ['2026-11-27', true],
    ['2026-11-28', false],
    ['2026-12-25', false],
  ])('knows whether %s is a bank day: %s', (day, expected) => expect(isBankDay(day)).toBe(expected));

  it('moves over weekends and holidays both ways', () => {
    expect(bankDayFrom('2026-11-28')).toBe('2026-11-30');
    expect(bankDayAfter('2026-12-24', 1)).toBe('2026-12-28');
    expect(bankDayAfter('2026-11-30', -1)).toBe('2026-11-27');
    expect(bankDayAfter('2026-11-28', 0)).toBe('2026-11-28');
  });
});

describe('What the bank can be told', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'conduct-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is used up line by line, for its account only, and survives a restart', () => {
    const conduct = openConduct(folder);
    conduct.order({ kind: 'reject', times: 2, reason: 'AC06' });
    conduct.order({ kind: 'part', times: 1, account: '1002' });
    expect(conduct.take('1001')).toMatchObject({ kind: 'reject', reason: 'AC06' });
    const restarted = openConduct(folder);
    expect(restarted.take('1002')).toMatchObject({ kind: 'reject' });
    expect(restarted.take('1001')).toBeUndefined();
    expect(restarted.take('1002')).toMatchObject({ kind: 'part' });
    expect(restarted.open()).toEqual([]);
  });

  it('hides a statement until it is cleared', () => {
    const conduct = openConduct(folder);
    conduct.order({ kind: 'statement-gap', account: '1', sequence: 2 });
    expect([conduct.isHidden('1', 2), conduct.isHidden('1', 3), conduct.take('1')]).toEqual([true, false, undefined]);
    conduct.clear();
    expect(conduct.isHidden('1', 2)).toBe(false);
  });

  it.each([
    [{ kind: 'explode' }],
    [{ kind: 'reject', times: 0 }],
    [{ kind: 'return', days: 0.5 }],
    [{ kind: 'reject', times: [1] }],
    [{ kind: 'reject', times: { toString: 1 } }],
    [{ kind: 'statement-gap' }],
    [{ kind: 'statement-gap', account: '1', sequence: true }],
    [{ kind: 'statement-gap', account: 1, sequence: 1 }],
  ])('is refused with a sentence when it is %j', (order) => expect(typeof readOrder(order)).toBe('string'));
});

describe('The books', () => {
  it('book on the next bank day, keep the balance and say what was returned', () => {
    const books = booksOf(accepted({ fates: { 1: { order: 0, kind: 'return', reason: 'AC06', days: 2 } } }));
    const movements = books.movementsOf('1');
    expect(movements.map(({ day, kind, reason }) => [day, kind, reason])).toEqual([
      ['2026-11-30', 'debit', undefined],
      ['2026-11-30', 'debit', undefined],
      ['2026-11-30', 'debit', undefined],
      ['2026-12-02', 'return', 'AC06'],
    ]);
    const days = accountDays(movements, '2026-12-03');
    expect(days.map(({ sequence, day }) => [sequence, day])).toEqual([
      [1, '2026-11-30'],
      [2, '2026-12-01'],
      [3, '2026-12-02'],
    ]);
    expect((days[0]?.opening ?? 0n) - (days[2]?.closing ?? 0n)).toBe(2460n);
    expect(days[1]?.opening).toBe(days[0]?.closing);
  });

  it('lump a file into one debit without lines at the worst bank, ids cut, and mark a second issue', () => {
    const [day] = accountDays(booksOf(accepted(), 'worst').movementsOf('1'), '2026-12-01');
    if (!day) throw new Error('no day');
    const text = writeCamt053('1', day, { id: 'S-1-1', number: 2 }, TRAITS.worst);
    expect(text.match(/<Ntry>/g)).toHaveLength(1);
    expect(text).toContain(`<Btch><MsgId>M${'a'.repeat(19)}</MsgId>`);
    expect(text).toContain('<NbOfTxs>3</NbOfTxs>');
    expect(text).toContain('<Amt Ccy="KES">36.90</Amt>');
    expect(text).toContain('<CpyDplctInd>DUPL</CpyDplctInd>');
    expect(text).not.toContain('TxDtls');
  });

  it.each([
    ['pay-after-reject', ['RJCT', 'RJCT'], 1],
    ['contradict', ['ACSC', 'RJCT'], 1],
    ['never-book', ['ACSC', 'ACSC'], 0],
    ['book-twice', ['ACSC', 'ACSC'], 2],
    ['reject', ['RJCT', 'RJCT'], 0],
  ] as const)('say of a line under %s one thing and do another', (kind, statuses, debits) => {
    const file = accepted({ fates: { 0: { order: 0, kind } } });
    const books = booksOf(file);
    const saidOn = (day: string) => books.verdictsOf(file, day)[0]?.verdict.status;
    expect([saidOn('2026-11-30'), saidOn('2026-12-01')]).toEqual(statuses);
    expect(books.movementsOf('1').filter((one) => one.instruction.account === '1000')).toHaveLength(debits);
  });
});

describe('The hub', () => {
  let sandbox: TestSandbox;
  beforeAll(async () => {
    sandbox = await startTestSandbox();
  });
  afterAll(() => sandbox.close());

  it('takes orders for the bank and refuses what is none', async () => {
    const order = { kind: 'reject', times: 1, days: 1, account: '1', reason: 'AC04' };
    expect(await postJson(`${sandbox.url.hub}/conduct`, order)).toEqual({ status: 201, body: order });
    expect(await getJson(`${sandbox.url.hub}/conduct`)).toEqual({ status: 200, body: [order] });
    expect((await postJson(`${sandbox.url.hub}/conduct`, { kind: 'x' })).status).toBe(400);
    await fetch(`${sandbox.url.hub}/conduct`, { method: 'DELETE', headers: { connection: 'close' } });
    expect((await getJson(`${sandbox.url.hub}/conduct`)).body).toEqual([]);
  });

  it('has no books where there is no bank', async () => {
    expect((await getJson(`${sandbox.url.hub}/books.json`)).status).toBe(404);
  });
});
