import { registryTypes, type DciRole, type RecordEntity } from '@interlink/contracts/exchange/dci/role';
import type { NotifyEvent, NotifyRequest } from '@interlink/contracts/exchange/dci/notify';
import type { InboundPartner } from '@interlink/contracts/interconnection/inbound';
import type { PersonView } from '@interlink/contracts/registry/view';
import { isServiceError } from '@interlink/contracts/errors';
import { enrolmentFacts, householdFacts } from '@interlink/domain/exchange/subscription/facts';
import { attributesIn, blindFacts, isSatisfied } from '@interlink/domain/exchange/subscription/match';
import type { SearchPage } from '@interlink/contracts/registry/view';
import { toRecords } from '../answers/records.js';
import { elementsOf } from '../answers/search-item.js';
import { sharingScope, type Permit, type Told } from '../answers/search.js';
import type { ExchangeContext } from '../context.js';
import { findSubscription, type SubscriptionRow } from '../store/subscriptions.js';
import { blindFor } from './blind.js';
import { isPersonWanted, type NoticeBody } from './notices.js';

export interface Notice {
  readonly role: DciRole;
  readonly code: string;
  readonly message: NotifyRequest;
  readonly told: readonly Told[];
}

/** What a partner is told now: people as they are, no more than the agreement of this moment. Undefined: nothing. */
export async function noticeFor(
  context: ExchangeContext,
  partner: InboundPartner,
  { code, people }: NoticeBody,
  { transactionId, isRepeat }: { readonly transactionId: string; readonly isRepeat: true | undefined },
): Promise<Notice | undefined> {
  const row = await findSubscription(context.platform, code);
  if (!row || isRevoked(row)) return undefined;
  const permit = await permitOf(context, partner, row, isRepeat);
  if (!permit) return undefined;
  const events: NotifyEvent[] = [];
  const subjects: string[] = [];
  for (const personId of people) {
    const found = await eventsOf(context, partner, { row, permit, personId });
    if (found.length > 0) subjects.push(personId);
    events.push(...found);
  }
  if (events.length === 0) return undefined;
  const message = { transaction_id: transactionId, notify_event: events };
  return { role: row.role as DciRole, code, message, told: [{ permit, subjects, records: events.length, isRepeat }] };
}

/** Ended by the partner; one that came to its end still tells what was due before. */
const isRevoked = ({ endedAt, endsAt }: SubscriptionRow) => endedAt !== null && (endsAt === null || endedAt < endsAt);

async function permitOf(
  { inbound }: ExchangeContext,
  partner: InboundPartner,
  row: SubscriptionRow,
  isRepeat: true | undefined,
) {
  const entity = row.entity as RecordEntity;
  const decision = await inbound.findAgreement(
    { actor: partner.actor, operation: 'notify' },
    {
      ...{ partner: partner.id, direction: 'out', mode: 'event', recordType: entity, elements: [] },
      filterElements: elementsOf(entity, attributesIn(row.condition)),
      purpose: row.purpose ?? undefined,
      isRepeat,
    },
  );
  return decision.allowed ? decision : undefined;
}

interface Telling {
  readonly row: SubscriptionRow;
  readonly permit: Permit;
  readonly personId: string;
}

async function eventsOf(
  context: ExchangeContext,
  partner: InboundPartner,
  { row, permit, personId }: Telling,
): Promise<readonly NotifyEvent[]> {
  const { registry, platform } = context;
  try {
    const view = await registry.getPerson(partner.actor, personId, sharingScope);
    const page = await pageOf(context, partner, row, view);
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
    if (isServiceError(thrown) && thrown.code === 'registry.person-not-found') return [];
    throw thrown;
  }
}

/**
 * Only what fits the filter as it is now: of several enrolments or households not those that nobody asked for, and nobody
 * who has come to fit it no more since the change that waited.
 */
async function pageOf(
  { registry, platform }: ExchangeContext,
  partner: InboundPartner,
  { entity, condition }: SubscriptionRow,
  view: PersonView,
): Promise<SearchPage> {
  const blind = blindFor(platform.vault);
  if (entity === 'Beneficiary') {
    const items = view.enrolments
      .filter((one) => isSatisfied(condition, blindFacts(enrolmentFacts(view.data, one), blind)))
      .map((enrolment) => ({
        enrolment,
        person: view,
        benefits: view.benefits.filter(({ programme }) => programme === enrolment.programme),
      }));
    return { recordType: 'Beneficiary', total: items.length, items };
  }
  if (entity === 'Group') {
    const households = await Promise.all(
      view.households.map(({ householdId }) => registry.getHousehold(partner.actor, householdId, sharingScope)),
    );
    const items = households.filter((one) => isSatisfied(condition, blindFacts(householdFacts(one), blind)));
    return { recordType: 'Group', total: items.length, items };
  }
  const items = (await isPersonWanted({ registry, platform }, partner.actor, view, condition)) ? [view] : [];
  return { recordType: 'Member', total: items.length, items };
}
