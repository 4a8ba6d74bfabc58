import fc from 'fast-check';
import { foldLine } from '../../src/payments/fold-line.js';
import { debit, evidence, facts, noAnswer, receipt, returned, status } from './builders.js';

describe('a line of which only we have acted', () => {
  it.each([
    ['is a draft before the seal', { sealed: false, sending: false }, 'DRAFT'],
    ['is sealed after it', { sending: false }, 'SEALED'],
    ['is cancelled when its batch was', { sending: false, cancelled: true }, 'CANCELLED'],
    ['is being sent as soon as that began, even if it was cancelled', { cancelled: true }, 'SENDING'],
  ])('%s', (_what, over, state) => {
    expect(foldLine(facts(over), [])).toMatchObject({ state, rank: 0, exceptions: [], netMinor: 0 });
  });
});

describe('A1.4: every status of a pain.002', () => {
  const working = 'RCVD ACTC ACCP ACFC ACPD ACSP ACWC ACWP PDNG PATC ACFW BLCK'.split(' ');
  const final = [
    ['ACSC', 'SETTLED'],
    ['ACCC', 'SETTLED'],
    ['RJCT', 'REJECTED'],
    ['CANC', 'CANCELLED'],
  ] as const;
  const noWord = ['RCVC', 'RVMC', 'RVNM', 'RVNA', 'RVCM', 'RVNC', 'PART', 'XXXX', ''];

  it.each(working)('%s says that the bank works on the line, by rank 2', (code) => {
    expect(foldLine(facts(), [receipt(), status(code)])).toMatchObject({ state: 'INPROC', rank: 2, netMinor: 0 });
    expect(foldLine(facts(), [noAnswer(), status(code)])).toMatchObject({ state: 'INPROC', rank: 2 });
  });

  it.each(final)('%s is a final word: %s, by rank 2, over a receipt and a lost answer', (code, state) => {
    expect(foldLine(facts(), [receipt(), status(code)])).toMatchObject({ state, rank: 2, netMinor: 0 });
    expect(foldLine(facts(), [noAnswer(), status(code)])).toMatchObject({ state, rank: 2 });
  });

  it.each(noWord)('%s says nothing of where the money is', (code) => {
    expect(foldLine(facts(), [receipt(), status(code)])).toMatchObject({ state: 'SENT', rank: 1 });
    expect(foldLine(facts(), [noAnswer(), status(code)])).toMatchObject({ state: 'UNKNOWN', rank: 1 });
  });

  it.each(working.flatMap((code) => final.map(([last, state]) => [code, last, state] as const)))(
    'R2: %s never follows %s',
    (code, last, state) => {
      expect(foldLine(facts(), [status(last), status(code)]).state).toBe(state);
      expect(foldLine(facts(), [status(code), status(last)]).state).toBe(state);
    },
  );

  it.each([...working, ...final.map(([code]) => code), ...noWord])(
    'R2: %s never overrides a booked statement',
    (code) => {
      expect(foldLine(facts(), [debit(), status(code)])).toMatchObject({ state: 'SETTLED', rank: 3 });
      expect(foldLine(facts(), [debit(), returned(), status(code)])).toMatchObject({ state: 'RETURNED', rank: 3 });
    },
  );
});

describe('a word of the bank that nobody knows', () => {
  const word = () => evidence({ rank: 2, kind: 'unknown-word', word: 'paid' });
  const asked = { exceptions: ['word-unknown'] };

  it('leaves the line where it was, for people to ask, with what was said', () => {
    expect(foldLine(facts(), [receipt(), word()])).toMatchObject({ state: 'SENT', reason: 'paid', ...asked });
    expect(foldLine(facts(), [status('RJCT', 'AC04'), word()])).toMatchObject({
      ...{ state: 'REJECTED', reason: 'AC04', ...asked },
    });
  });

  it('is over once the bank says something that is known, or books it', () => {
    const known = fc.constantFrom(status('ACSP'), status('ACSC'), status('RJCT'), debit());
    fc.assert(
      fc.property(known, (later) => {
        expect(foldLine(facts(), [{ ...word(), at: '2026-11-23T00:00:00.000Z' }, later]).exceptions).toEqual([]);
      }),
    );
  });
});

describe('a status of the bank that wants a person', () => {
  it.each([
    ['BLCK', ['funds-blocked']],
    ['ACWC', ['changed-by-bank']],
    ['PATC', ['action-needed']],
    ['ACFW', ['action-needed']],
    ['PDNG', []],
    ['ACSP', []],
  ])('%s keeps the line in process, with what is odd about it', (code, exceptions) => {
    expect(foldLine(facts(), [status(code)])).toMatchObject({ state: 'INPROC', rank: 2, exceptions });
  });

  it('is over once a final word came', () => {
    expect(foldLine(facts(), [status('BLCK'), status('ACSC')])).toMatchObject({ state: 'SETTLED', exceptions: [] });
  });

  it('the newest of two final words counts, by the time of the sender and not of arrival', () => {
    const early = evidence({ rank: 2, kind: 'status', status: 'RJCT' }, { at: '2026-11-24T01:00:00.000Z' });
    const late = evidence({ rank: 2, kind: 'status', status: 'ACSC' }, { at: '2026-11-24T02:00:00.000Z' });
    expect(foldLine(facts(), [late, early]).state).toBe('SETTLED');
    expect(foldLine(facts(), [early, late]).state).toBe('SETTLED');
  });
});

describe('money that came back', () => {
  it('R8: more than ever went out is somebody else’s, and said', () => {
    expect(foldLine(facts(), [debit(), returned(), returned()])).toMatchObject({
      state: 'RETURNED',
      exceptions: ['return-exceeds-debit'],
      netMinor: -200_000,
    });
  });

  it('in part leaves the line unsettled', () => {
    expect(foldLine(facts(), [debit(), returned(50_000)])).toMatchObject({ state: 'INPROC', exceptions: ['partial'] });
  });

  it('I12: in another currency counts for nothing but is never overlooked', () => {
    const foreign = evidence({ rank: 3, kind: 'return', amountMinor: 5, currency: 'UGX' });
    expect(foldLine(facts(), [debit(), foreign])).toMatchObject({
      state: 'SETTLED',
      exceptions: ['currency-differs'],
      netMinor: 200_000,
    });
  });

  it('I4: is what is booked out less what is booked back, whatever the order', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 500_000 }), { maxLength: 5 });
    fc.assert(
      fc.property(amounts, amounts, (out, back) => {
        const known = [...out.map((minor) => debit(minor)), ...back.map((minor) => returned(minor))];
        const expected = out.reduce((sum, minor) => sum + minor, 0) - back.reduce((sum, minor) => sum + minor, 0);
        expect(foldLine(facts(), known).netMinor).toBe(expected);
        expect(foldLine(facts(), [...known].reverse()).netMinor).toBe(expected);
      }),
    );
  });
});
