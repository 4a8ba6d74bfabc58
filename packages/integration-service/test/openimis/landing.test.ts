import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { landingOf } from '../../src/openimis/landing';
import { parseMapping } from '../../src/openimis/mapping';
import type { LandingPerson } from '../../src/openimis/port';
import { listOf, stubClient } from './stub-client';

const root = join(__dirname, '../../../..');
const mapping = parseMapping(JSON.parse(readFileSync(join(root, 'openimis-config/development/mapping.json'), 'utf8')));
const relayId = (type: string, key: string | number) => Buffer.from(`${type}:${key}`).toString('base64');

const amina: LandingPerson = {
  ...{ givenName: 'Amina', surname: 'Said', birthDate: { date: '1950-12-31', precision: 'year' } },
  ...{ nationalId: '20058312', mobile: '+254710017336', sex: 'female', language: 'fr', locationId: 'village-1' },
};
const stored = (over: object = {}) => ({
  ...{ national_id: '20058312', phone: '+254710017336', sex: 'female', language: 'fr', birth_date_precision: 'year' },
  ...{ interlink_journey: 'j-1', ...over },
});
const individual = (id: string, jsonExt: object = stored(), over: object = {}) => ({
  ...{ id: relayId('IndividualGQLType', id), firstName: 'Amina', lastName: 'Said', dob: '1950-12-31' },
  ...{ jsonExt: JSON.stringify(jsonExt), location: { uuid: 'village-1', name: 'Shangani' }, ...over },
});

/** An openIMIS with these people; `late`: so often it looks as if nothing had been done. */
function openTest(people: readonly ReturnType<typeof individual>[] = [], { applies = true, late = 0 } = {}) {
  let waiting = late;
  const there = [...people];
  const visible = () => (waiting > 0 ? ((waiting -= 1), people) : there);
  const journeyOf = ({ jsonExt }: { readonly jsonExt: string }) =>
    (JSON.parse(jsonExt) as { readonly interlink_journey?: string }).interlink_journey;
  const byFilter = (filter: unknown) =>
    visible().filter((one) => String(filter) === `interlink_journey__string="${journeyOf(one)}"`);
  const stub = stubClient(
    {
      FindIndividualById: ({ id }) => ({
        individual: listOf(there.filter((one) => one.id === relayId('IndividualGQLType', String(id)))),
      }),
      FindIndividualsByElement: ({ filters, ...each }) =>
        filters === undefined
          ? Object.fromEntries(Object.values(each).map((filter, at) => [`each${at}`, listOf(byFilter(filter))]))
          : { individual: listOf((filters as readonly unknown[]).flatMap(byFilter)) },
      FindLocation: ({ uuid }) => ({
        locations: listOf(String(uuid).startsWith('village') ? [{ id: relayId('LocationGQLType', 17) }] : []),
      }),
      ListTasks: () => ({ task: listOf(applies ? [] : [waitingTask]) }),
    },
    {
      does(operation, input) {
        if (!applies) return;
        const { firstName, lastName, dob, jsonExt, id = `new-${there.length}` } = input as Record<string, string>;
        const at = there.findIndex((one) => one.id === relayId('IndividualGQLType', String(id)));
        const row = individual(String(id), JSON.parse(jsonExt ?? there[at]?.jsonExt ?? '{}') as object, {
          firstName,
          lastName,
          dob,
        });
        if (operation === 'CreateIndividual') there.push(row);
        if (operation === 'UpdateIndividual') there[at] = row;
      },
    },
  );
  return { ...stub, landing: landingOf(stub.client, mapping) };
}
const waitingTask = {
  ...{ uuid: 'task-1', source: 'IndividualService', status: 'RECEIVED', businessEvent: null, businessStatus: '{}' },
  ...{ data: '{}', dateCreated: null, userUpdated: { id: relayId('UserGQLType', 'u') }, taskGroup: null },
};

