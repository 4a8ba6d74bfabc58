import { camt055 } from '@interlink/domain/payments/formats/camt-055';
import { toDecimal } from '@interlink/domain/payments/money';
import fc from 'fast-check';
import { readCamt055 } from '../../src/payments/readers/camt-055.js';
import { UnreadableMessage } from '../../src/payments/readers/xml.js';

const head = {
  ...{ recallId: 'R1', createdAt: '2026-11-26T09:00:00Z', reason: 'UPAY' as const, executionDate: '2026-11-26' },
  ...{ debtorName: 'Ministry', debtorId: 'MSW', debtorAgent: 'DEMOKENA' },
};
const files = (counts: readonly (readonly number[])[]) =>
  counts.map((amounts, part) => ({
    ...{ messageId: `M${part}`, messageName: 'pain.001.001.09', paymentInfoId: `P${part}` },
    payments: amounts.map((amountMinor, at) => {
      const name = `${part}-${at}`;
      return { cancellationId: `C${name}`, instrId: `I${name}`, endToEndId: `E${name}`, uetr: `u${name}`, amountMinor };
    }),
  }));

describe('A request to call payments back (camt.055)', () => {
  it('I11: is read again, by another way than it was written, as the payments that it was written of', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 10 ** 12 }), { minLength: 1, maxLength: 5 });
    const counts = fc.array(amounts, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(counts, fc.constantFrom('KES', 'UGX', 'TND'), (written, currency) => {
        const asked = files(written);
        const read = readCamt055(camt055({ ...head, currency, files: asked }));
        expect(read).toMatchObject({ recallId: 'R1', count: written.flat().length });
        expect(read.payments).toEqual(
          asked.flatMap(({ messageId, payments }) =>
            payments.map(({ instrId, endToEndId, amountMinor: minor }) => {
              const amount = toDecimal({ minor, currency });
              return { messageId, instrId, endToEndId, amount, currency, reason: 'UPAY' };
            }),
          ),
        );
      }),
    );
  });

  const good = camt055({ ...head, currency: 'KES', files: files([[1]]) });

  it.each([
    ['of another version', good.replace('camt.055.001.08', 'camt.055.001.12')],
    ['of another kind', good.replaceAll('CstmrPmtCxlReq', 'Other')],
    ['without an id', good.replace('<Id>R1</Id>', '')],
    ['without a count', good.replace('<NbOfTxs>1</NbOfTxs>', '')],
    ['without a reason', good.replace('<Cd>UPAY</Cd>', '')],
    ['without the file that paid', good.replace('<OrgnlMsgId>M0</OrgnlMsgId>', '')],
    ['cut off', good.slice(0, -20)],
    ['with a document type', good.replace('<Document', '<!DOCTYPE x><Document')],
    ['nothing', ''],
  ])('S17: is not read when it is %s', (_what, text) => {
    expect(() => readCamt055(text)).toThrow(UnreadableMessage);
  });
});
