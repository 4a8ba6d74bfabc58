import type { StatusFormat } from '@interlink/contracts/payments/file-format';
import fc from 'fast-check';
import { readCsvStatus } from '../../src/payments/readers/csv-status.js';
import { UnreadableMessage } from '../../src/payments/readers/xml.js';

const format: StatusFormat = {
  delimiter: ',',
  columns: ['messageId', 'ignored', 'instrId', 'status', 'reason', 'amount', 'at'],
  statuses: { PAID: 'ACSC', FAILED: 'RJCT' },
  reasons: { NO_SUCH: 'AC01' },
  trailer: 'END',
};
const titles = 'message,branch,request,outcome,cause,amount,time';
const paid = 'M1,x,I1,PAID,,2000.00,2026-11-26T10:00:00Z';
const failed = 'M1,"a, b",I2,FAILED,NO_SUCH,2000.00,2026-11-26T14:00:00+03:00';
const file = (...rows: string[]) => [titles, ...rows, `END,${rows.length}`, ''].join('\n');

describe('a status file in columns', () => {
  it('A1.4: says of each payment how it stands in the words of ISO 20022, and when', () => {
    const report = readCsvStatus(format, file(paid, failed));
    expect(report).toMatchObject({
      createdAt: '2026-11-26T11:00:00.000Z',
      originalMessageId: 'M1',
      lines: [
        { instrId: 'I1', status: 'ACSC', reason: undefined, amount: '2000.00', at: '2026-11-26T10:00:00.000Z' },
        { instrId: 'I2', status: 'RJCT', reason: 'AC01', at: '2026-11-26T11:00:00.000Z' },
      ],
    });
    expect(report.groupStatus).toBeUndefined();
  });

  it.each(['PAYED', 'constructor', 'ACSC', ''])('A1.4: keeps %j, which nobody defined, as it was said', (word) => {
    const { lines } = readCsvStatus(format, file(paid.replace('PAID', word), failed));
    expect(lines).toMatchObject([
      { instrId: 'I1', unknown: word },
      { instrId: 'I2', status: 'RJCT' },
    ]);
  });

  it('keeps a reason that the definition does not know', () => {
    expect(readCsvStatus(format, file(failed.replace('NO_SUCH', 'toString'))).lines[0]?.reason).toBe('toString');
  });

  it('is another report when its bytes are others, and the same when they are the same', () => {
    const id = (text: string) => readCsvStatus(format, text).id;
    expect(id(file(paid))).toBe(id(file(paid)));
    expect(id(file(paid))).not.toBe(id(file(failed)));
  });

  it.each([
    ['has lost its last line end', file(paid).slice(0, -1), 'the last record is cut off'],
    ['has no trailer', `${titles}\n${paid}\n`, 'the trailer is missing'],
    ['has lost a row', file(paid, failed).replace(`${paid}\n`, ''), 'rows are missing'],
    ['says nothing of anybody', file(), 'rows are missing'],
    ['is empty', '', 'empty'],
    ['has a row with other cells', file(`${paid},more`), 'a row with other cells'],
    ['has other columns', file(paid).replace(titles, 'a,b'), 'a row with other cells'],
    ['is about two messages', file(paid, failed.replace('M1', 'M2')), 'not of one message'],
    ['is about none', file(paid.replace('M1', '')), 'not of one message'],
    ['has a row without an id', file(paid.replace('I1', '')), 'a row without an id'],
    ['has a time without a zone', file(paid.replace('00Z', '00')), 'no time'],
    ['has a day that is none', file(paid.replace('11-26', '13-26')), 'no time'],
    ['opens quotation marks for ever', `${titles}\n"${'x'.repeat(100)}\n`, 'not delimited'],
    ['has a record without end', file(`M1,${'x'.repeat(20_000)}`), 'not delimited'],
  ])('S17: is not read when it %s', (_why, text, reason) => {
    expect(() => readCsvStatus(format, text)).toThrow(UnreadableMessage);
    expect(() => readCsvStatus(format, text)).toThrow(reason);
  });

  it('S17: is read or is unreadable, whatever was changed in it; nothing else ever comes out', () => {
    const whole = file(paid, failed);
    const spoilt = fc.record({ at: fc.nat(whole.length), cut: fc.nat(20), put: fc.string({ maxLength: 8 }) });
    fc.assert(
      fc.property(spoilt, ({ at, cut, put }) => {
        try {
          readCsvStatus(format, whole.slice(0, at) + put + whole.slice(at + cut));
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(UnreadableMessage);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
