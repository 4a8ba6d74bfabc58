import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAYROLL, type PaymentsKit } from './payments-kit.js';

type Batch = Awaited<ReturnType<PaymentsKit['payments']['get']>>;

/** The payroll as a batch over this channel: made, approved by another, sealed and sent. */
export async function payBatch(kit: PaymentsKit, channel?: string): Promise<Batch> {
  const made = await kit.payments.make(kit.maker, { payrollId: PAYROLL, ...(channel !== undefined && { channel }) });
  await kit.platform.inTransaction(kit.approver.actor, (tx) =>
    kit.payments.approve(tx, kit.approver, made.id, { statementHash: made.statementHash }),
  );
  await kit.payments.advance(made.id, kit.maker.actor);
  return kit.payments.get(kit.maker, made.id);
}

/** By the code of each benefit, with the reason where there is one: `REJECTED AC04`. */
export const statesOf = ({ lines }: Batch): Record<string, string> =>
  Object.fromEntries(
    lines.map(({ benefitCode, state, reason }) => [benefitCode, reason ? `${state} ${reason}` : state]),
  );

/** What a partner of the sandbox wrote down under this name, oldest first. */
// The books are another implementation's: a test says what it looks for in them.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export const kept = (kit: PaymentsKit, name: string): any[] =>
  readFileSync(join(kit.root, 'store', `${name}.jsonl`), { encoding: 'utf8', flag: 'a+' })
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

interface Books {
  readonly accounts: readonly { readonly movements: readonly Readonly<Record<string, string>>[] }[];
}

/** What left the ministry's account for this message, by the bank's own books. */
export const paidFor = (kit: PaymentsKit, messageId: string): number =>
  (kit.books() as Books).accounts
    .flatMap(({ movements }) => movements)
    .filter((one) => one['messageId'] === messageId)
    .reduce((net, { kind, amount }) => net + (kind === 'debit' ? 1 : -1) * Number(amount), 0);
