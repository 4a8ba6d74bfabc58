import type { DirectoryEntry } from '../../src/platform/http/operators.js';
import { ServiceError } from '@interlink/contracts/errors';
import type { Feed } from '../../src/openimis/feed-port.js';
import type { InspectedTask, Landing, OpenImisSession, Programme, Tasks } from '../../src/openimis/port.js';
import type { FakeOpenImis, FakeTask } from './fake-openimis-state.js';
import { payrollsOf } from './fake-payrolls.js';
import { beneficiariesOf, matches, toPerson } from './fake-people.js';

export type { FakeOpenImis } from './fake-openimis-state.js';

export const anOperator = (over: Partial<DirectoryEntry> = {}): DirectoryEntry => ({
  userId: '00000000-0000-4000-8000-0000000000a1',
  loginName: 'ina.intake',
  displayName: 'Ina Intake',
  language: 'en',
  rights: [990100, 990101, 159001],
  roles: ['Intake officer', 'Member of MSW'],
  districts: [],
  ...over,
});

export const aProgramme = (over: Partial<Programme> = {}): Programme => ({
  planId: '00000000-0000-4000-8000-0000000000b1',
  code: 'OAA',
  name: 'Old-age allowance',
  institution: 'MSW',
  kind: 'INDIVIDUAL',
  validFrom: '2026-01-01',
  ...over,
});

const nothing = async () => ({ rows: [], next: null });
export const emptyFeed: Feed = {
  changedKinds: async () => new Set(),
  individuals: nothing,
  groups: nothing,
  changedMemberships: nothing,
  beneficiaries: nothing,
  groupBeneficiaries: nothing,
  benefits: nothing,
};

export function fakeOpenImis(over: Partial<Pick<FakeOpenImis, 'makerChecker'>> = {}): FakeOpenImis {
  let serial = 0;
  const newId = () => `00000000-0000-4000-9000-${String((serial += 1)).padStart(12, '0')}`;
  const fake: FakeOpenImis = {
    makerChecker: over.makerChecker ?? true,
    down: false,
    loseAnswerOf: new Set(),
    operators: new Map(),
    persons: new Map(),
    groups: new Map(),
    plans: new Map([['OAA', aProgramme()]]),
    beneficiaries: new Map(),
    taskList: [],
    taskGroup: [],
    villages: [],
    feed: emptyFeed,
    payrolls: new Map(),
    benefits: new Map(),
    calls: [],
    directory: {
      async whoHas(loginName) {
        refuseWhenDown(fake);
        return [...fake.operators.values()].find((one) => one.loginName === loginName)?.userId;
      },
      async whoIs(token) {
        refuseWhenDown(fake);
        return fake.operators.get(token);
      },
    },
    asOperator: (token) => sessionOf(fake, newId, () => userOf(fake, token)),
    asService: (account) => sessionOf(fake, newId, () => `service:${account}`),
    forge(taskId, author, voice) {
      const row = rowOf(fake, taskId);
      row.task = { ...row.task, businessStatus: { ...row.task.businessStatus, [voice]: 'APPROVED' } };
      complete(fake, newId, row, author, 'COMPLETED');
    },
  };
  return fake;
}

function sessionOf(fake: FakeOpenImis, newId: () => string, who: () => string): OpenImisSession {
  const did = (operation: string): string => {
    refuseWhenDown(fake);
    const by = who();
    fake.calls.push({ by, operation });
    return by;
  };
  return {
    people: {
      async find(query, limit = 3) {
        did('find');
        return [...fake.persons.values()].filter((person) => matches(person, query)).slice(0, limit);
      },
      async findById(individualId) {
        did('findById');
        return fake.persons.get(individualId);
      },
      async findByIds(individualIds) {
        did('findByIds');
        return new Map(individualIds.flatMap((id) => [fake.persons.get(id) ?? []].flat().map((one) => [id, one])));
      },
    },
    programmes: {
      async findByCode(code) {
        did('findByCode');
        return fake.plans.get(code);
      },
      async list() {
        did('list');
        return [...fake.plans.values()];
      },
      async findBeneficiaries(individualId, planId) {
        did('findBeneficiaries');
        return beneficiariesOf(fake, individualId, planId);
      },
      async findBeneficiariesOf(individualIds, planId) {
        did('findBeneficiariesOf');
        return new Map(individualIds.map((id) => [id, beneficiariesOf(fake, id, planId)]));
      },
    },
    landing: landingOf(fake, newId, did),
    tasks: tasksOf(fake, newId, did),
    payrolls: payrollsOf(fake, did),
    feed: fake.feed,
    locations: {
      async villages() {
        did('villages');
        return fake.villages;
      },
    },
  };
}

