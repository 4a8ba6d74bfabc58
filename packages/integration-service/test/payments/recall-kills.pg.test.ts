import { join } from 'node:path';
import { failpoints, type FailpointName } from '../../src/platform/failpoints.js';
import { sha256Hex } from '../../src/payments/hashes.js';
import { liveInProcess } from '../support/mortal.js';
import { givenPayments } from './given-payments.js';
import { kept, payBatch } from './paying.js';
import type { PaymentsKit } from './payments-kit.js';
import type { RecallingTask } from './recalling-life.js';

jest.setTimeout(180_000);

const BY_HTTPS = failpoints.filter((name) => /^payments\..*recall|^transaction\./.test(name));
const BY_SFTP = failpoints.filter((name) => name.startsWith('payments.') && name.includes('sftp'));

describe('IBR-032: kill -9 of the process that calls a payment back', () => {
  let kit: PaymentsKit;
  givenPayments(2, (opened) => (kit = opened), 'worst');

  const rows = async (text: string) => (await kit.superuser.query(text)).rows;
  /** What the bank wrote down of recalls of this payment. */
  const atBank = (instrId: string): readonly { readonly sha256: string }[] =>
    kept(kit, 'bank-recalls').filter((one) => JSON.stringify(one).includes(instrId));

  /** A payment that the bank has, and one person's proposal to call it back. */
  async function propose(channel: 'https' | 'sftp') {
    const made = await payBatch(kit, channel);
    const [{ instr_id: instrId }] = await rows("select instr_id from payments.line where benefit_code = 'BEN-A0'");
    const decision = { kind: 'recall-line', target: `${made.id}/${instrId}`, note: 'paid for a wrong month' } as const;
    const decisionId = await kit.platform.inTransaction(kit.maker.actor, (tx) =>
      kit.payments.desk.propose(tx, kit.maker, { ...decision, recallReason: 'UPAY' }),
    );
    return { instrId, task: { approver: kit.approver, batchId: made.id, decisionId } };
  }
  const live = (task: RecallingTask, failpoint?: FailpointName) =>
    liveInProcess(kit, join(__dirname, 'recalling-life.ts'), task, failpoint);

  it.each([...BY_HTTPS.map((point) => ['https', point] as const), ...BY_SFTP.map((point) => ['sftp', point] as const)])(
    'R3: by %s at %s asks for it once, loses neither request nor answer',
    async (channel, point) => {
      const { instrId, task } = await propose(channel);
      expect(await live(task, point)).toBe('SIGKILL');
      expect(atBank(instrId).length).toBeLessThanOrEqual(1);
      expect(await live(task)).toBeNull();
      const [recall, ...others] = await rows('select message from payments.recall');
      expect(others).toEqual([]);
      expect(atBank(instrId).map(({ sha256 }) => sha256)).toEqual([sha256Hex(recall.message)]);
      expect((await kit.payments.reads.head(kit.maker, task.batchId)).recalls).toMatchObject([{ state: 'ACCEPTED' }]);
      const line = await rows(`select state, net_minor::int as net from payments.line where instr_id = '${instrId}'`);
      expect(line).toEqual([{ state: 'CANCELLED', net: 0 }]);
      expect(await rows("select count(*)::int as n from payments.recall_word where said = 'ACCR'")).toEqual([{ n: 1 }]);
    },
  );
});
