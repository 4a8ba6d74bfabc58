import type { DciRole } from '@interlink/contracts/exchange/dci/role';
import type { SearchPage } from '@interlink/contracts/registry/view';
import * as fc from 'fast-check';
import {
  openExchangeKit,
  searchItem,
  searchOf,
  send,
  type ExchangeKit,
  type Joined,
  type Sent,
} from './exchange-kit.js';
import { askable, covered, elementsFor, leaksIn, marked, queryFor, type LeakEntity } from './leaks.js';

jest.setTimeout(240_000);

// Few of them: the same cases by the thousand are played without a server in leaks.test.ts.
const CASES = Number(process.env['INTERLINK_LEAK_CASES'] ?? 60);
const roles: Readonly<Record<LeakEntity, DciRole>> = { Beneficiary: 'ibr', Member: 'sr' };

let kit: ExchangeKit;
let stranger: Joined;
beforeAll(async () => {
  kit = await openExchangeKit();
  stranger = await kit.join('stranger');
  await kit.agree('stranger');
  const one = marked();
  // Whatever is asked, it is found: what must not leave is in every page.
  const searchWithin: ExchangeKit['registry']['searchWithin'] = async (_tx, { recordType }): Promise<SearchPage> => {
    if (recordType !== 'Beneficiary') return { recordType: 'Member', total: 1, items: [one] };
    const items = one.enrolments.map((enrolment) => ({ enrolment, person: one, benefits: one.benefits }));
    return { recordType, total: items.length, items };
  };
  Object.assign(kit.registry, { searchWithin });
});
afterAll(() => kit.close());

let made = 0;
/** A partner of its own for each agreement: nothing is left over from the one before. */
async function partnerWith(elements: readonly string[]): Promise<Joined> {
  const id = `clinic-${(made += 1)}`;
  const partner = await kit.addPartner(id, { quotas: { default: { perSecond: 1000, perDay: 100_000 } } });
  await kit.addAgreement(id, { purpose: 'care', recordTypes: [], elements: [...elements], exactCounts: true });
  return { ...partner, dciId: `https://${id}.example/dci`, listener: stranger.listener };
}

const tampers = [
  'none',
  'none',
  'none',
  'altered',
  'unsigned',
  'foreign-key',
  'foreign-token',
  'foreign-sender',
] as const;
type Tamper = (typeof tampers)[number];

async function tampered(kind: Tamper, message: Sent['message']): Promise<Omit<Sent, 'role'>> {
  if (kind === 'altered')
    return { message, tamper: (body) => body.replace('"transaction_id":"t-1"', '"transaction_id":"t-2"') };
  if (kind === 'unsigned') return { message, unsigned: true };
  if (kind === 'foreign-token') return { message, token: await kit.tokenOf('stranger') };
  return { message, ...(kind === 'foreign-sender' && { header: { sender_id: stranger.dciId } }) };
}

describe.each(['Member', 'Beneficiary'] as const)('over HTTP, what a partner is told of a %s', (entity) => {
  it(`IBR-035: never holds a word beyond the agreement, in ${CASES / 2} random agreements, queries and tamperings`, async () => {
    const seen = { answered: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(
        elementsFor(entity),
        queryFor(entity),
        fc.constantFrom(...tampers),
        async (elements, query, kind) => {
          const own = await partnerWith(elements);
          const partner = kind === 'foreign-key' ? { ...own, key: stranger.key } : own;
          const message = searchOf(searchItem({ reg_record_type: entity, ...query.criteria }));
          const sent = { ...(await tampered(kind, message)), role: roles[entity] };
          const { status, body } = await send(kit, partner, 'sync-search', sent);
          expect(status).toBeLessThan(500);
          const [item] = body.message.search_response ?? [];
          if (kind !== 'none') expect(item).toBeUndefined();
          const isAnswered = item?.status === 'succ';
          seen[isAnswered ? 'answered' : 'refused'] += 1;
          // Three letters of a language stand in one of some hundred signatures by chance.
          const told = JSON.stringify({ ...body, signature: undefined });
          expect(leaksIn(told, entity, isAnswered ? elements : [])).toEqual([]);
          if (!isAnswered) return;
          expect(query.terms.filter(({ meant }) => !covered(elements, askable[entity][meant] ?? ''))).toEqual([]);
        },
      ),
      { numRuns: Math.ceil(CASES / 2), interruptAfterTimeLimit: 100_000 },
    );
    expect(seen.refused).toBeGreaterThan(0);
  });
});
