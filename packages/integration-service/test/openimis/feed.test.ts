import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { feedOf } from '../../src/openimis/feed';
import { CHANGED_KINDS } from '../../src/openimis/feed-port';
import { parseMapping } from '../../src/openimis/mapping';
import { listOf, stubClient } from './stub-client';

const root = join(__dirname, '../../../..');
const mapping = parseMapping(JSON.parse(readFileSync(join(root, 'openimis-config/development/mapping.json'), 'utf8')));
const relayId = (key: string) => Buffer.from(`SomeGQLType:${key}`).toString('base64');

/** A feed of these rows under the list of that name, and what was asked for. */
function feedWith(operation: string, list: string, nodes: readonly object[], next: string | null = null) {
  const filters: unknown[] = [];
  const { client } = stubClient({
    [operation]: (variables) => (filters.push(variables), { [list]: nodes.length > 0 ? listOf(nodes, next) : null }),
  });
  return { feed: feedOf(client, mapping), filters };
}
const individual = (over: object = {}) => ({
  ...{ id: relayId('i-1'), firstName: 'Amina', lastName: 'Said', dob: '1950-12-31', isDeleted: false },
  ...{ jsonExt: '{}', location: null, dateCreated: '2026-11-01T10:00:00', ...over },
});
const benefit = (over: object = {}) => ({
  ...{ id: relayId('b-1'), status: 'ACCEPTED', isDeleted: false, amount: '120.00', dateDue: null, dateUpdated: null },
  ...{ receipt: null, individual: { id: relayId('i-1') }, payrollbenefitconsumptionSet: listOf([]), ...over },
});

