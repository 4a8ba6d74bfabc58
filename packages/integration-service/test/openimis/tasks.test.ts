import { tasksOf } from '../../src/openimis/tasks';
import { listOf, stubClient } from './stub-client';

const relayId = (key: string) => Buffer.from(`CoreUserGQLType:${key}`).toString('base64');
const group = (uuid: string, members: readonly string[], sources: readonly string[] = []) => ({
  uuid,
  jsonExt: JSON.stringify({ task_sources: sources }),
  taskexecutorSet: listOf(members.map((member) => ({ user: { id: relayId(member) } }))),
});
const task = (over: object = {}) => ({
  ...{ uuid: 'task-1', source: 'BeneficiaryService', status: 'ACCEPTED', businessEvent: 'BeneficiaryService.create' },
  ...{ businessStatus: '{}', data: '{}', dateCreated: null, userUpdated: { id: relayId('user-9') } },
  taskGroup: group('group-1', ['user-1', 'user-2']),
  ...over,
});
const enrolmentOf = (plan: string, person: string, over: object = {}) =>
  task({ data: JSON.stringify({ incoming_data: { benefit_plan_id: plan, individual_id: person } }), ...over });

/** One task, of which openIMIS has the state that the mutations leave. */
function openTask(first: ReturnType<typeof task>, groups: readonly ReturnType<typeof group>[] = []) {
  let now = first;
  const does = (operation: string, input: Readonly<Record<string, unknown>>) => {
    if (operation === 'AssignTask') {
      now = {
        ...now,
        status: 'ACCEPTED',
        taskGroup: groups.find(({ uuid }) => uuid === input['taskGroupId']) as never,
      };
    }
    if (operation === 'ResolveTask') now = { ...now, status: 'COMPLETED', userUpdated: { id: relayId('user-1') } };
  };
  const answers = { FindTask: () => ({ task: listOf([now]) }), ListTaskGroups: () => ({ taskGroup: listOf(groups) }) };
  return stubClient(answers, { does });
}

describe('A task of openIMIS', () => {
  it('S10: is told with who really touched it last, who may speak, and what was said in whose name', async () => {
    const { client } = openTask(task({ businessStatus: '{"user-2":"APPROVED"}' }));
    expect(await tasksOf(client).inspect('task-1')).toEqual({
      ...{ taskId: 'task-1', source: 'BeneficiaryService', status: 'ACCEPTED', taskGroupId: 'group-1' },
      ...{ userUpdated: 'user-9', groupMembers: ['user-1', 'user-2'], businessStatus: { 'user-2': 'APPROVED' } },
    });
  });

  it.each([
    ['an object that cannot be written', '{"user-1":{"toString":1}}', {}],
    ['a yes that is no word', '{"user-1":true,"user-2":["APPROVED"]}', {}],
    ['nothing', '{"user-1":null,"user-2":"APPROVED"}', { 'user-2': 'APPROVED' }],
    ['a list', '["APPROVED"]', {}],
    ['no JSON', 'APPROVED', {}],
  ])('S10: has no voice where anybody who is signed in may have written %s', async (_what, businessStatus, voices) => {
    const { client } = openTask(task({ businessStatus }));
    expect(await tasksOf(client).inspect('task-1')).toMatchObject({ businessStatus: voices });
  });

  it('is none when nobody may see it', async () => {
    const { client } = stubClient({ FindTask: () => ({ task: null }) });
    expect(await tasksOf(client).inspect('task-1')).toBeUndefined();
    await expect(tasksOf(client).resolve('task-1', 'APPROVED')).rejects.toMatchObject({ code: 'platform.not-found' });
  });

  it('is resolved once, in the name of whose token it is', async () => {
    const { client, sent } = openTask(task());
    expect(await tasksOf(client).resolve('task-1', 'APPROVED')).toMatchObject({ outcome: 'approved' });
    expect(await tasksOf(client).resolve('task-1', 'APPROVED')).toMatchObject({ outcome: 'approved' });
    expect(sent.map(({ operation, input }) => [operation, input['businessStatus']])).toEqual([
      ['ResolveTask', '{"user-1":"APPROVED"}'],
    ]);
  });

  it.each([
    ['COMPLETED', 'approved'],
    ['FAILED', 'rejected'],
  ])('that is %s already stays as it is', async (status, outcome) => {
    const { client, sent } = openTask(task({ status }));
    expect(await tasksOf(client).resolve('task-1', 'FAILED')).toMatchObject({ outcome });
    expect(sent).toEqual([]);
  });

  it('is open while its group wants more voices', async () => {
    const { client } = stubClient({ FindTask: () => ({ task: listOf([task()]) }) });
    expect(await tasksOf(client).resolve('task-1', 'APPROVED')).toMatchObject({ outcome: 'open' });
  });

  it('S10: is not resolved by somebody outside of its group, though openIMIS would let him', async () => {
    const { client, sent } = openTask(task({ taskGroup: group('group-2', ['user-2']) }));
    await expect(tasksOf(client).resolve('task-1', 'APPROVED')).rejects.toMatchObject({
      code: 'platform.forbidden',
      details: { reason: 'not-in-task-group' },
    });
    expect(sent).toEqual([]);
  });

  it.each<[string, readonly ReturnType<typeof group>[], string]>([
    [
      'of his that is named for its source',
      [group('any', ['user-1']), group('own', ['user-1'], ['BeneficiaryService'])],
      'own',
    ],
    [
      'of his, where none is named for it',
      [group('of-others', ['user-2'], ['BeneficiaryService']), group('his', ['user-1'])],
      'his',
    ],
    [
      'of his whose settings nobody can read',
      [{ ...group('odd', ['user-1']), jsonExt: '{"task_sources":"all"}' }],
      'odd',
    ],
  ])('that nobody took up is given to the group %s', async (_which, groups, chosen) => {
    const { client, sent } = openTask(task({ status: 'RECEIVED', taskGroup: null }), groups);
    expect(await tasksOf(client).resolve('task-1', 'APPROVED')).toMatchObject({ outcome: 'approved' });
    expect(sent.map(({ operation }) => operation)).toEqual(['AssignTask', 'ResolveTask']);
    expect(sent[0]?.input).toMatchObject({ taskGroupId: chosen, status: 'ACCEPTED' });
  });

  it('that nobody took up stays so when the resolver is in no group', async () => {
    const { client, sent } = openTask(task({ status: 'RECEIVED', taskGroup: null }), [group('others', ['user-2'])]);
    await expect(tasksOf(client).resolve('task-1', 'APPROVED')).rejects.toMatchObject({ code: 'platform.forbidden' });
    expect(sent).toEqual([]);
  });
});

