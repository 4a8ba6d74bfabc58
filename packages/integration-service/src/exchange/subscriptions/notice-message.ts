import { registryTypes, type DciRole, type RecordEntity } from '@interlink/contracts/exchange/dci/role';
import type { NotifyEvent, NotifyRequest } from '@interlink/contracts/exchange/dci/notify';
import { MAX_ITEMS } from '@interlink/contracts/exchange/dci/values';
import type { AgreementWait } from '@interlink/contracts/interconnection/agreement';
import type { InboundPartner } from '@interlink/contracts/interconnection/inbound';
import type { HouseholdView, PersonView } from '@interlink/contracts/registry/view';
import { enrolmentFacts, householdFacts } from '@interlink/domain/exchange/subscription/facts';
import { attributesIn, blindFacts, isSatisfied } from '@interlink/domain/exchange/subscription/match';
import type { SearchPage } from '@interlink/contracts/registry/view';
import { nextDay } from '../../interconnection/service.js';
import type { DeliveryOutcome, Postponed } from '../../platform/outbox/destination.js';
import type { Tx } from '../../platform/transaction.js';
import { toRecords } from '../answers/records.js';
import { elementsOf } from '../answers/search-item.js';
import { sharingScope, type Permit, type Told } from '../answers/search.js';
import type { ExchangeContext, Register } from '../context.js';
import { findingSubscriptions, type SubscriptionRow } from '../store/subscriptions.js';
import { blindFor } from './blind.js';
import { householdIdsOf, isGone, isPersonWanted, isStillSo, type NoticeBody } from './notices.js';

export interface Notice {
  readonly role: DciRole;
  readonly code: string;
  readonly message: NotifyRequest;
  readonly told: readonly Told[];
}

/**
 * What a partner is told now: people as they are, no more than the agreement of this moment. Undefined: nothing, and
 * nothing later. What the agreement lets pass another day waits for it; of many people those go who fit into this one.
 */
export async function noticeFor(
  tx: Tx,
  context: ExchangeContext,
  partner: InboundPartner,
  body: NoticeBody,
  { transactionId, isRepeat }: { readonly transactionId: string; readonly isRepeat: true | undefined },
): Promise<Notice | DeliveryOutcome | undefined> {
  const { code, people } = body;
  const row = await tx.jointly(findingSubscriptions, code);
  if (!row || isRevoked(row)) return undefined;
  const permit = await permitOf(tx, context, partner, row, isRepeat);
  if (!permit.allowed) return permit.until && postponed(code, permit.refusal, WAITS[permit.until](tx.now));
  const left = isRepeat ? Infinity : (permit.recordsLeft ?? Infinity);
  const events: NotifyEvent[] = [];
  const subjects: string[] = [];
  for (const [place, personId] of people.entries()) {
    const found = await eventsOf(tx, context, { row, permit, personId, body });
    // One of many enrolments makes a message longer than its people.
    const isFull = place > 0 && events.length + found.length > Math.min(left, MAX_ITEMS);
    if (isFull) return { outcome: 'split', bodies: splitAt(body, place) };
    if (found.length > left) {
      // One person of more records than pass on any day: only another agreement helps.
      const isNever = found.length > (permit.dailyRecords ?? Infinity);
      return isNever ? { outcome: 'refused', reason: USED_UP } : postponed(code, USED_UP, nextDay(tx.now));
    }
    if (found.length > 0) subjects.push(personId);
    events.push(...found);
  }
  if (events.length === 0) return undefined;
  const message = { transaction_id: transactionId, notify_event: events };
  return { role: row.role as DciRole, code, message, told: [{ permit, subjects, records: events.length, isRepeat }] };
}

const USED_UP = 'volume-used-up';
const HOUR_MS = 3_600_000;

/** Who suspended an agreement resumes it at a time that nobody knows. */
const WAITS: Readonly<Record<AgreementWait, (now: Date) => Date>> = {
  'next-day': nextDay,
  resumed: (now) => new Date(now.getTime() + HOUR_MS),
};