describe('Somebody who is new to openIMIS', () => {
  it('S4: is made once, however often it is asked, and found again by the key of the journey', async () => {
    const { landing, sent } = openTest();
    const first = await landing.ensureIndividual('j-1', amina);
    expect(await landing.ensureIndividual('j-1', amina)).toEqual(first);
    expect(sent.map(({ operation }) => operation)).toEqual(['CreateIndividual']);
    expect(sent[0]?.input).toMatchObject({ firstName: 'Amina', lastName: 'Said', dob: '1950-12-31', locationId: 17 });
    expect(JSON.parse(String(sent[0]?.input['jsonExt']))).toEqual(stored());
  });

  it('S15: is made without an account and without health, for the log keeps each word', async () => {
    const { landing, sent } = openTest();
    const more = { ...amina, accountNumber: '01100152872', disability: 'VIS_SS' } as LandingPerson;
    await landing.ensureIndividual('j-1', more);
    expect(JSON.stringify(sent)).not.toMatch(/01100152872|VIS_SS/);
  });

  it('is seen although openIMIS shows a moment later what it has done', async () => {
    const { landing } = openTest([], { late: 2 });
    expect(await landing.ensureIndividual('j-1', amina)).toEqual({ id: 'new-0' });
  });

  it('is refused, by us, when openIMIS says that it is done and it never is', async () => {
    const { landing } = openTest([], { applies: false });
    await expect(landing.ensureIndividual('j-1', amina)).rejects.toMatchObject({
      code: 'platform.openimis-refused',
      details: { operation: 'CreateIndividual', reason: 'effect-missing' },
    });
  });

  it('S2: is made nowhere that the token does not reach', async () => {
    const { landing, sent } = openTest();
    await expect(landing.ensureIndividual('j-1', { ...amina, locationId: 'elsewhere' })).rejects.toMatchObject({
      code: 'platform.not-found',
    });
    expect(sent).toEqual([]);
  });

  it('is one of many: those who are there are left alone, and each place is looked up once', async () => {
    const { landing, sent, asked } = openTest([individual('known', stored({ interlink_journey: 'k-2' }))]);
    const keyed = ['k-1', 'k-2', 'k-3'].map((key) => ({ key, person: amina }));
    expect(await landing.ensureIndividuals(keyed)).toEqual([{ id: 'new-1' }, { id: 'known' }, { id: 'new-2' }]);
    expect(sent).toHaveLength(2);
    expect(asked.filter((operation) => operation === 'FindLocation')).toHaveLength(1);
    expect(await landing.ensureIndividuals(keyed)).toEqual([{ id: 'new-1' }, { id: 'known' }, { id: 'new-2' }]);
    expect(sent).toHaveLength(2);
  });
});

describe('Somebody whom openIMIS has', () => {
  it('is kept as he is when a journey brings him along, and is not found when nobody may see him', async () => {
    const { landing, sent } = openTest([individual('i-1', stored({ sex: 'male' }))]);
    expect(await landing.ensureIndividual('j-9', amina, 'i-1')).toEqual({ id: 'i-1' });
    await expect(landing.ensureIndividual('j-9', amina, 'i-2')).rejects.toMatchObject({ code: 'platform.not-found' });
    await expect(landing.updateIndividual('j-9', 'i-2', amina)).rejects.toMatchObject({ code: 'platform.not-found' });
    expect(sent).toEqual([]);
  });

  it('is not changed where there is nothing to change: a new journey does not take over the key of the old one', async () => {
    const { landing, sent } = openTest([individual('i-1')]);
    expect(await landing.updateIndividual('j-2', 'i-1', amina)).toEqual({ id: 'i-1' });
    expect(sent).toEqual([]);
  });

  it('is changed once, with every key that we do not know left as it was', async () => {
    const { landing, sent } = openTest([individual('i-1', stored({ shoe_size: 44, notes: { a: [1] } }))]);
    const change = () => landing.updateIndividual('j-2', 'i-1', { ...amina, surname: 'Hassan', language: 'ar' });
    expect(await change()).toEqual({ id: 'i-1' });
    expect(await change()).toEqual({ id: 'i-1' });
    expect(sent.map(({ operation }) => operation)).toEqual(['UpdateIndividual']);
    expect(JSON.parse(String(sent[0]?.input['jsonExt']))).toEqual(
      stored({ shoe_size: 44, notes: { a: [1] }, language: 'ar' }),
    );
  });

  it('S15: has what stands beside an account left alone, and is told what could not be written', async () => {
    const { landing, sent } = openTest([individual('i-1', stored({ account_number: '01100152872' }))]);
    const changed = { ...amina, surname: 'Hassan', language: 'ar', mobile: '+254700000001' };
    const landed = await landing.updateIndividual('j-2', 'i-1', changed);
    expect([...(landed.notWritten ?? [])].sort()).toEqual(['language', 'phone']);
    expect(sent[0]?.input).toMatchObject({ lastName: 'Hassan' });
    expect(JSON.stringify(sent)).not.toMatch(/jsonExt|01100152872/);
    expect(await landing.updateIndividual('j-2', 'i-1', changed)).toMatchObject({ notWritten: landed.notWritten });
    expect(sent).toHaveLength(1);
  });

  it('S10: waits for a task where a second person must agree, and its id is told', async () => {
    const { landing } = openTest([individual('i-1')], { applies: false });
    for (const change of [{ surname: 'Hassan' }, { mobile: '+254700000001' }]) {
      const landed = await landing.updateIndividual('j-2', 'i-1', { ...amina, ...change });
      expect([change, landed]).toEqual([change, { id: 'i-1', taskId: 'task-1' }]);
    }
  });

  it('may be changed there and back in one journey: each change is one of its own', async () => {
    const { landing, sent } = openTest([individual('i-1')]);
    for (const surname of ['Hassan', 'Ali']) await landing.updateIndividual('j-2', 'i-1', { ...amina, surname });
    expect(new Set(sent.map(({ input }) => input['clientMutationId'])).size).toBe(2);
  });
});