describe('The task that would enrol somebody', () => {
  const among = (pages: readonly (readonly unknown[])[]) => {
    const asked: unknown[] = [];
    const stub = stubClient({
      ListTasks: ({ after, ...filter }) => {
        asked.push(filter);
        const at = Number(after ?? 0);
        return { task: listOf(pages[at] ?? [], at + 1 < pages.length ? String(at + 1) : null) };
      },
    });
    return { ...stub, filters: asked };
  };

  it('is the newest one of this person and this plan, on whatever page it stands', async () => {
    const others = [enrolmentOf('p1', 'i2'), enrolmentOf('p2', 'i1'), task({ data: '{}' }), task({ data: 'no JSON' })];
    const wanted = enrolmentOf('p1', 'i1', { uuid: 'newest' });
    const { client, asked } = among([others, [wanted, enrolmentOf('p1', 'i1', { uuid: 'older' })], others]);
    expect(await tasksOf(client).findEnrolmentTask('p1', 'i1')).toMatchObject({ taskId: 'newest' });
    expect(asked).toHaveLength(2);
  });

  it('is read from text of text too, as openIMIS keeps it', async () => {
    const incoming = JSON.stringify({ benefit_plan_id: 'p1', individual_id: 'i1' });
    const { client } = among([[task({ data: JSON.stringify({ incoming_data: incoming }) })]]);
    expect(await tasksOf(client).findEnrolmentTask('p1', 'i1')).toMatchObject({ taskId: 'task-1' });
  });

  it('is looked for since a time that openIMIS told, and among enrolments alone', async () => {
    const { client, filters } = among([[]]);
    expect(await tasksOf(client).findEnrolmentTask('p1', 'i1', '2026-11-24T00:00:00')).toBeUndefined();
    expect(filters).toEqual([{ businessEvent: 'BeneficiaryService.create', since: '2026-11-24T00:00:00' }]);
  });

  it('is not looked for beyond twenty pages: a deployment may have a million tasks', async () => {
    const { client, asked } = among(Array.from({ length: 40 }, () => [enrolmentOf('p1', 'i2')]));
    expect(await tasksOf(client).findEnrolmentTask('p1', 'i1')).toBeUndefined();
    expect(asked).toHaveLength(20);
  });
});
