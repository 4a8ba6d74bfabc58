import fc from 'fast-check';
import { checkBatch, type BatchCheck } from '../../src/payments/check-batch.js';
import { batch, line, recent } from './check-builders.js';

describe('A7: the limits of a wallet', () => {
  const two = (account = 'wallet') => [
    line({ instrId: 'W1', individualId: 'w', account, amountMinor: 60_000 }),
    line({ instrId: 'W2', individualId: 'w', account, amountMinor: 50_000 }),
    line({ instrId: 'W3', amountMinor: 110_000 }),
  ];
  const said = (over: Partial<BatchCheck>) =>
    checkBatch(batch({ lines: two(), ...over }))
      .filter(({ check }) => check.startsWith('over-'))
      .map(({ check, severity, lines, values, action }) => ({
        check,
        severity,
        lines,
        limit: values['limit'],
        action,
      }));

  it('stop what would be more than it takes on one day, and name its lines alone', () => {
    expect(said({ walletLimits: { dayMinor: 109_999 } })).toEqual([
      {
        check: 'over-day-limit',
        severity: 'BLOCK',
        lines: ['W1', 'W2', 'W3'],
        limit: '1099.99 KES',
        action: 'move-date',
      },
    ]);
    const lines = two().slice(0, 2);
    expect(
      said({ lines: [...lines, line({ amountMinor: 99_999 })], walletLimits: { dayMinor: 100_000 } }),
    ).toMatchObject([{ lines: ['W1', 'W2'] }]);
  });

  it('stop what would be more than it may hold', () => {
    expect(said({ walletLimits: { dayMinor: 200_000, balanceMinor: 105_000 } })).toEqual([
      {
        check: 'over-balance-limit',
        severity: 'BLOCK',
        lines: ['W1', 'W2', 'W3'],
        limit: '1050.00 KES',
        action: 'leave-out',
      },
    ]);
  });

  it('let through what reaches a limit and no more, and everything where there is none', () => {
    expect(said({ walletLimits: { dayMinor: 110_000, balanceMinor: 110_000 } })).toEqual([]);
    expect(said({ walletLimits: {} })).toEqual([]);
    expect(said({})).toEqual([]);
  });

  it('count what other batches pay it on the same day, of whatever programme, and on no other day', () => {
    const other = (executionDate: string) =>
      recent({ account: 'wallet', amountMinor: 1, executionDate, programme: 'SCHOOL' });
    const walletLimits = { dayMinor: 110_000 };
    expect(said({ walletLimits, recent: [other('2026-11-26')] })).toMatchObject([{ lines: ['W1', 'W2'] }]);
    expect(said({ walletLimits, recent: [other('2026-11-25')] })).toEqual([]);
  });

  it('name exactly the lines of accounts whose sum is above the least limit', () => {
    const some = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 100 })), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 300 }), (payments, dayMinor) => {
        const lines = payments.map(([account, amountMinor]) => line({ account, amountMinor }));
        const sum = (wanted: string) =>
          payments.filter(([account]) => account === wanted).reduce((total, [, amount]) => total + amount, 0);
        const expected = lines.filter(({ account }) => sum(account) > dayMinor).map(({ instrId }) => instrId);
        expect(said({ lines, walletLimits: { dayMinor } }).flatMap(({ lines: named }) => named)).toEqual(expected);
      }),
    );
  });
});