describe('An enrolment', () => {
  const beneficiary = (id: string, journeyId: string | undefined, status = 'POTENTIAL') => ({
    ...{ id: relayId('BeneficiaryGQLType', id), status, jsonExt: JSON.stringify({ interlink_journey: journeyId }) },
    individual: { id: relayId('IndividualGQLType', 'i-1') },
    benefitPlan: { id: relayId('BenefitPlanGQLType', 'p-1'), code: 'OAA' },
  });
  const taskOf = (uuid: string, status: string) => ({
    ...waitingTask,
    ...{ uuid, status, data: JSON.stringify({ incoming_data: { benefit_plan_id: 'p-1', individual_id: 'i-1' } }) },
  });
  /** Enrolments and tasks that are there; `then`: what the mutation leaves. */
  function openEnrolment(
    first: { readonly enrolled?: readonly object[]; readonly tasks?: readonly object[] },
    then: typeof first = first,
  ) {
    let now = first;
    const stub = stubClient(
      {
        FindBeneficiaries: () => ({ beneficiary: listOf(now.enrolled ?? []) }),
        ListTasks: () => ({ task: listOf(now.tasks ?? []) }),
      },
      { does: () => (now = then) },
    );
    const ensure = () => landingOf(stub.client, mapping).ensureBeneficiary('p-1', 'i-1', 'j-1', 'POTENTIAL');
    return { ...stub, ensure };
  }

  it('S4: is made once, whether openIMIS does it at once or leaves it to a task', async () => {
    for (const [then, landed] of [
      [{ enrolled: [beneficiary('b-1', 'j-1')] }, { id: 'b-1' }],
      [{ tasks: [taskOf('t-1', 'RECEIVED')] }, { taskId: 't-1' }],
    ] as const) {
      const { ensure, sent } = openEnrolment({}, then);
      expect([await ensure(), await ensure()]).toEqual([landed, landed]);
      expect(sent.map(({ operation }) => operation)).toEqual(['CreateBeneficiary']);
      expect(JSON.parse(String(sent[0]?.input['jsonExt']))).toEqual({ interlink_journey: 'j-1' });
    }
  });

  it.each<[string, Parameters<typeof openEnrolment>[0], object]>([
    ['is there by another journey', { enrolled: [beneficiary('b-9', 'j-9', 'ACTIVE')] }, { id: 'b-9' }],
    [
      'is there, suspended, and nobody knows by which',
      { enrolled: [beneficiary('b-9', undefined, 'SUSPENDED')] },
      { id: 'b-9' },
    ],
    ['waits for somebody who took it up', { tasks: [taskOf('t-9', 'ACCEPTED')] }, { taskId: 't-9' }],
  ])('is not made a second time when one %s', async (_what, there, landed) => {
    const { ensure, sent } = openEnrolment(there);
    expect(await ensure()).toEqual(landed);
    expect(sent).toEqual([]);
  });

  it.each<[string, Parameters<typeof openEnrolment>[0]]>([
    ['an earlier one has ended', { enrolled: [beneficiary('b-0', 'j-0', 'GRADUATED')] }],
    ['an earlier one was refused', { tasks: [taskOf('t-0', 'FAILED')] }],
    ['an earlier one was agreed to and has ended since', { tasks: [taskOf('t-0', 'COMPLETED')] }],
  ])('is made when %s', async (_what, there) => {
    const { ensure } = openEnrolment(there, { enrolled: [beneficiary('b-1', 'j-1')] });
    expect(await ensure()).toEqual({ id: 'b-1' });
  });

  it('is refused, by us, when openIMIS says that it is done and leaves neither it nor a task', async () => {
    await expect(openEnrolment({}).ensure()).rejects.toMatchObject({ details: { reason: 'effect-missing' } });
  });
});
