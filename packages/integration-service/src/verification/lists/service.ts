import { ServiceError } from '@interlink/contracts/errors';
import type { VerificationList, VerificationListPage } from '@interlink/contracts/verification/lists';
import type { VerifyPeople } from '@interlink/contracts/verification/runs';
import { VerificationSettings } from '@interlink/contracts/verification/settings';
import { maskIdentifier } from '@interlink/domain/verification/mask-identifier';
import { verdictOf } from '@interlink/domain/verification/verdict';
import { systemActor } from '../../platform/actor.js';
import { readPolicy } from '../../platform/config.js';
import type { Operator } from '../../platform/http/api.js';
import { forgetAll } from '../../platform/jobs/forget.js';
import { orReport } from '../../platform/jobs/or-report.js';
import type { Platform } from '../../platform/platform.js';
import { scopeOf } from '../../registry/service.js';
import { askAbout, type AskedPerson } from '../ask-about.js';
import { nameOf, policyOf, type PeopleDeps } from '../people.js';
import { forgetAuthentications } from '../authentications.js';
import { erasedAmong, notePeople } from '../people-store.js';
import {
  addList,
  claimItems,
  findList,
  finishItem,
  finishList,
  forgetLists,
  listUnfinished,
  openPerson,
  pageOf,
  progressOf,
  type ItemRow,
  type ListRow,
} from './store.js';

/** Verification of many people by a job. */
export interface VerificationLists {
  /** Finds everybody with the operator's own token, keeps the list and wakes the job. S12 counts each of them. */
  start(operator: Operator, request: VerifyPeople): Promise<VerificationList>;
  /** Throws `verification.list-not-found`, for a list of somebody else too. */
  find(operator: Operator, id: string): Promise<VerificationList>;
  /** Those who are done after that place; each is read and audited anew, as far as the operator sees them now. */
  page(operator: Operator, id: string, after?: number): Promise<VerificationListPage>;
  /** The work of the job; safe to repeat and to run twice at once. */
  work(id: string): Promise<void>;
  /** Lists whose wake-up was lost or whose worker died. */
  workForgotten(): Promise<void>;
  forget(): Promise<void>;
}

export const WORK = 'verification.work-list';

const AT_ONCE = 5;
const PAGE = 20;
const KEPT_MS = 30 * 86_400_000;
/** Longer than any answer may take: after it, who claimed a person is taken for dead. */
const CLAIM_MS = 120_000;

export function createVerificationLists(platform: Platform, deps: PeopleDeps): VerificationLists {
  const settings = readPolicy(platform.config, 'verification', VerificationSettings);
  const own = async ({ session }: Operator, id: string) => {
    const row = await findList(platform, id);
    if (row?.operatorId !== session.userId) throw new ServiceError('verification.list-not-found');
    return row;
  };
  return {
    async start(operator, request) {
      const policy = policyOf(platform, settings, operator, request.programme);
      const people = await findAll(platform, deps, operator, request.nationalIds);
      const id = platform.ids.next();
      const subjects = people.flatMap(({ person }) => (person ? [person.individualId] : []));
      const checks = [...(request.kinds ?? policy.checks)];
      const { actor, session } = operator;
      const body = { listId: id, checks };
      const read = { action: 'verification.start-list', stream: `operator:${actor.id}`, subjects, body };
      // Whom the operator may not have today (S12) is not kept either.
      await platform.auditedRead(actor, read, () =>
        platform.inTransaction(actor, async (tx) => {
          await notePeople(tx, subjects);
          const row = {
            ...{ id, operatorId: session.userId, loginName: session.loginName, createdAt: tx.now, checks },
            ...{ correlationId: actor.correlationId, programme: request.programme ?? null, stopOn: [...policy.stopOn] },
            scope: scopeOf(operator, 'enrolment', deps.registry.policy),
            expiresAt: new Date(tx.now.getTime() + KEPT_MS),
          };
          await addList(tx, platform, row, people);
          tx.job(WORK, { listId: id });
        }),
      );
      return this.find(operator, id);
    },
    find: async (operator, id) => progressOf(platform, await own(operator, id)),
    page: async (operator, id, after = -1) => readPage(platform, deps, operator, await own(operator, id), after),
    work: (id) => workOn(platform, deps, id),
    async workForgotten() {
      for (const id of await listUnfinished(platform)) await orReport(platform, WORK, () => workOn(platform, deps, id));
    },
    forget: () =>
      forgetAll(platform, {
        'verification.authentication': (tx) => forgetAuthentications(tx, settings.authenticationDays),
        'verification.list': forgetLists,
      }),
  };
}

