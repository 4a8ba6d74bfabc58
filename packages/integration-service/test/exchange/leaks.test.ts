import type { DciRole } from '@interlink/contracts/exchange/dci/role';
import type { Agreement } from '@interlink/contracts/interconnection/agreement';
import type { SearchPage } from '@interlink/contracts/registry/view';
import { decideAgreement } from '@interlink/domain/interconnection/decide-agreement';
import * as fc from 'fast-check';
import { toRecords } from '../../src/exchange/answers/records.js';
import { prepareSearch } from '../../src/exchange/answers/search-item.js';
import { agreementTerms } from '../interconnection/interconnection-kit.js';
import { searchItem } from './exchange-kit.js';
import { askable, covered, elementsFor, leaksIn, marked, queryFor, type LeakEntity } from './leaks.js';

const CASES = Number(process.env['INTERLINK_AGREEMENT_CASES'] ?? 20_000);
jest.setTimeout(300_000);

const roles: Readonly<Record<LeakEntity, DciRole>> = { Beneficiary: 'ibr', Member: 'sr' };
const pages: Readonly<Record<LeakEntity, SearchPage>> = {
  Member: { recordType: 'Member', total: 1, items: [marked()] },
  Beneficiary: {
    recordType: 'Beneficiary',
    total: 1,
    items: marked().enrolments.map((enrolment) => ({ enrolment, person: marked(), benefits: marked().benefits })),
  },
};

const agreementOf = (elements: readonly string[]): Agreement => ({
  ...agreementTerms({ elements: [...elements], recordTypes: [], direction: 'out', mode: 'query' }),
  ...{ id: 'a-1', partner: 'clinic', status: 'active', madeBy: 'ian', madeAt: '2026-01-01T00:00:00Z' },
});

/** As the server does it, without a server: read, decide, answer. Undefined when it is refused. */
function ask(entity: LeakEntity, elements: readonly string[], criteria: Readonly<Record<string, unknown>>) {
  const role = roles[entity];
  const prepared = prepareSearch(role, searchItem({ reg_record_type: entity, ...criteria }));
  if ('reason' in prepared) return undefined;
  const decision = decideAgreement(
    {
      ...{ partner: 'clinic', direction: 'out', mode: 'query', recordType: prepared.entity, elements: [] },
      filterElements: prepared.filterElements,
    },
    { partnerActive: true, agreements: [agreementOf(elements)], today: '2026-11-24', usedToday: new Map() },
  );
  return decision.allowed ? toRecords(pages[entity], { role, entity: prepared.entity }, decision.elements) : undefined;
}

describe.each(['Member', 'Beneficiary'] as const)('the %s that a partner is told of', (entity) => {
  it(`IBR-035: holds no word beyond the agreement, in ${CASES / 2} random cases of agreement, query and tampering`, () => {
    const seen = { answered: 0, refused: 0 };
    fc.assert(
      fc.property(elementsFor(entity), queryFor(entity), (elements, { terms, criteria }) => {
        const records = ask(entity, elements, criteria);
        seen[records ? 'answered' : 'refused'] += 1;
        if (!records) return;
        expect(leaksIn(JSON.stringify(records), entity, elements)).toEqual([]);
        // Asking by a field tells the field: whatever was meant must be agreed too.
        const notAgreed = terms.filter(({ meant }) => !covered(elements, askable[entity][meant] ?? ''));
        expect(notAgreed).toEqual([]);
      }),
      { numRuns: Math.ceil(CASES / 2) },
    );
    // A service that refuses everything would pass too.
    expect(seen.answered).toBeGreaterThan(CASES / 200);
    expect(seen.refused).toBeGreaterThan(CASES / 200);
  });

  it('IBR-035: holds every word when everything is agreed, so that the words above are really looked for', () => {
    const everything = Object.values(askable[entity]).map((path) => path.split('.')[0] ?? '');
    const all = [...new Set([...everything, 'demographic_info', 'occupation', 'language_code', 'benefits', 'member'])];
    const text = JSON.stringify(ask(entity, all, {}));
    expect(leaksIn(text, entity, []).length).toBeGreaterThanOrEqual(9);
  });
});