const postponed = (code: string, reason: string, until: Date): Postponed => ({
  ...{ outcome: 'postponed', reason, until },
  alike: { code },
});

const splitAt = ({ people, ...body }: NoticeBody, place: number) => [
  { ...body, people: people.slice(0, place) },
  { ...body, people: people.slice(place) },
];

/** Ended by the partner; one that came to its end still tells what was due before. */
const isRevoked = ({ endedAt, endsAt }: SubscriptionRow) => endedAt !== null && (endsAt === null || endedAt < endsAt);

function permitOf(
  tx: Tx,
  { inbound }: ExchangeContext,
  partner: InboundPartner,
  row: SubscriptionRow,
  isRepeat: true | undefined,
) {
  const entity = row.entity as RecordEntity;
  return inbound.findAgreementWithin(tx, 'notify', {
    ...{ partner: partner.id, direction: 'out', mode: 'event', recordType: entity, elements: [] },
    filterElements: elementsOf(entity, attributesIn(row.condition)),
    purpose: row.purpose ?? undefined,
    isRepeat,
  });
}

interface Telling {
  readonly row: SubscriptionRow;
  readonly permit: Permit;
  readonly personId: string;
  readonly body: NoticeBody;
}

async function eventsOf(
  tx: Tx,
  context: ExchangeContext,
  { row, permit, personId, body }: Telling,
): Promise<readonly NotifyEvent[]> {
  const { registry, platform } = context;
  try {
    const view = await registry.getPersonWithin(tx, personId, sharingScope);
    if (!isStillSo(context, row, view)) return [];
    const page = await pageOf(tx, context, row, { view, programmes: body.programmes?.[personId] });
    const kind = { role: row.role as DciRole, entity: row.entity as RecordEntity };
    return toRecords(page, kind, permit.elements).map((record) => ({
      reference_id: platform.ids.next(),
      timestamp: platform.clock.now().toISOString(),
      data: {
        version: '1.0.0',
        reg_type: registryTypes[kind.role],
        reg_event_type: row.eventType,
        reg_record_type: row.recordType,
        reg_records: record,
      },
      subscription_code: row.code,
      ...(row.locale !== null && { locale: row.locale }),
    }));
  } catch (thrown) {
    // Erased since: there is nobody left to tell of.
    if (isGone(thrown)) return [];
    throw thrown;
  }
}

/**
 * Only what fits the filter as it is now: of several enrolments or households not those that nobody asked for, and nobody
 * who has come to fit it no more since the change that waited.
 */
async function pageOf(
  tx: Tx,
  { registry, platform }: ExchangeContext,
  { entity, condition }: SubscriptionRow,
  { view, programmes }: { readonly view: PersonView; readonly programmes: readonly string[] | undefined },
): Promise<SearchPage> {
  const blind = blindFor(platform.vault);
  if (entity === 'Beneficiary') {
    const items = view.enrolments
      .filter(({ programme }) => programmes?.includes(programme) ?? true)
      .filter((one) => isSatisfied(condition, blindFacts(enrolmentFacts(view.data, one), blind)))
      .map((enrolment) => ({
        enrolment,
        person: view,
        benefits: view.benefits.filter(({ programme }) => programme === enrolment.programme),
      }));
    return { recordType: 'Beneficiary', total: items.length, items };
  }
  if (entity === 'Group') {
    const households = await householdsOf(tx, registry, view);
    const items = households.filter((one) => isSatisfied(condition, blindFacts(householdFacts(one), blind)));
    return { recordType: 'Group', total: items.length, items };
  }
  const isWanted = await isPersonWanted(platform, view, condition, () => householdsOf(tx, registry, view));
  const items = isWanted ? [view] : [];
  return { recordType: 'Member', total: items.length, items };
}

const householdsOf = (tx: Tx, registry: Register, view: PersonView): Promise<readonly HouseholdView[]> =>
  registry.getHouseholdsAsOneWithin(tx, householdIdsOf(view), sharingScope);
