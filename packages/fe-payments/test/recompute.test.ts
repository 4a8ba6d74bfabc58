/** @jest-environment node */
import { causeOf, nextActionOf as domainAction } from '@interlink/domain/payments/causes';
import type { LeafPage } from '@interlink/contracts/payments/reads';
import { nextActionOf } from '../src/next-action.js';
import { recompute } from '../src/recompute.js';
import { aHead, leaf, LEAVES, TERMS } from './support/batches.js';

/** A service that shows these lines, two a page. */
function served(lines: readonly LeafPage['items'][number][], terms: LeafPage['terms'] = TERMS) {
  return {
    leaves: async (_id: string, cursor: string | undefined): Promise<LeafPage> => {
      const from = Number(cursor ?? 0);
      const isLast = from + 2 >= lines.length;
      return { terms, items: lines.slice(from, from + 2), ...(!isLast && { nextCursor: String(from + 2) }) };
    },
  };
}
const differs = async (lines: readonly LeafPage['items'][number][], head = aHead(), terms: LeafPage['terms'] = TERMS) =>
  (await recompute(served(lines, terms), head, () => undefined)).differs;
const withStatement = (change: (said: Record<string, unknown>) => void) => {
  const said = JSON.parse(aHead().statement) as Record<string, unknown>;
  change(said);
  return aHead({ statement: JSON.stringify(said) });
};

describe('What the browser of an approver computes by itself (S11)', () => {
  it('bears out a statement that is true of the lines', async () => {
    expect(await differs(LEAVES)).toEqual([]);
    expect(await differs([...LEAVES].reverse())).toEqual([]);
  });

  it('tells how far it is, page by page', async () => {
    const seen: number[] = [];
    await recompute(served(LEAVES), aHead(), (lines) => seen.push(lines));
    expect(seen).toEqual([2, 3]);
  });

  it('sums by who keeps the accounts, largest first', async () => {
    const { byAgent, count, totalMinor } = await recompute(served(LEAVES), aHead(), () => undefined);
    expect(byAgent).toEqual([
      { agent: 'DEMOKENA', count: 2, totalMinor: 400_000 },
      { agent: 'MPESAKEN', count: 1, totalMinor: 200_000 },
    ]);
    expect([count, totalMinor]).toEqual([3, 600_000]);
  });

  it.each([
    ['an account was swapped', { account: '0999' }],
    ['a name was swapped', { payeeName: 'Somebody Else' }],
    ['the account is kept elsewhere', { creditorAgent: 'OTHERBANK' }],
    ['it is for something else', { purpose: 'OTHR' }],
    ['it is another attempt', { attempt: 2 }],
  ])('I7: finds that %s', async (_what, over) => {
    expect(await differs([leaf(0, over), leaf(1), leaf(2)])).toEqual(['root']);
  });

  it('I2: finds that a line is missing, that one was added, and that one costs more', async () => {
    expect(await differs(LEAVES.slice(1))).toEqual(['count', 'root', 'total']);
    expect(await differs([...LEAVES, leaf(3)])).toEqual(['count', 'root', 'total']);
    expect(await differs([leaf(0, { amountMinor: 200_001 }), leaf(1), leaf(2)])).toEqual(['root', 'total']);
  });

  it('finds that the day or the terms of the payments are others', async () => {
    expect(await differs(LEAVES, aHead(), { ...TERMS, executionDate: '2026-11-27' })).toEqual(['root']);
    expect(await differs(LEAVES, aHead(), { ...TERMS, chargeBearer: 'DEBT' })).toEqual(['root']);
  });

  it('finds that the hash is not that of the statement which is shown', async () => {
    expect(await differs(LEAVES, aHead({ statementHash: 'ab'.repeat(32) }))).toEqual(['hash']);
    expect(
      await differs(
        LEAVES,
        withStatement((said) => (said['debtorAccount'] = '666')),
      ),
    ).toEqual(['hash']);
  });

  it('I12: takes the same digits of another currency for another total', async () => {
    expect(
      await differs(
        LEAVES,
        withStatement((said) => (said['currency'] = 'UGX')),
      ),
    ).toEqual(['hash', 'total']);
  });

  it('I12: gives up over lines of two currencies instead of adding them', async () => {
    await expect(differs([leaf(0, { currency: 'UGX' }), leaf(1)])).rejects.toThrow(RangeError);
  });

  it('gives up over a statement that is none, and when the lines cannot be had', async () => {
    await expect(differs(LEAVES, aHead({ statement: 'trust me' }))).rejects.toThrow();
    const dead = { leaves: () => Promise.reject(new Error('gone')) };
    await expect(recompute(dead, aHead(), () => undefined)).rejects.toThrow('gone');
  });
});

describe('What an officer does next about a line', () => {
  const about = (reason?: string) => nextActionOf({ state: 'REJECTED', exceptions: [], ...(reason && { reason }) });

  it('looks at the booking first, whatever the reason', () => {
    expect(nextActionOf({ state: 'REJECTED', reason: 'AC04', exceptions: ['overpaid'] })).toBe('look-at-booking');
  });

  it('R4: waits for the statement while nobody knows', () => {
    expect(nextActionOf({ state: 'UNKNOWN', exceptions: [] })).toBe('wait-statement');
  });

  it.each(['AC04', 'BE01', 'MD07', 'AM04', 'AB05', 'TM01', 'DS0A', 'FF01', 'NOAS'])(
    'A1.4: does about %s what the service writes beside it',
    (reason) => {
      expect(about(reason)).toBe(domainAction(reason));
    },
  );

  it('is a person’s to find out for a reason that nobody knows', () => {
    expect([about('XX99'), about(), causeOf('XX99')]).toEqual(['look-into-it', 'look-into-it', 'unspecified']);
  });
});
