import fc from 'fast-check';
import { accountDays, type AccountDay, type Movement } from '../src/bank-payments/books';
import { writeCamt053 } from '../src/bank-payments/camt-053-writer';
import { centsOf, type PaymentMessage } from '../src/bank-payments/message';
import { writeMt940 } from '../src/bank-payments/mt-940-writer';
import { BANK_PROFILES, TRAITS } from '../src/bank-payments/profiles';

const message = (messageId: string) => ({ messageId, paymentInfoId: `P-${messageId}` }) as PaymentMessage;
const instruction = (at: number) => ({
  ...{ instrId: `I${at}`, endToEndId: `E${at}-01`, uetr: '', account: `1${at}`, scheme: 'BBAN', creditorAgent: 'D' },
  ...{ creditorName: 'Mercy Omondi', purpose: 'SSBE', remittance: 'OAA', amount: '0.00', currency: 'KES' },
});

const DAYS = ['2026-11-26', '2026-11-27', '2026-11-30', '2026-12-01'] as const;
const moved = fc.record({
  day: fc.constantFrom(...DAYS),
  kind: fc.constantFrom('debit' as const, 'debit' as const, 'return' as const),
  cents: fc.bigInt({ min: 1n, max: 9_000_000n }),
  file: fc.constantFrom('M1', 'M2'),
});
const movements = fc.array(moved, { minLength: 1, maxLength: 60 }).map((all) =>
  all
    .map(({ file, ...one }, at): Movement => ({
      ...one,
      instruction: instruction(at),
      message: message(file),
      ordinary: true,
    }))
    .sort((one, other) => one.day.localeCompare(other.day)),
);
const profiles = fc.constantFrom(...BANK_PROFILES);

/** What went out less what came back, of the bookings of one day. */
const netOf = ({ opening, closing }: AccountDay) => opening - closing;
const holds = (check: (day: AccountDay, profile: (typeof BANK_PROFILES)[number]) => void) =>
  fc.assert(
    fc.property(movements, profiles, (all, profile) => {
      for (const day of accountDays(all, '2026-12-02')) check(day, profile);
    }),
    { numRuns: 60 },
  );
const allOf = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, ...found]) => found.map(String));

describe('The statements of the bank', () => {
  it('I4: follow each other without a gap, and lose no cent between them', () => {
    fc.assert(
      fc.property(movements, (all) => {
        const days = accountDays(all, '2026-12-02');
        expect(days.map(({ sequence }) => sequence)).toEqual(days.map((_day, at) => at + 1));
        days.slice(1).forEach((day, at) => expect(day.opening).toBe(days[at]?.closing));
        const sign = ({ kind, cents }: Movement) => (kind === 'return' ? -cents : cents);
        const out = all.reduce((sum, one) => sum + sign(one), 0n);
        expect(days.reduce((sum, day) => sum + netOf(day), 0n)).toBe(out);
      }),
      { numRuns: 60 },
    );
  });

  it('I4: as camt.053 hold entries that lead from the opening to the closing balance, in every profile', () => {
    holds((day, profile) => {
      const text = writeCamt053('1', day, { id: 'S', number: 1 }, TRAITS[profile]);
      const entries = allOf(text, /<Ntry><NtryRef>[^<]*<\/NtryRef><Amt Ccy="KES">([\d.]+)<\/Amt><CdtDbtInd>(\w+)</g);
      const net = entries.reduce(
        (sum, [amount = '', mark]) => sum + (mark === 'CRDT' ? -centsOf(amount) : centsOf(amount)),
        0n,
      );
      expect(net).toBe(netOf(day));
      const balances = allOf(text, /<Cd>(OPBD|CLBD)<\/Cd><\/CdOrPrtry><\/Tp><Amt Ccy="KES">([\d.]+)</g);
      expect(balances.map(([code, amount = '']) => [code, centsOf(amount)])).toEqual([
        ['OPBD', day.opening],
        ['CLBD', day.closing],
      ]);
    });
  });

  it('I4: as MT940 lead over all of their pages from the first balance to the last, in every profile', () => {
    const cents = (text = '') => centsOf(text.replace(',', '.'));
    holds((day, profile) => {
      const text = writeMt940('1', day, 202_600_001, TRAITS[profile]);
      const net = allOf(text, /^:61:\d{10}(R?D)(\d+,\d\d)NTRF/gm).reduce(
        (sum, [mark, amount]) => sum + (mark === 'RD' ? -cents(amount) : cents(amount)),
        0n,
      );
      expect(net).toBe(netOf(day));
      const balances = allOf(text, /^:(6[02][FM]):C\d{6}KES(\d+,\d\d)\r$/gm);
      expect(cents(balances[0]?.[1])).toBe(day.opening);
      expect(cents(balances.at(-1)?.[1])).toBe(day.closing);
      // Each page begins with what the page before it ended with, and says that it is none but the first.
      const tags = balances.map(([tag]) => tag);
      const pages = tags.length / 2;
      expect(tags).toEqual(
        Array.from({ length: pages }, (_one, at) => [
          at === 0 ? '60F' : '60M',
          at === pages - 1 ? '62F' : '62M',
        ]).flat(),
      );
      for (let at = 1; at < balances.length - 1; at += 2) expect(balances[at]?.[1]).toBe(balances[at + 1]?.[1]);
    });
  });

  it('at the worst bank tell of a file by one debit, and of what came back by itself', () => {
    const all = ['debit', 'debit', 'return'].map((kind, at) => ({
      ...{ day: '2026-11-26', kind: kind as Movement['kind'], cents: 1230n, ordinary: true },
      ...{ instruction: instruction(at), message: message('M1') },
    }));
    const [day] = accountDays(all, '2026-11-27');
    if (!day) throw new Error('no day');
    const text = writeMt940('1', day, 202_600_001, TRAITS.worst);
    expect(allOf(text, /^:61:\d{10}(R?D)(\d+,\d\d)NTRF(\w+)\/\//gm)).toEqual([
      ['D', '24,60', 'M1'],
      ['RD', '12,30', 'I2'],
    ]);
    expect(text).toContain('/KREF/M1/PREF/P-M1/NBTR/2');
    expect(text).toContain('/RTRN/MS03');
  });
});
