import type { JourneyPage, JourneySummary, OpenWork } from '@interlink/contracts/enrolment/journey';
import type { JourneyState } from '@interlink/contracts/enrolment/states';
import { sql } from 'kysely';
import type { Operator } from '../platform/http/api.js';
import type { Platform } from '../platform/platform.js';
import { toPerson, visibleHeads } from './access.js';
import type { Catalogue } from './catalogue.js';
import type { PersonalStore } from './personal.js';
import type { EnrolmentTables, JourneyHead } from './tables.js';

export interface JourneyFilter {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
  readonly state?: JourneyState | undefined;
  readonly individualId?: string | undefined;
  /** `publicReference` of a journey. */
  readonly reference?: string | undefined;
  /** Only those that `countOpenWork` counts as unfinished. */
  readonly unfinished?: boolean | undefined;
}

const DEFAULT_LIMIT = 20;

interface ListDeps {
  readonly platform: Platform;
  readonly personal: PersonalStore;
  readonly catalogue: Pick<Catalogue, 'listProgrammes'>;
}

/** Newest first. The cursor is the last id of the page before: ids grow with time. */
export async function listJourneys(
  { platform, personal, catalogue }: ListDeps,
  operator: Operator,
  { limit = DEFAULT_LIMIT, ...filter }: JourneyFilter,
): Promise<JourneyPage> {
  const found = await filteredHeads(platform, operator, filter)
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const heads = found.slice(0, limit);
  // openIMIS may be away: the list is shown all the same.
  const programmes = await catalogue.listProgrammes().catch(() => []);
  const names = new Map(programmes.map(({ code, name }) => [code, name]));
  const read = { action: 'enrolment.list-journeys', stream: `operator:${operator.actor.id}` };
  return platform.auditedRead(operator.actor, { ...read, subjects: heads.map(({ id }) => id) }, async () => {
    const items = await Promise.all(
      heads.map((head) => toSummary(platform, personal, head, names.get(head.programme))),
    );
    const last = heads.at(-1);
    return { items, ...(found.length > limit && last && { nextCursor: last.id }) };
  });
}

function filteredHeads(platform: Platform, operator: Operator, filter: Omit<JourneyFilter, 'limit'>) {
  const { cursor, state, individualId, reference, unfinished } = filter;
  let query = visibleHeads(platform.db<EnrolmentTables>(), operator).selectAll();
  if (state !== undefined) query = query.where('state', '=', state);
  if (individualId !== undefined) query = query.where('individualId', '=', individualId);
  if (cursor !== undefined) query = query.where('id', '<', cursor);
  // The expression of the index `journey_by_reference`.
  if (reference !== undefined) query = query.where(sql<string>`right(id::text, 8)`, '=', reference.toLowerCase());
  if (unfinished === true) {
    query = query
      .where('makerLogin', '=', operator.session.loginName)
      .where('state', 'in', UNFINISHED)
      .where('erasedAt', 'is', null);
  }
  return query;
}

async function toSummary(
  platform: Platform,
  personal: PersonalStore,
  head: JourneyHead,
  programmeName: string | undefined,
): Promise<JourneySummary> {
  const applicant = await personal.find(platform, head.id, 'applicant');
  return {
    id: head.id,
    state: head.state,
    programme: head.programme,
    ...(programmeName !== undefined && { programmeName }),
    ...(applicant && { name: `${applicant.givenName} ${applicant.surname}` }),
    // Erased people stay in the list without a name.
    ...(head.erasedAt && { erasedAt: head.erasedAt.toISOString() }),
    maker: head.makerLogin,
    assurance: head.assurance,
    provisional: head.provisional,
    reasons: [...head.reasons],
    createdAt: head.createdAt.toISOString(),
    updatedAt: head.updatedAt.toISOString(),
  };
}

const UNFINISHED: readonly JourneyState[] = ['identified', 'consented', 'authenticating', 'checking', 'ready'];
const FOR_APPROVERS = ['approval-in-doubt', 'awaiting-approval', 'awaiting-task', 'held'] as const;

/** Counts only, so nobody's data is read: what waits for this operator. */
export async function countOpenWork(platform: Platform, operator: Operator): Promise<OpenWork> {
  const { loginName, mayCreate, mayApprove } = toPerson(operator);
  const db = platform.db<EnrolmentTables>();
  const heads = () =>
    visibleHeads(db, operator)
      .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
      .where('erasedAt', 'is', null)
      .groupBy('state');
  const others = mayApprove ? await heads().where('makerLogin', '!=', loginName).execute() : [];
  const own = mayCreate
    ? await heads().where('makerLogin', '=', loginName).where('state', 'in', UNFINISHED).execute()
    : [];
  const waiting = FOR_APPROVERS.flatMap((kind) => {
    const found = others.find(({ state }) => state === kind);
    return found ? [{ kind, count: Number(found.count) }] : [];
  });
  const unfinished = own.reduce((sum, { count }) => sum + Number(count), 0);
  return { items: unfinished > 0 ? [...waiting, { kind: 'unfinished', count: unfinished }] : waiting };
}
