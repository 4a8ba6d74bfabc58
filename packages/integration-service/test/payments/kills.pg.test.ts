import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failpoints } from '../../src/platform/failpoints.js';
import { keepOpenImis, payInProcess, readBenefits } from './mortal-payments.js';
import { givePayroll, openPaymentsKit, type PaymentsKit } from './payments-kit.js';

jest.setTimeout(180_000);

/** In the journal, and the bank has no whole delivery: only it could say so. */
const NOBODY_KNOWS = ['payments.after-journal', 'payments.before-sftp-manifest', 'payments.before-sftp-upload'];

// Recalls have a process of their own: `recall-kills.pg.test.ts`.
const points = failpoints.filter((name) => name.startsWith('payments.') && !name.includes('recall'));

describe('IBR-032: kill -9 of the process that pays, with a bank that would pay twice', () => {
  let kit: PaymentsKit;
  // A bank of its own each time: what it booked for one would be unexplained to the next.
  beforeEach(async () => {
    kit = await openPaymentsKit('worst');
    givePayroll(kit, 2);
    keepOpenImis(kit);
  }, 120_000);
  afterEach(() => kit.close());

  const rows = async (text: string) => (await kit.superuser.query(text)).rows;
  /** What the bank wrote down of this message, in minor units, however often it came. */
  const atBank = (messageId: string) =>
    readFileSync(join(kit.root, 'store', 'bank-payments.jsonl'), { encoding: 'utf8', flag: 'a+' })
      .split('\n')
      .filter((line) => line.includes(messageId))
      .flatMap((line) => JSON.parse(line).message.instructions as { amount: string }[])
      .reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0);

  it.each(points)('at %s sends nothing twice, loses nothing, and both ledgers agree', async (point) => {
    const channel = point.includes('sftp') ? 'sftp' : 'https';
    expect(await payInProcess(kit, point, channel)).toBe('SIGKILL');
    expect(await payInProcess(kit, undefined, channel)).toBeNull();
    const batches = await rows('select message_id, total_minor::int as total from payments.batch');
    expect(batches).toHaveLength(1);
    const [{ message_id: messageId, total }] = batches;
    const [{ net }] = await rows('select sum(net_minor)::int as net from payments.line');
    const states = (await rows('select distinct state from payments.line')).map(({ state }) => state);
    expect([messageId, atBank(messageId)]).toEqual([messageId, net]);
    if (NOBODY_KNOWS.includes(point)) {
      // Nobody knows whether it left (R4): it is not sent again, and stays unknown until the bank or a statement says.
      expect([net, states]).toEqual([0, ['UNKNOWN']]);
      return;
    }
    expect([net, states]).toEqual([total, ['SETTLED']]);
    expect(readBenefits(kit).map(({ status }) => status)).toEqual(['RECONCILED', 'RECONCILED']);
    expect((await rows("select count(*)::int as n from platform.outbox where stream = 'sms'"))[0].n).toBe(2);
  });
});
