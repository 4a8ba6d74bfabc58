import type { DciRole } from '@interlink/contracts/exchange/dci/role';
import type { PersonChanged } from '@interlink/contracts/registry/events';
import type { HouseholdView, PersonView } from '@interlink/contracts/registry/view';
import { isServiceError } from '@interlink/contracts/errors';
import type { Condition, Scalar } from '@interlink/domain/exchange/query/condition';
import { findEvent, isFired, isTrueOf, programmesOf } from '@interlink/domain/exchange/subscription/event-type';
import { enrolmentFacts, householdFacts, personFacts } from '@interlink/domain/exchange/subscription/facts';
import {
  attributesIn,
  blindFacts,
  isSatisfied,
  keysOfFacts,
  type Facts,
} from '@interlink/domain/exchange/subscription/match';
import { toJson } from '../../platform/database.js';
import type { ReceivedEvent } from '../../platform/outbox/subscriber.js';
import type { Platform } from '../../platform/platform.js';
import type { Tx } from '../../platform/transaction.js';
import { sharingScope } from '../answers/search.js';
import type { ExchangeContext } from '../context.js';
import { listByKeys, listWatched, type SubscriptionRow } from '../store/subscriptions.js';
import type { ExchangeTables } from '../tables.js';
import { blindFor } from './blind.js';

/** One stream a partner: what it is told keeps its order, and a partner that is away holds up no other. */
export const partnerStream = (partner: string) => `dci:${partner}`;
export const NOTICE = 'exchange.notice';

/** What is put by for a partner: ids alone; the record is read, and the agreement asked, when it is told. */
export interface NoticeBody {
  readonly code: string;
  readonly people: readonly string[];
  /** By person: in which programmes it happened. Absent: what is told is not of programmes. */
  readonly programmes?: Readonly<Record<string, readonly string[]>>;
}

/** Turns a change of the registry into notices of those who want to know. Safe to repeat. */
export async function noticeChange(context: ExchangeContext, { id, actor, body }: ReceivedEvent): Promise<void> {
  const change = body as unknown as PersonChanged;
  // S6: nobody is read, and no reading is noted, for a change of which nobody wants to be told.
  const watched = await listWatched(context.platform, context.platform.clock.now());
  if (!watched.some((row) => isOfKind(row, change))) return;
  const view = await findPerson(context, actor, change.personId);
  if (!view) return;
  const facts = await factsOf(context, actor, view);
  const keys = new Set(facts.flatMap(({ values }) => keysOfFacts(values)));
  const candidates = await listByKeys(context.platform, [...keys], context.platform.clock.now());
  const told = candidates.filter((row) => isWanted(row, change, facts) && isStillSo(context, row, view));
  if (told.length === 0) return;
  await context.platform.inTransaction(actor, (tx) => putBy(tx, id, change, told));
}

async function findPerson({ registry }: ExchangeContext, actor: ReceivedEvent['actor'], personId: string) {
  try {
    return await registry.getPerson(actor, personId, sharingScope);
  } catch (thrown) {
    // Merged into somebody whose own change comes too, if not erased.
    if (isGone(thrown)) return undefined;
    throw thrown;
  }
}

const GONE = ['registry.erased', 'registry.person-not-found'];
/** Whether the registry refused because there is nobody of that id any more. */
export const isGone = (thrown: unknown): boolean => isServiceError(thrown) && GONE.includes(thrown.code);

interface EntityFacts {
  readonly entity: 'Beneficiary' | 'Group' | 'person';
  readonly values: Facts;
  /** Of an enrolment. */
  readonly programme?: string;
}

async function factsOf(
  { registry, platform }: ExchangeContext,
  actor: ReceivedEvent['actor'],
  view: PersonView,
): Promise<readonly EntityFacts[]> {
  const households = await householdsOf({ registry }, actor, view);
  const plain: readonly EntityFacts[] = [
    { entity: 'person', values: withScores(personFacts(view.data), households) },
    ...view.enrolments.map((one): EntityFacts => {
      const { programme } = one;
      return { entity: 'Beneficiary', programme, values: enrolmentFacts(view.data, one) };
    }),
    ...households.map((one): EntityFacts => ({ entity: 'Group', values: householdFacts(one) })),
  ];
  const blind = blindFor(platform.vault);
  return plain.map((one) => ({ ...one, values: blindFacts(one.values, blind) }));
}

