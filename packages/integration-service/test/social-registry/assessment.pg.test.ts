import { PERSON_ERASED } from '@interlink/contracts/registry/events';
import type { Formula } from '@interlink/contracts/social-registry/assessment';
import { anOfficer, anybody, csv, csvRow, openSocialKit, withoutQuestionnaires, type SocialKit } from './kit.js';

const words = (en: string) => ({ en, fr: en, ar: en });

const term = (variable: Formula['terms'][number]['variable']) => ({
  code: 'thatch',
  label: words('Thatched roof'),
  variable,
  weight: 10_000_000,
});
const thatch = term({ kind: 'household-is', question: 'roof', in: ['thatch'] });

/** Poorer is higher: 10 for thatch, 2 a member; passes at 12. */
const formula = (over: Partial<Formula> = {}): Formula => ({
  code: 'pmt',
  version: 1,
  kind: 'proxy-means',
  title: words('Proxy means test'),
  questionnaire: 'household',
  effectiveFrom: '2026-01-01',
  intercept: 0,
  terms: [thatch, { code: 'members', label: words('Members'), variable: { kind: 'members' }, weight: 2_000_000 }],
  cutOffs: [{ programme: 'CHG', comparison: 'at-least', score: 12_000_000 }],
  ...over,
});

describe('a poverty assessment', () => {
  let kit: SocialKit;
  const sue = anOfficer('sue.supervisor');
  const ana = anOfficer('ana.approver');
  const draft = (one: Formula, by = sue) =>
    kit.platform.inTransaction(by.actor, (tx) => kit.registry.assessments.draft(tx, by, one));
  const approve = (version: number, by = ana) =>
    kit.platform.inTransaction(by.actor, (tx) => kit.registry.assessments.approve(tx, by, 'pmt', version));
  const begin = (day?: string) =>
    kit.platform.inTransaction(sue.actor, (tx) =>
      kit.registry.assessments.begin(tx, sue, { formula: 'pmt', ...(day && { day }) }),
    );
  const runAll = async (day?: string) => {
    const { id } = await begin(day);
    await kit.registry.assessments.run(id, kit.actor);
    return kit.registry.assessments.get(sue, id);
  };
  const load = async (...rows: string[]) => kit.load((await kit.send(csv(...rows))).id);

  beforeEach(async () => {
    kit = await openSocialKit();
  });
  afterEach(() => kit.close());

  it('SR-013: ranks households, the neediest first, and explains each score', async () => {
    await load(csvRow('H1', { roof: 'iron' }), csvRow('H2'), csvRow('H2', { given_name: 'Juma' }), csvRow('H3'));
    await draft(formula());
    await approve(1);
    const run = await runAll();
    expect(run).toMatchObject({ state: 'done', done: 3, total: 3 });
    const { items } = await kit.registry.assessments.rank(sue, run.id, 'at-least');
    expect(items.map(({ score, members }) => [score, members])).toEqual([
      [14_000_000, 2],
      [12_000_000, 1],
      [2_000_000, 1],
    ]);
    const { result } = await kit.registry.assessments.explain(sue, run.id, items[0]?.householdId ?? '');
    expect(result).toMatchObject({
      score: 14_000_000,
      mayQualifyFor: ['CHG'],
      contributions: [{ term: 'thatch' }, {}],
    });
  });

  it('SR-013: takes effect only when a second person has approved it', async () => {
    await draft(formula());
    await expect(begin()).rejects.toMatchObject({ details: { reason: 'no-formula-in-effect' } });
    await expect(approve(1, sue)).rejects.toMatchObject({ code: 'social-registry.own-formula' });
    await approve(1);
    await expect(approve(1)).rejects.toMatchObject({ code: 'social-registry.not-ready' });
    expect(await runAll()).toMatchObject({ formulaVersion: 1, state: 'done', total: 0 });
  });

  it('SR-013: uses the version that is in effect on the day, and keeps what an older one found', async () => {
    await load(csvRow('H1'));
    await draft(formula());
    await approve(1);
    const old = await runAll();
    await draft(formula({ version: 2, intercept: 500_000, effectiveFrom: '2026-12-01' }));
    await approve(2);
    expect(await runAll('2026-11-30')).toMatchObject({ formulaVersion: 1 });
    const next = await runAll('2026-12-01');
    expect(next).toMatchObject({ formulaVersion: 2 });
    const score = async (id: string) => (await kit.registry.assessments.rank(sue, id, 'at-least')).items[0]?.score;
    expect([await score(old.id), await score(next.id)]).toEqual([12_000_000, 12_500_000]);
  });

  it.each([
    [
      'a question that nobody asks',
      { terms: [term({ kind: 'household-is', question: 'car', in: [true] })] },
      'not-asked:thatch',
    ],
    [
      'a question of members asked of the household',
      { terms: [term({ kind: 'household-number', question: 'income' })] },
      'not-asked:thatch',
    ],
    ['a term twice', { terms: [thatch, thatch] }, 'term-twice:thatch'],
    ['an end before its beginning', { effectiveTo: '2025-01-01' }, 'ends-before-it-begins'],
  ] as [string, Partial<Formula>, string][])('SR-013: refuses a formula with %s', async (_what, over, reason) => {
    await expect(draft(formula(over))).rejects.toMatchObject({ details: { reason } });
  });

  it('SR-013: never changes a version that is there', async () => {
    await draft(formula());
    await expect(draft(formula({ intercept: 7 }))).rejects.toMatchObject({ details: { reason: 'version-exists' } });
  });

  it('SR-013: simulates a cut-off with whom it reaches, its cost, and what a budget would pay', async () => {
    await load(csvRow('H1', { roof: 'iron' }), csvRow('H2'), csvRow('H2', { given_name: 'Juma' }), csvRow('H3'));
    await draft(formula());
    await approve(1);
    const { id } = await runAll();
    const query = { programme: 'CHG', comparison: 'at-least', score: 12_000_000, benefitMinor: 100_00 } as const;
    const simulation = await kit.registry.assessments.simulate(sue, id, { ...query, budgetMinor: 100_00 });
    expect(simulation).toMatchObject({ households: 2, members: 3, costMinor: 200_00, affordableScore: 14_000_000 });
    expect(simulation.bars.reduce((sum, { households }) => sum + households, 0)).toBe(3);
  });

  it('SR-013: goes on where a run was cut off and assesses each household once', async () => {
    await load(...Array.from({ length: 450 }, (_one, at) => csvRow(`H${at}`, anybody(at))));
    await draft(formula());
    await approve(1);
    const { id } = await begin();
    await Promise.all([1, 2, 3].map(() => kit.registry.assessments.run(id, kit.actor)));
    expect(await kit.registry.assessments.get(sue, id)).toMatchObject({ state: 'done', done: 450 });
    const pages = [];
    for (let after: string | undefined, first = true; first || after !== undefined; first = false) {
      const page = await kit.registry.assessments.rank(sue, id, 'at-least', after);
      pages.push(...page.items.map(({ householdId }) => householdId));
      after = page.next;
    }
    expect(new Set(pages).size).toBe(450);
    expect(pages).toHaveLength(450);
  });

  it('S2: is unknown to another institution', async () => {
    await draft(formula());
    await approve(1);
    const { id } = await runAll();
    const nia = anOfficer('nia.intake', 'NDA');
    await expect(kit.registry.assessments.get(nia, id)).rejects.toMatchObject({ code: 'social-registry.not-found' });
    expect(await kit.registry.assessments.formulas(nia)).toEqual([]);
  });

  it('S6: leaves in the audit who looked at a household’s score', async () => {
    await load(csvRow('H1'));
    await draft(formula());
    await approve(1);
    const { id } = await runAll();
    const { items } = await kit.registry.assessments.rank(sue, id, 'at-least');
    await kit.registry.assessments.explain(sue, id, items[0]?.householdId ?? '');
    const { rows } = await kit.superuser.query(
      `select header->>'subject' as subject from platform.audit_entry where header->>'action' = 'social-registry.read-assessment'`,
    );
    expect(rows).toEqual([{ subject: items[0]?.householdId }]);
  });

  it('SR-013: explains a score also when the deployment has given up the questions that were answered', async () => {
    await load(csvRow('H1'));
    await draft(formula());
    await approve(1);
    const { id } = await runAll();
    const later = await withoutQuestionnaires(kit);
    expect(later.questionnaires).toEqual([]);
    const [first] = (await later.assessments.rank(sue, id, 'at-least')).items;
    const { result } = await later.assessments.explain(sue, id, first?.householdId ?? '');
    expect(result.score).toBe(first?.score);
    const { items } = await later.assessments.listed(sue, id, 'CHG', { standing: 'to-reach' });
    expect(items).toMatchObject([{ headName: 'Amina Otieno', village: 'R1D1W1V1' }]);
  });

  it('SR-013, S15: explains by the answers of then, keeps none of them in clear, and nothing once they are erased', async () => {
    await load(csvRow('H1'), csvRow('H1', { given_name: 'Juma', relationship: 'spouse', ...anybody(2) }));
    await draft(formula());
    await approve(1);
    const { id } = await runAll();
    await load(csvRow('H1', { roof: 'iron' }));
    const [{ householdId = '', score } = {}] = (await kit.registry.assessments.rank(sue, id, 'at-least')).items;
    const explain = () => kit.registry.assessments.explain(sue, id, householdId);
    expect((await explain()).result).toMatchObject({
      score,
      contributions: [{ value: 1_000_000 }, { value: 2_000_000 }],
    });
    const { rows } = await kit.superuser.query('select a.*, a::text as text from social_registry.assessment a');
    expect(rows.map(({ text }) => text).join()).not.toMatch(/thatch|contributions/);
    await kit.registry.subscriber.handle({
      id: 'event-1',
      kind: PERSON_ERASED,
      body: { personId: 'p', records: [{ source: 'social-registry', key: `${householdId}:2` }] },
      actor: kit.actor,
    });
    await expect(explain()).rejects.toMatchObject({ code: 'social-registry.not-found' });
    expect((await kit.registry.assessments.rank(sue, id, 'at-least')).items).toMatchObject([{ householdId, score }]);
  });
});