describe('What the registry follows openIMIS by', () => {
  it('has people with what the deployment maps, and all else as it is, unknown to us', async () => {
    const jsonExt = JSON.stringify({ national_id: 20058312, sex: 'female', shoe_size: 44, notes: { a: [null] } });
    const { feed } = feedWith('FeedIndividuals', 'individual', [individual({ jsonExt })]);
    const { rows } = await feed.individuals(null);
    expect(rows).toMatchObject([
      {
        ...{ kind: 'individual', id: 'i-1', isDeleted: false, createdOn: '2026-11-01' },
        person: { givenName: 'Amina', nationalId: '20058312', sex: 'female', birthDate: { precision: 'day' } },
        unmapped: { shoe_size: 44, notes: { a: [null] } },
      },
    ]);
    expect(rows[0]?.unmapped).not.toHaveProperty('national_id');
  });

  it.each([['{'], ['[]'], ['null'], [''], ['"text"']])(
    'has people whose jsonExt nobody can read: %j',
    async (jsonExt) => {
      const { feed } = feedWith('FeedIndividuals', 'individual', [individual({ jsonExt, dateCreated: null })]);
      const [row] = (await feed.individuals(null)).rows;
      expect(row).toMatchObject({ id: 'i-1', elements: {}, unmapped: {} });
      expect(row).not.toHaveProperty('createdOn');
    },
  );

  it('has deleted people too: else nobody would learn of it', async () => {
    const { feed } = feedWith('FeedIndividuals', 'individual', [individual({ isDeleted: true })]);
    expect((await feed.individuals(null)).rows).toMatchObject([{ isDeleted: true }]);
  });

  it('has households with the members that they have now', async () => {
    const member = (id: string, over: object = {}) => ({
      ...{ isDeleted: false, role: 'HEAD', recipientType: 'PRIMARY', individual: { id: relayId(id) }, ...over },
    });
    const members = [
      member('i-1'),
      member('gone', { isDeleted: true }),
      member('i-2', { role: null, recipientType: null }),
    ];
    const group = {
      ...{ id: relayId('g-1'), code: 'H-1', jsonExt: '{"household_size":3}', isDeleted: false, dateCreated: null },
      ...{ location: { uuid: 'v-1', name: null }, groupindividuals: listOf(members) },
    };
    const { feed } = feedWith('FeedGroups', 'group', [group]);
    expect((await feed.groups(null)).rows).toEqual([
      {
        ...{ kind: 'group', id: 'g-1', code: 'H-1', isDeleted: false, elements: { householdSize: '3' }, unmapped: {} },
        members: [{ individualId: 'i-1', role: 'HEAD', recipientType: 'PRIMARY' }, { individualId: 'i-2' }],
        ...{ locationId: 'v-1', locationName: '' },
      },
    ]);
  });

  it('has a benefit with the payroll that carries it now: one that it was taken out of is none', async () => {
    const payroll = (id: string, isDeleted: boolean, nameCode: string | null = 'OAA - Old age - allowance') => ({
      isDeleted,
      payroll: { id: relayId(id), benefitPlanNameCode: nameCode, paymentCycle: { code: '2026-11' } },
    });
    const carried = listOf([payroll('first', false), payroll('moved-to', false), payroll('taken-back', true)]);
    const { feed } = feedWith('FeedBenefits', 'benefitConsumption', [
      benefit({ payrollbenefitconsumptionSet: carried, dateDue: '2026-12-01T00:00:00', receipt: 'R-1' }),
      benefit({ payrollbenefitconsumptionSet: listOf([payroll('x', true)]), amount: null }),
      benefit({ payrollbenefitconsumptionSet: listOf([payroll('nameless', false, null)]) }),
    ]);
    const [one, none, nameless] = (await feed.benefits(null)).rows;
    expect(one).toMatchObject({
      payrollId: 'moved-to',
      programme: 'OAA',
      cycle: '2026-11',
      dueOn: '2026-12-01',
      receipt: 'R-1',
    });
    expect(none).toEqual({
      kind: 'benefit',
      id: 'b-1',
      status: 'ACCEPTED',
      isDeleted: false,
      individualId: 'i-1',
      amount: '',
    });
    expect(nameless).toMatchObject({ payrollId: 'nameless', programme: '' });
  });

  it('tells enrolments of people and of households apart, by whose they are', async () => {
    const row = {
      ...{ id: relayId('e-1'), status: 'ACTIVE', isDeleted: false, benefitPlan: { code: 'OAA' } },
      ...{ dateValidFrom: '2026-01-01T00:00:00', dateValidTo: null },
    };
    const ofPerson = feedWith('FeedBeneficiaries', 'beneficiary', [{ ...row, individual: { id: relayId('i-1') } }]);
    const ofGroup = feedWith('FeedGroupBeneficiaries', 'groupBeneficiary', [{ ...row, group: { id: relayId('g-1') } }]);
    const common = { id: 'e-1', kind: 'beneficiary', programme: 'OAA', validFrom: '2026-01-01', status: 'ACTIVE' };
    expect((await ofPerson.feed.beneficiaries(null)).rows).toMatchObject([
      { ...common, holder: { kind: 'person', key: 'i-1' } },
    ]);
    expect((await ofGroup.feed.groupBeneficiaries(null)).rows).toMatchObject([
      { ...common, holder: { kind: 'household', key: 'g-1' } },
    ]);
    expect((await ofPerson.feed.beneficiaries(null)).rows[0]).not.toHaveProperty('validTo');
  });

  it('says where the next page begins, and that there is none', async () => {
    expect((await feedWith('FeedIndividuals', 'individual', [individual()], 'c-1').feed.individuals(null)).next).toBe(
      'c-1',
    );
    expect((await feedWith('FeedIndividuals', 'individual', [individual()]).feed.individuals('c-1')).next).toBeNull();
    expect(await feedWith('FeedIndividuals', 'individual', []).feed.individuals(null)).toEqual({
      rows: [],
      next: null,
    });
  });

  it('is asked for what changed since a time, for one person, or for everything: never for a filter that is not meant', async () => {
    const { feed, filters } = feedWith('FeedBenefits', 'benefitConsumption', [benefit()]);
    await feed.benefits(null);
    await feed.benefits('c-1', { since: '2026-11-24T00:00:00', individualId: 'i-1' });
    expect(filters).toEqual([
      { after: null, since: null, individualId: null },
      { after: 'c-1', since: '2026-11-24T00:00:00', individualId: 'i-1' },
    ]);
  });

  it('has, by one question, which kinds have something new', async () => {
    const something = listOf([{ id: relayId('x') }]);
    const news = {
      ...{ individual: something, group: null, groupIndividualHistory: listOf([]), beneficiary: listOf([null]) },
      ...{ groupBeneficiary: something, benefitConsumption: something },
    };
    const { client, asked } = stubClient({ FeedNews: () => news });
    expect([...(await feedOf(client, mapping).changedKinds('2026-11-24T00:00:00'))]).toEqual(
      CHANGED_KINDS.filter((kind) => ['individuals', 'groupBeneficiaries', 'benefits'].includes(kind)),
    );
    expect(asked).toEqual(['FeedNews']);
  });
});
