import type { Interconnection } from '../../src/interconnection/service.js';
import { createPayments } from '../../src/payments/service.js';
import { statementNumbered, type Told } from './bank-messages.js';
import { DEBTOR } from './payments-config.js';
import type { PaymentsKit } from './payments-kit.js';

/** Answers of the bank by operation; of a path, where it is asked about one thing. Undefined: it has nothing. */
type Answers = Record<string, (path: string) => string | undefined>;

/**
 * The same payments with a bank that takes files as it does, and of which a test says every word: reports, answers to
 * recalls, and the entries that its statements book.
 */
export function tellingBank(kit: PaymentsKit) {
  const statements: string[] = [];
  let balanceMinor = 1_000_000_000;
  const after = (path: string) => Number(/after=(\d+)/.exec(path)?.[1]);
  const answers: Answers = {
    'payment-status': () => undefined,
    'recall-answer': () => undefined,
    notifications: () => '{"notifications":[]}',
    statements(path) {
      const all = statements.map((_text, at) => ({ id: `S${at + 1}`, sequence: at + 1 }));
      return JSON.stringify({ statements: all.filter(({ sequence }) => sequence > after(path)) });
    },
    statement: (path) => statements[Number(/S(\d+)$/.exec(path)?.[1]) - 1],
  };
  const { openimis, verification, interconnection, registry, platform } = kit;
  const bank = interconnection.partner('bank-payments');
  const request: typeof bank.outgoing.request = async (asked) => {
    const answer = answers[asked.operation];
    if (!answer) return bank.outgoing.request(asked);
    const text = answer(asked.path);
    return { status: text === undefined ? 404 : 200, headers: {}, bytes: Buffer.from(text ?? '') };
  };
  const partner: Interconnection['partner'] = () => ({ ...bank, outgoing: { ...bank.outgoing, request } });
  const payments = createPayments(platform, {
    ...{ openimis, verification, registry, interconnection: { ...interconnection, partner } },
  });
  return {
    payments,
    answers,
    /** The next statement books these, and is read. */
    async book(...told: readonly Told[]) {
      const numbered = { account: DEBTOR, sequence: statements.length + 1, openingMinor: balanceMinor };
      const { text, closingMinor } = statementNumbered(numbered, told);
      statements.push(text);
      balanceMinor = closingMinor;
      await payments.readStatements();
    },
  };
}
export type TellingBank = ReturnType<typeof tellingBank>;
