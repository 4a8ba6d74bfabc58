import { ServiceError } from '@interlink/contracts/errors';
import {
  AssignTaskDocument,
  FindTaskDocument,
  ListTaskGroupsDocument,
  ListTasksDocument,
  ResolveTaskDocument,
  type TaskFieldsFragment,
} from '@interlink/contracts/openimis/generated/operations';
import type { Client } from './client.js';
import { ownUserId } from './directory.js';
import { mutate, mutationId } from './mutate.js';
import type { InspectedTask, TaskResolution, Tasks } from './port.js';
import { keyOf, nodesOf, objectOf, pagesOf } from './relay.js';

const ENROL_EVENT = 'BeneficiaryService.create';
// openIMIS cannot filter tasks by what they would do: newest first, so many pages back at most.
const MAX_PAGES = 20;

export function tasksOf(client: Client): Tasks {
  return {
    findEnrolmentTask: (planId, individualId, since) => findEnrolmentTask(client, planId, individualId, since),
    inspect: (taskId) => inspectTask(client, taskId),
    resolve: (taskId, decision) => resolveTask(client, taskId, decision),
  };
}

/** The newest task that would enrol this person in this plan. */
export function findEnrolmentTask(
  client: Client,
  planId: string,
  individualId: string,
  since?: string,
): Promise<InspectedTask | undefined> {
  return findNewestTask(client, ENROL_EVENT, { since: since ?? null }, ({ incoming_data: incoming }) => {
    const wanted = objectOf(incoming);
    return wanted.benefit_plan_id === planId && wanted.individual_id === individualId;
  });
}

/** The newest task that would change this individual. */
export function findUpdateTask(
  client: Client,
  individualId: string,
  since: string,
): Promise<InspectedTask | undefined> {
  return findNewestTask(client, 'IndividualService.update', { since, entityId: individualId }, () => true);
}

async function findNewestTask(
  client: Client,
  businessEvent: string,
  filter: { readonly since: string | null; readonly entityId?: string },
  isWanted: (data: Readonly<Record<string, unknown>>) => boolean,
): Promise<InspectedTask | undefined> {
  let pagesLeft = MAX_PAGES;
  const pages = pagesOf(
    async (after) => (await client.query(ListTasksDocument, { businessEvent, ...filter, after })).task,
  );
  for await (const rows of pages) {
    const found = rows.find((row) => isWanted(objectOf(row.data)));
    if (found) return toInspected(found);
    pagesLeft -= 1;
    if (pagesLeft === 0) return undefined;
  }
  return undefined;
}

async function inspectTask(client: Client, taskId: string): Promise<InspectedTask | undefined> {
  const { task } = await client.query(FindTaskDocument, { id: taskId });
  return nodesOf(task).map(toInspected)[0];
}

async function resolveTask(client: Client, taskId: string, decision: 'APPROVED' | 'FAILED'): Promise<TaskResolution> {
  const userId = await ownUserId(client);
  const before = await getTask(client, taskId);
  if (isClosed(before)) return toResolution(before);
  const assigned = before.taskGroupId && before.status === 'ACCEPTED' ? before : await assign(client, before, userId);
  if (!assigned.groupMembers.includes(userId)) throw notInGroup();
  await mutate(
    client,
    ResolveTaskDocument,
    { id: taskId, businessStatus: JSON.stringify({ [userId]: decision }) },
    mutationId(taskId, userId, decision),
  );
  return toResolution(await getTask(client, taskId));
}

/** Gives a task that nobody took up to a group of the resolver, the one named for its source before others. */
async function assign(client: Client, task: InspectedTask, userId: string): Promise<InspectedTask> {
  const groups = await findGroupsOf(client, userId);
  const group = groups.find(({ sources }) => sources.includes(task.source)) ?? groups[0];
  if (!group) throw notInGroup();
  await mutate(
    client,
    AssignTaskDocument,
    { id: task.taskId, taskGroupId: group.id, status: 'ACCEPTED' },
    mutationId(task.taskId, 'assign', group.id),
  );
  return getTask(client, task.taskId);
}

async function findGroupsOf(client: Client, userId: string) {
  const groups: { readonly id: string; readonly sources: readonly unknown[] }[] = [];
  const pages = pagesOf(async (after) => (await client.query(ListTaskGroupsDocument, { after })).taskGroup);
  for await (const rows of pages) {
    const own = rows.filter(({ taskexecutorSet }) =>
      nodesOf(taskexecutorSet).some(({ user }) => keyOf(user.id) === userId),
    );
    groups.push(...own.map(({ uuid, jsonExt }) => ({ id: uuid ?? '', sources: sourcesOf(jsonExt) })));
  }
  return groups;
}

function sourcesOf(jsonExt: unknown): readonly unknown[] {
  const sources = objectOf(jsonExt).task_sources;
  return Array.isArray(sources) ? sources : [];
}

async function getTask(client: Client, taskId: string): Promise<InspectedTask> {
  const task = await inspectTask(client, taskId);
  if (!task) throw new ServiceError('platform.not-found', { what: 'task' });
  return task;
}

const notInGroup = () => new ServiceError('platform.forbidden', { system: 'openIMIS', reason: 'not-in-task-group' });

const isClosed = ({ status }: InspectedTask) => status === 'COMPLETED' || status === 'FAILED';

function toResolution(task: InspectedTask): TaskResolution {
  const outcome = task.status === 'COMPLETED' ? 'approved' : task.status === 'FAILED' ? 'rejected' : 'open';
  return { task, outcome };
}

function toInspected(row: TaskFieldsFragment): InspectedTask {
  // Whoever is signed in to openIMIS can write anything there (S10); what is no word is no voice.
  const voices = Object.entries(objectOf(row.businessStatus)).filter(([, voice]) => typeof voice === 'string');
  return {
    taskId: row.uuid ?? '',
    source: row.source ?? '',
    status: row.status,
    userUpdated: keyOf(row.userUpdated.id),
    groupMembers: nodesOf(row.taskGroup?.taskexecutorSet).map(({ user }) => keyOf(user.id)),
    businessStatus: Object.fromEntries(voices) as Record<string, string>,
    ...(row.taskGroup?.uuid && { taskGroupId: row.taskGroup.uuid }),
  };
}
