import type { Formula } from '@interlink/contracts/social-registry/assessment';
import type { Standing } from '@interlink/contracts/social-registry/eligibility';
import type { SourceRecord } from '@interlink/contracts/registry/source-record';
import { anOfficer, anybody, csv, csvRow, openSocialKit, type SocialKit } from './kit.js';

const words = (en: string) => ({ en, fr: en, ar: en });
const formula = (over: Partial<Formula> = {}): Formula => ({
  code: 'pmt',
  version: 1,
  kind: 'proxy-means',
  title: words('Proxy means test'),
  questionnaire: 'household',
  effectiveFrom: '2026-01-01',
  intercept: 0,
  terms: [
    {
      code: 'thatch',
      label: words('Thatched roof'),
      variable: { kind: 'household-is', question: 'roof', in: ['thatch'] },
      weight: 10_000_000,
    },
  ],
  cutOffs: [{ programme: 'OAA', comparison: 'at-least', score: 5_000_000 }],
  ...over,
});

/** Somebody of openIMIS with the identifier of a member, enrolled in a programme. */
const enrolled = (id: string, programme: string, status: 'active' | 'exited' | 'potential'): SourceRecord[] => [
  { kind: 'person', key: `p-${id}`, data: { identifiers: [{ type: 'NID', value: id }] } },
  { kind: 'enrolment', key: `e-${id}`, subject: { kind: 'person', key: `p-${id}` }, data: { programme, status } },
];

describe('IBR-024: what follows from an assessment', () => {
  let kit: SocialKit;
  const sue = anOfficer('sue.supervisor');
  const ana = anOfficer('ana.approver');
  beforeEach(async () => {
    kit = await openSocialKit();
  });
  afterEach(() => kit.close());

  const draft = (one: Formula, by = sue) =>
    kit.platform.inTransaction(by.actor, (tx) => kit.registry.assessments.draft(tx, by, one));
  const load = async (...rows: string[]) => kit.load((await kit.send(csv(...rows))).id);
  const assess = async (one = formula()) => {
    const { assessments } = kit.registry;
    await draft(one);
    await kit.platform.inTransaction(ana.actor, (tx) => assessments.approve(tx, ana, one.code, one.version));
    const { id } = await kit.platform.inTransaction(sue.actor, (tx) =>
      assessments.begin(tx, sue, { formula: one.code }),
    );
    await assessments.run(id, kit.actor);
    return id;
  };
  const standings = async (id: string) => {
    const { programmes } = await kit.registry.assessments.results(sue, id);
    return programmes.flatMap(({ standings: all }) =>
      all.map(({ standing, households }) => `${standing} ${households}`),
    );
  };
  const listed = (id: string, standing: Standing, by = sue) =>
    kit.registry.assessments.listed(by, id, 'OAA', { standing });

  it('SR-015: tells whom to reach from who is in the programme, who has applied and who left', async () => {
    await load(
      csvRow('H1', { ...anybody(1), national_id: '20000001', mobile: '+254710000001' }),
      csvRow('H2', { ...anybody(2), national_id: '20000002' }),
      csvRow('H3', { ...anybody(3), national_id: '20000003' }),
      csvRow('H4', { ...anybody(4), national_id: '20000004', roof: 'iron' }),
      csvRow('H5', { ...anybody(5), national_id: '20000005', roof: 'iron' }),
      csvRow('H6', { ...anybody(6), national_id: '20000006', given_name: 'Zawadi' }),
    );
    await kit.people.ingest(kit.actor, 'openimis', [
      ...enrolled('20000002', 'OAA', 'active'),
      ...enrolled('20000003', 'OAA', 'potential'),
      ...enrolled('20000004', 'OAA', 'active'),
      ...enrolled('20000006', 'OAA', 'exited'),
      ...enrolled('20000001', 'CHG', 'active'),
    ]);
    const id = await assess();
    expect(await standings(id)).toEqual(['applied 1', 'outside 1', 'served 1', 'to-reach 2', 'to-review 1']);
    const { items } = await listed(id, 'to-reach');
    expect(items.map(({ headName, mobile, village }) => [headName, mobile, village])).toEqual([
      ['Amina Otieno', '+254710000001', 'R1D1W1V1'],
      ['Zawadi Otieno', undefined, 'R1D1W1V1'],
    ]);
  });

  it('counts a household as served when any of its members is in the programme', async () => {
    await load(
      csvRow('H1', { ...anybody(1) }),
      csvRow('H1', { ...anybody(2), given_name: 'Juma', relationship: 'spouse', national_id: '20000007' }),
    );
    await kit.people.ingest(kit.actor, 'openimis', enrolled('20000007', 'OAA', 'active'));
    expect(await standings(await assess())).toEqual(['served 1']);
  });

  it('counts a household as served when it is enrolled as a group that one of them is in', async () => {
    await load(csvRow('H1', { ...anybody(1), national_id: '20000008' }));
    await kit.people.ingest(kit.actor, 'openimis', [
      { kind: 'person', key: 'p', data: { identifiers: [{ type: 'NID', value: '20000008' }] } },
      { kind: 'household', key: 'g', data: { unit: 'household', size: 1, members: [{ personKey: 'p' }] } },
      {
        kind: 'enrolment',
        key: 'e',
        subject: { kind: 'household', key: 'g' },
        data: { programme: 'OAA', status: 'active' },
      },
    ]);
    expect(await standings(await assess())).toEqual(['served 1']);
  });

  it('S6: notes who looked at which households, and of which standing', async () => {
    await load(csvRow('H1', { ...anybody(1) }));
    const id = await assess();
    const { items } = await listed(id, 'to-reach');
    const { rows } = await kit.superuser.query(
      `select header ->> 'actorLogin' as login, header ->> 'subject' as subject, body::jsonb as body from platform.audit_entry
       join platform.audit_body on entry_id = id where header ->> 'action' = 'social-registry.read-standing'`,
    );
    expect(rows).toMatchObject([{ login: 'sue.supervisor', body: { programme: 'OAA', standing: 'to-reach' } }]);
    expect(JSON.stringify(rows)).toContain(items[0]?.householdId);
    expect(JSON.stringify(rows)).not.toContain('Otieno');
  });

  it('S2: refuses a formula that decides about another institution’s programme, and shows others nothing', async () => {
    const cutOffs: Formula['cutOffs'] = [{ programme: 'DIS', comparison: 'at-least', score: 0 }];
    await expect(draft(formula({ cutOffs }))).rejects.toMatchObject({
      code: 'social-registry.formula-refused',
      details: { reason: 'programme:DIS' },
    });
    const id = await assess();
    const other = anOfficer('nia.intake', 'NDA');
    await expect(listed(id, 'to-reach', other)).rejects.toMatchObject({ code: 'social-registry.not-found' });
  });

  it('lists twenty households a page, each once', async () => {
    await load(...Array.from({ length: 45 }, (_, at) => csvRow(`H${at}`, anybody(at))));
    const id = await assess();
    const seen: string[] = [];
    for (let after: string | undefined; ;) {
      const query = { standing: 'to-reach' as const, ...(after !== undefined && { after }) };
      const page = await kit.registry.assessments.listed(sue, id, 'OAA', query);
      seen.push(...page.items.map(({ householdId }) => householdId));
      if (page.next === undefined) break;
      expect(page.items).toHaveLength(20);
      after = page.next;
    }
    expect(new Set(seen).size).toBe(45);
    expect(seen).toHaveLength(45);
  });
});
