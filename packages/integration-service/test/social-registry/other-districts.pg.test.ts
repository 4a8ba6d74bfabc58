import type { Formula } from '@interlink/contracts/social-registry/assessment';
import type { Operator } from '../../src/platform/http/api.js';
import { anOfficer, anybody, csv, csvRow, openimisWith, openSocialKit, VILLAGE, type SocialKit } from './kit.js';

const THERE = {
  ...VILLAGE,
  locationId: '00000000-0000-4000-8000-00000000e002',
  code: 'R1D2W1V1',
  name: 'Mathare',
  districtId: '00000000-0000-4000-8000-00000000d002',
};
const words = (en: string) => ({ en, fr: en, ar: en });
const formula: Formula = {
  code: 'pmt',
  version: 1,
  kind: 'proxy-means',
  title: words('Members'),
  questionnaire: 'household',
  effectiveFrom: '2026-01-01',
  intercept: 0,
  terms: [{ code: 'members', label: words('Members'), variable: { kind: 'members' }, weight: 1_000_000 }],
  cutOffs: [{ programme: 'OAA', comparison: 'at-least', score: 1_000_000 }],
};

describe('S2: what follows from an assessment, for an officer of one district', () => {
  let kit: SocialKit;
  let run: string;
  const sue = anOfficer('sue.supervisor');
  const ana = anOfficer('ana.approver');
  const there: Operator = { ...anOfficer('tom.there'), districts: [String(THERE.districtId)] };
  const nowhere: Operator = { ...anOfficer('nora.nowhere'), districts: [] };
  const both: Operator = {
    ...anOfficer('bea.both'),
    districts: [String(VILLAGE.districtId), String(THERE.districtId)],
  };

  // Every third household lives here, the others there.
  const HERE = 25;
  const ROWS = Array.from({ length: HERE * 3 }, (_, at) =>
    csvRow(`H${at}`, {
      ...anybody(at),
      surname: at % 3 === 0 ? 'Here' : 'There',
      village: at % 3 === 0 ? VILLAGE.code : THERE.code,
    }),
  );

  beforeAll(async () => {
    kit = await openSocialKit({}, openimisWith([VILLAGE, THERE]));
    await kit.load((await kit.send(csv(...ROWS), { by: both })).id, both);
    const { assessments } = kit.registry;
    await kit.platform.inTransaction(sue.actor, (tx) => assessments.draft(tx, sue, formula));
    await kit.platform.inTransaction(ana.actor, (tx) => assessments.approve(tx, ana, 'pmt', 1));
    run = (await kit.platform.inTransaction(sue.actor, (tx) => assessments.begin(tx, sue, { formula: 'pmt' }))).id;
    await assessments.run(run, kit.actor);
  });
  afterAll(() => kit.close());

  const pages = async (by: Operator) => {
    const found: { householdId: string; headName?: string }[][] = [];
    for (let after: string | undefined; ;) {
      const query = { standing: 'to-reach' as const, ...(after !== undefined && { after }) };
      const page = await kit.registry.assessments.listed(by, run, 'OAA', query);
      found.push([...page.items]);
      if (page.next === undefined) return found;
      after = page.next;
    }
  };

  it('is the households of that district, each once and twenty a page', async () => {
    const [first = [], second = [], ...more] = await pages(sue);
    expect([first.length, second.length, more.flat().length]).toEqual([20, 5, 0]);
    const all = [...first, ...second];
    expect(new Set(all.map(({ headName }) => headName))).toEqual(new Set(['Amina Here']));
    expect(new Set(all.map(({ householdId }) => householdId)).size).toBe(HERE);
  });

  it.each([
    ['another', there, 50],
    ['both', both, 75],
    ['none', nowhere, 0],
  ])('is that of %s', async (_which, officer, count) => {
    expect((await pages(officer)).flat()).toHaveLength(count);
  });

  it('S6: is written down for the people whose names were shown, and for nobody else', async () => {
    const subjects = async () =>
      (
        await kit.superuser.query(
          `select p.data #>> '{name,surname}' as surname, count(*)::int as n from platform.audit_entry e
           join registry.person p on p.person_id::text = e.header ->> 'subject'
           where e.header ->> 'action' = 'social-registry.read-standing'
             and e.header ->> 'actorLogin' = $1 group by 1 order by 1`,
          ['tom.there'],
        )
      ).rows;
    const before = (await subjects())[0]?.n ?? 0;
    await pages(there);
    expect(await subjects()).toEqual([{ surname: 'There', n: before + 50 }]);
  });

  it('is no explanation of a household elsewhere, as if there were none', async () => {
    const { explain, rank } = kit.registry.assessments;
    const [own] = (await pages(sue)).flat();
    const [other] = (await pages(there)).flat();
    expect(await explain(sue, run, own?.householdId ?? '')).toMatchObject({ result: { score: 1_000_000 } });
    for (const id of [other?.householdId ?? '', kit.platform.ids.next()]) {
      await expect(explain(sue, run, id)).rejects.toMatchObject({ code: 'social-registry.not-found' });
    }
    expect((await rank(sue, run, 'at-least')).items[0]).not.toHaveProperty('headName');
  });

  const ranked = async (by: Operator) => {
    const found: string[] = [];
    for (let after: string | undefined; ;) {
      const { items, next } = await kit.registry.assessments.rank(by, run, 'at-least', after);
      found.push(...items.map(({ householdId }) => householdId));
      if (next === undefined) return found;
      after = next;
    }
  };
  const SIMULATED = { programme: 'OAA', comparison: 'at-least', score: 0, benefitMinor: 1 } as const;

  it.each([
    ['one', sue, 25],
    ['another', there, 50],
    ['both', both, 75],
    ['none', nowhere, 0],
  ])('SR-013: ranks, simulates and counts the households of %s district alone', async (_which, officer, count) => {
    const { simulate, results } = kit.registry.assessments;
    expect((await ranked(officer)).sort()).toEqual((await pages(officer)).flat().map((one) => one.householdId));
    const { households, members, bars } = await simulate(officer, run, { ...SIMULATED, budgetMinor: 1_000 });
    expect([households, members, bars.reduce((sum, bar) => sum + bar.households, 0)]).toEqual([count, count, count]);
    const counted = (await results(officer, run)).programmes.flatMap(({ standings }) => standings);
    expect(counted.map((one) => one.households)).toEqual(count === 0 ? [] : [count]);
  });

  it('goes with a household that moves, and is nobody’s where its village is in no district', async () => {
    const idOf = async (at: number) => {
      const key = kit.platform.vault.blindIndex('social-registry', `MSW|H${at}`);
      const found = await kit.superuser.query('select id from social_registry.household where key_index = $1', [key]);
      return found.rows[0].id as string;
    };
    const [moved, lost] = [await idOf(0), await idOf(3)];
    expect(await ranked(sue)).toEqual(expect.arrayContaining([moved, lost]));
    await kit.load((await kit.send(csv(csvRow('H0', { ...anybody(0), village: THERE.code })), { by: both })).id, both);
    await kit.superuser.query('update social_registry.household set district_id = null where id = $1', [lost]);
    expect(await ranked(sue)).not.toContain(moved);
    expect(await ranked(there)).toContain(moved);
    expect(await ranked(both)).not.toContain(lost);
  });
});
