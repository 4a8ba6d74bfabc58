import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pain00100103 } from '@interlink/domain/payments/formats/pain-001-001-03';
import { pain00100109 } from '@interlink/domain/payments/formats/pain-001-001-09';
import { aFile, aLine } from '../../../domain/test/payments/builders.js';
import { verifyPack } from '../../src/payments/verify-pack.js';
import { givePayroll, openPaymentsKit, PAYROLL, type PaymentsKit } from './payments-kit.js';

/** Where the kit keeps the public schemas. */
const SCHEMAS = resolve(__dirname, '../../../../node_modules/.cache/interlink/schemas');

describe('A1.3: a batch whose files hold two lines of one place each', () => {
  let kit: PaymentsKit;
  beforeAll(async () => {
    kit = await openPaymentsKit('good', { maxLinesPerFile: 2, splitBy: ['area'] });
    givePayroll(kit, 4);
  }, 120_000);
  afterAll(() => kit.close());

  /** Accounts of each message that the bank itself took in. */
  const taken = () =>
    readFileSync(join(kit.root, 'store', 'bank-payments.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { message: { messageId: string; instructions: { account: string }[] } })
      .map(({ message }) => message.instructions.map(({ account }) => account).sort());

  it('I2, I11: is approved as one, and each line of it reaches the bank once, in the file of its place', async () => {
    const { id, statementHash, statement } = await kit.payments.make(kit.maker, { payrollId: PAYROLL });
    await kit.platform.inTransaction(kit.approver.actor, (tx) =>
      kit.payments.approve(tx, kit.approver, id, { statementHash }),
    );
    await kit.payments.advance(id, kit.maker.actor);
    const files = taken();
    expect(files.map(({ length }) => length).sort()).toEqual([1, 1, 2]);
    expect(files).toContainEqual(['01100000004']);
    expect(files.flat().sort()).toEqual(['01100000001', '01100000002', '01100000003', '01100000004']);
    const head = await kit.payments.reads.head(kit.maker, id);
    expect(head.root).toBe((JSON.parse(statement) as { root: string }).root);
    expect(head.files.map(({ part, count }) => [part, count])).toEqual([
      [1, 1],
      [2, 2],
      [3, 1],
    ]);
  });

  it.each(['pain.001.001.03', 'pain.001.001.09'])('I11: writes files that the public schema of %s takes', (version) => {
    const lines = Array.from({ length: 5 }, (_one, at) => aLine({ entitlementId: String(at), amountMinor: at + 1 }));
    const write = version === 'pain.001.001.03' ? pain00100103 : pain00100109;
    const input = Buffer.from(write(aFile(), lines)).toString();
    const check = (text: string) =>
      spawnSync('xmllint', ['--noout', '--schema', join(SCHEMAS, `${version}.xsd`), '-'], { input: text }).status;
    expect(check(input)).toBe(0);
    expect(check(input.replace('<PmtMtd>TRF', '<PmtMtd>GIVE'))).not.toBe(0);
  });

  it('I7: proves offline what was approved and what each file holds', async () => {
    const { rows } = await kit.superuser.query<{ id: string }>('select id from payments.batch');
    const pieces: string[] = [];
    const pack = await kit.payments.desk.evidencePack(kit.maker, rows[0]?.id ?? '', { withBytes: true });
    for await (const piece of pack) pieces.push(piece);
    const { problems, proven } = await verifyPack(pieces.join(''));
    expect(problems).toEqual([]);
    expect(proven.join('; ')).toContain('4 lines under the approved root');
  });
});