/** More than one person with one identifier is nobody, and so is whoever was erased. */
async function findAll(
  platform: Platform,
  { openimis }: PeopleDeps,
  { token, actor }: Operator,
  nationalIds: readonly string[],
) {
  const { people } = openimis.asOperator(token, actor.correlationId);
  const found: { readonly maskedId: string; readonly person: AskedPerson | undefined }[] = [];
  for (let at = 0; at < nationalIds.length; at += AT_ONCE) {
    const some = nationalIds.slice(at, at + AT_ONCE);
    const answers = await Promise.all(some.map((nationalId) => people.find({ nationalId }, 2)));
    found.push(...some.map((nationalId, place) => toItem(nationalId, answers[place] ?? [])));
  }
  const erased = await erasedAmong(
    platform,
    found.flatMap(({ person }) => person?.individualId ?? []),
  );
  return found.map((one) => (one.person && erased.has(one.person.individualId) ? { ...one, person: undefined } : one));
}

function toItem(nationalId: string, [person, second]: Awaited<ReturnType<Found['find']>>) {
  const maskedId = maskIdentifier(nationalId);
  if (!person || second) return { maskedId, person: undefined };
  const { individualId, givenName, surname, birthDate, account } = person;
  return { maskedId, person: { individualId, givenName, surname, birthDate, nationalId, ...(account && { account }) } };
}
type Found = ReturnType<PeopleDeps['openimis']['asOperator']>['people'];

/**
 * Whoever cannot be verified, by a mistake of ours, is tried again when the claim is over; the others are not kept
 * waiting.
 */
async function workOn(platform: Platform, deps: PeopleDeps, id: string): Promise<void> {
  const list = await findList(platform, id);
  if (!list || list.finishedAt) return;
  const actor = systemActor(list.correlationId, list.loginName);
  for (;;) {
    const before = new Date(platform.clock.now().getTime() - CLAIM_MS);
    const some = await platform.inTransaction(actor, (tx) => claimItems(tx, id, before, AT_ONCE));
    if (some.length === 0) break;
    await Promise.all(some.map((item) => orReport(platform, WORK, () => verifyItem(platform, deps, list, item))));
  }
  await platform.inTransaction(actor, (tx) => finishList(tx, id));
}

/**
 * The request id is the item's own: after a kill the same question is the same message, and its answer is used again.
 */
async function verifyItem(platform: Platform, deps: PeopleDeps, list: ListRow, item: ItemRow): Promise<void> {
  const actor = systemActor(list.correlationId, list.loginName);
  const person = await openPerson(platform, item);
  const asking = { actor, scope: list.scope, requestId: `list:${item.listId}:${item.place}` };
  const answers = person
    ? await askAbout(deps, { ...asking, person, programme: list.programme ?? undefined }, list.checks)
    : { results: [], notAsked: list.checks };
  platform.failpoint('verification.after-person');
  // Whose key was destroyed is nobody.
  const verdict = person ? verdictOf(answers.results, answers.notAsked, list) : 'unknown';
  await platform.inTransaction(actor, (tx) => finishItem(tx, item, verdict, answers));
}

async function readPage(
  platform: Platform,
  { openimis }: PeopleDeps,
  { token, actor }: Operator,
  list: ListRow,
  after: number,
): Promise<VerificationListPage> {
  const rows = await pageOf(platform, list.id, after, PAGE + 1);
  const some = rows.slice(0, PAGE);
  const { people } = openimis.asOperator(token, actor.correlationId);
  const seen = await Promise.all(
    some.map(({ individualId }) => (individualId === null ? undefined : people.findById(individualId))),
  );
  const items = some.map(({ maskedId, individualId, verdict, results, notAsked }, place) => {
    const person = seen[place];
    const nobody = { nationalId: maskedId, verdict: 'unknown' as const, results: [], notAsked: [] };
    if (!person || individualId === null || verdict === null) return nobody;
    return { nationalId: maskedId, individualId, name: nameOf(person), verdict, results: results ?? [], notAsked };
  });
  const subjects = items.flatMap((item) => ('individualId' in item ? [item.individualId] : []));
  const read = {
    action: 'verification.read-list',
    stream: `operator:${actor.id}`,
    subjects,
    body: { listId: list.id },
  };
  const last = some.at(-1);
  return platform.auditedRead(actor, read, () =>
    Promise.resolve({ items, ...(rows.length > PAGE && last && { next: last.place }) }),
  );
}