function householdsOf(
  { registry }: Pick<ExchangeContext, 'registry'>,
  actor: ReceivedEvent['actor'],
  view: PersonView,
): Promise<readonly HouseholdView[]> {
  return registry.getHouseholdsAsOne(actor, householdIdsOf(view), sharingScope);
}

export const householdIdsOf = ({ households }: PersonView): readonly string[] =>
  households.map(({ householdId }) => householdId);

function withScores(own: ReadonlyMap<string, readonly Scalar[]>, households: readonly HouseholdView[]): Facts {
  const scores = households.flatMap(({ povertyScore }) => povertyScore ?? []);
  return scores.length > 0 ? new Map([...own, ['poverty_score', scores]]) : own;
}

/** Whether somebody fits a filter. S6: a household is read only for what it alone knows. */
export async function isPersonWanted(
  { vault }: Pick<Platform, 'vault'>,
  view: PersonView,
  condition: Condition,
  readHouseholds: () => Promise<readonly HouseholdView[]>,
): Promise<boolean> {
  const isScored = attributesIn(condition).includes('poverty_score');
  const facts = withScores(personFacts(view.data), isScored ? await readHouseholds() : []);
  return isSatisfied(condition, blindFacts(facts, blindFor(vault)));
}

type Kind = Pick<SubscriptionRow, 'eventType' | 'role'>;

function isOfKind({ role, eventType }: Kind, change: PersonChanged): boolean {
  const event = findEvent(role as DciRole, eventType);
  return event !== undefined && isFired(event, change);
}

function programmesFor({ role, eventType }: Kind, change: PersonChanged): readonly string[] {
  const event = findEvent(role as DciRole, eventType);
  return event === undefined ? [] : programmesOf(event, change);
}

/** Whether what is told of has happened, by what is known now: a death that was entered by mistake is told to nobody. */
export function isStillSo(
  { platform }: Pick<ExchangeContext, 'platform'>,
  { role, eventType }: Kind,
  view: PersonView,
): boolean {
  const event = findEvent(role as DciRole, eventType);
  return event !== undefined && isTrueOf(event, view, platform.dayOf(platform.clock.now()));
}

function isWanted(row: SubscriptionRow, change: PersonChanged, facts: readonly EntityFacts[]): boolean {
  if (!isOfKind(row, change)) return false;
  const entity = row.entity === 'Beneficiary' || row.entity === 'Group' ? row.entity : 'person';
  const programmes = programmesFor(row, change);
  return facts.some(
    ({ entity: own, programme, values }) =>
      own === entity &&
      (programme === undefined || programmes.includes(programme)) &&
      isSatisfied(row.condition, values),
  );
}

/** Once an event and subscription; those with a frequency wait for their time, once a person. */
async function putBy(tx: Tx, eventId: string, change: PersonChanged, rows: readonly SubscriptionRow[]): Promise<void> {
  const values = rows.map((row) => ({
    ...{ code: row.code, eventId, personId: change.personId, createdAt: tx.now },
    event: toJson({ version: change.version, programmes: programmesFor(row, change) }),
    state: row.frequency === null ? ('sent' as const) : ('pending' as const),
  }));
  const added = await tx
    .db<ExchangeTables>()
    .insertInto('exchange.notice')
    .values(values)
    .onConflict((clash) => clash.columns(['code', 'eventId']).doNothing())
    .returning(['code', 'state'])
    .execute();
  const known = new Map(rows.map((row) => [row.code, row]));
  for (const { code, state } of added) {
    const row = known.get(code);
    if (state !== 'sent' || !row) continue;
    const body = noticeBody(row, [{ personId: change.personId, programmes: programmesFor(row, change) }]);
    tx.send({ stream: partnerStream(row.partner), kind: NOTICE, body: { ...body } });
  }
}

/** Somebody to whom several things happened is told of once. */
export function noticeBody(
  { code, entity }: Pick<SubscriptionRow, 'code' | 'entity'>,
  changes: readonly { readonly personId: string; readonly programmes: readonly string[] }[],
): NoticeBody {
  const byPerson = new Map<string, Set<string>>();
  for (const { personId, programmes } of changes) {
    byPerson.set(personId, new Set([...(byPerson.get(personId) ?? []), ...programmes]));
  }
  const people = [...byPerson.keys()];
  if (entity !== 'Beneficiary') return { code, people };
  return { code, people, programmes: Object.fromEntries([...byPerson].map(([id, some]) => [id, [...some]])) };
}