function landingOf(fake: FakeOpenImis, newId: () => string, did: (operation: string) => string): Landing {
  return {
    async ensureGroup(group) {
      did('ensureGroup');
      const strange = group.members.find(({ individualId }) => !fake.persons.has(individualId));
      if (strange) throw new ServiceError('platform.openimis-refused', { operation: 'CreateGroup' });
      const id = fake.groups.get(group.code)?.id ?? newId();
      fake.groups.set(group.code, { ...group, id });
      loseAnswer(fake, 'createGroup');
      return { id };
    },
    async ensureIndividual(journeyId, person, individualId) {
      did('ensureIndividual');
      if (individualId && !fake.persons.has(individualId)) throw new ServiceError('platform.not-found');
      const existing =
        individualId ?? [...fake.persons.values()].find((one) => one.journeyId === journeyId)?.individualId;
      if (existing) return { id: existing };
      const id = newId();
      fake.persons.set(id, toPerson(id, journeyId, person));
      loseAnswer(fake, 'createIndividual');
      return { id };
    },
    async ensureIndividuals(people) {
      const landed = [];
      for (const { key, person } of people) landed.push(await this.ensureIndividual(key, person));
      return landed;
    },
    async updateIndividual(journeyId, individualId, person) {
      did('updateIndividual');
      const before = fake.persons.get(individualId);
      if (!before) throw new ServiceError('platform.not-found');
      fake.persons.set(individualId, { ...before, ...toPerson(individualId, before.journeyId ?? journeyId, person) });
      return { id: individualId };
    },
    async ensureBeneficiary(planId, individualId, journeyId, status) {
      const by = did('ensureBeneficiary');
      const current = beneficiariesOf(fake, individualId, planId).find((one) => one.status !== 'GRADUATED');
      if (current) return { id: current.beneficiaryId };
      const open = fake.taskList.find(({ wants }) => wants.journeyId === journeyId && wants.planId === planId);
      if (open) return { taskId: open.task.taskId };
      const wants = { planId, individualId, journeyId };
      if (!fake.makerChecker) {
        const id = enrol(fake, newId, wants, status);
        loseAnswer(fake, 'createBeneficiary');
        return { id };
      }
      const task = aTask(newId(), by, fake.taskGroup);
      fake.taskList.push({ wants, status, task });
      loseAnswer(fake, 'createBeneficiary');
      return { taskId: task.taskId };
    },
  };
}

function tasksOf(fake: FakeOpenImis, newId: () => string, did: (operation: string) => string): Tasks {
  return {
    async findEnrolmentTask(planId, individualId) {
      did('findEnrolmentTask');
      return fake.taskList.filter(({ wants }) => wants.planId === planId && wants.individualId === individualId).at(-1)
        ?.task;
    },
    async inspect(taskId) {
      did('inspect');
      return fake.taskList.find(({ task }) => task.taskId === taskId)?.task;
    },
    async resolve(taskId, decision) {
      const by = did('resolve');
      const row = rowOf(fake, taskId);
      if (row.task.status === 'ACCEPTED' || row.task.status === 'RECEIVED') {
        if (!fake.taskGroup.includes(by)) throw new ServiceError('platform.forbidden', { reason: 'not-in-task-group' });
        row.task = { ...row.task, businessStatus: { ...row.task.businessStatus, [by]: decision } };
        complete(fake, newId, row, by, decision === 'APPROVED' ? 'COMPLETED' : 'FAILED');
        loseAnswer(fake, 'resolveTask');
      }
      return { task: row.task, outcome: row.task.status === 'COMPLETED' ? 'approved' : 'rejected' };
    },
  };
}

const aTask = (taskId: string, by: string, group: readonly string[]): InspectedTask => ({
  taskId,
  source: 'BeneficiaryService',
  status: 'ACCEPTED',
  userUpdated: by,
  groupMembers: [...group],
  businessStatus: {},
  taskGroupId: '00000000-0000-4000-8000-0000000000c1',
});

function complete(
  fake: FakeOpenImis,
  newId: () => string,
  row: FakeTask,
  author: string,
  status: 'COMPLETED' | 'FAILED',
): void {
  row.task = { ...row.task, status, userUpdated: author, groupMembers: [...fake.taskGroup] };
  if (status === 'COMPLETED') enrol(fake, newId, row.wants, row.status);
}

function enrol(
  fake: FakeOpenImis,
  newId: () => string,
  wants: FakeTask['wants'],
  status: 'POTENTIAL' | 'ACTIVE',
): string {
  const beneficiaryId = newId();
  const programme = [...fake.plans.values()].find(({ planId }) => planId === wants.planId)?.code ?? '';
  fake.beneficiaries.set(beneficiaryId, { beneficiaryId, programme, status, ...wants });
  return beneficiaryId;
}

function rowOf(fake: FakeOpenImis, taskId: string): FakeTask {
  const row = fake.taskList.find(({ task }) => task.taskId === taskId);
  if (!row) throw new ServiceError('platform.not-found', { what: 'task' });
  return row;
}

function userOf(fake: FakeOpenImis, token: string): string {
  const operator = fake.operators.get(token);
  if (!operator) throw new ServiceError('platform.unauthenticated');
  return operator.userId;
}

function refuseWhenDown(fake: FakeOpenImis): void {
  if (fake.down) throw new ServiceError('platform.openimis-unavailable', { reason: 'unreachable' });
}

function loseAnswer(
  fake: FakeOpenImis,
  operation: 'createBeneficiary' | 'createGroup' | 'createIndividual' | 'resolveTask',
): void {
  if (fake.loseAnswerOf.delete(operation))
    throw new ServiceError('platform.openimis-unavailable', { reason: 'timeout' });
}
