import { createHash } from 'node:crypto';
import type { SubscribeReason } from '@interlink/contracts/exchange/dci/codes';
import { registryTypes, type RecordEntity } from '@interlink/contracts/exchange/dci/role';
import { SubscribeItem, type SubscribeResponseItem } from '@interlink/contracts/exchange/dci/subscription';
import { compileQuery } from '@interlink/domain/exchange/query/compile';
import { QueryRefused, type Condition } from '@interlink/domain/exchange/query/condition';
import { repeatedReferences, subscribeReasonAt } from '@interlink/domain/exchange/message/item-reason';
import { findEvent } from '@interlink/domain/exchange/subscription/event-type';
import { attributesIn, blindCondition, keysOf } from '@interlink/domain/exchange/subscription/match';
import { canonicalJson } from '@interlink/domain/interconnection/canonical-json';
import type { Tx } from '../../platform/transaction.js';
import { firstFault } from '../answers/first-fault.js';
import { elementsOf, entityNamed, referenceOf } from '../answers/search-item.js';
import type { Asked } from '../answers/search.js';
import type { ExchangeContext } from '../context.js';
import { addSubscription, countActive, type NewSubscription } from '../store/subscriptions.js';
import { blindFor } from './blind.js';
import { nextDue } from './frequency.js';

interface Refused {
  readonly reason: SubscribeReason;
  readonly why: string;
}
export type PreparedSubscription = Omit<NewSubscription, 'code'> | Refused;

/** Checks every item before the transaction that keeps those that are right. */
export async function prepareSubscriptions(context: ExchangeContext, asked: Asked, given: readonly unknown[]) {
  const repeated = repeatedReferences(given.map((item) => (item as { reference_id?: unknown } | null)?.reference_id));
  const prepared: PreparedSubscription[] = [];
  for (const [place, item] of given.entries()) {
    if (repeated[place] === true) prepared.push({ reason: 'rjct.reference_id.duplicate', why: 'came before' });
    else prepared.push(await prepare(context, asked, item));
  }
  return prepared;
}

/** Keeps what was prepared; the answer of each, and the codes that are new. */
export async function keepSubscriptions(
  tx: Tx,
  { platform, policy }: ExchangeContext,
  { at, partner }: Asked,
  given: readonly unknown[],
  prepared: readonly PreparedSubscription[],
): Promise<{ readonly items: readonly SubscribeResponseItem[]; readonly codes: readonly string[] }> {
  const room = policy.subscriptionsPerPartner - (await countActive(tx, partner.id));
  const items: SubscribeResponseItem[] = [];
  const codes: string[] = [];
  for (const [place, one] of prepared.entries()) {
    const item = given[place];
    const code = platform.ids.next();
    const refused = 'reason' in one ? one : codes.length < room ? await keep(tx, { ...one, code }) : FULL;
    if (!refused) codes.push(code);
    items.push(refused ? rejected(item, refused, at) : accepted(item as SubscribeItem, code, at));
  }
  return { items, codes };
}

const FULL: Refused = { reason: 'rjct.notify_details.invalid', why: 'too many subscriptions' };

async function keep(tx: Tx, subscription: NewSubscription): Promise<Refused | undefined> {
  const isNew = await addSubscription(tx, subscription);
  return isNew ? undefined : { reason: 'rjct.event.already_subscribed', why: 'is already subscribed' };
}

function accepted(item: SubscribeItem, code: string, at: string): SubscribeResponseItem {
  const { filter_type: filterType, ...criteria } = item.subscribe_criteria;
  return {
    reference_id: item.reference_id,
    timestamp: at,
    status: 'succ',
    subscriptions: [
      {
        ...{ version: '1.0.0', code, status: 'subscribe', timestamp: at },
        reg_event_type: criteria.reg_event_type,
        notify_record_type: criteria.notify_record_type,
        ...(criteria.reg_type !== undefined && { reg_type: criteria.reg_type }),
        ...(criteria.frequency && { frequency: criteria.frequency }),
        ...(filterType && { filter_type: filterType }),
        filter: criteria.filter,
      },
    ],
    ...(item.locale !== undefined && { locale: item.locale }),
  };
}

function rejected(given: unknown, { reason, why }: Refused, at: string): SubscribeResponseItem {
  return {
    reference_id: referenceOf(given),
    timestamp: at,
    status: 'rjct',
    status_reason_code: reason,
    status_reason_message: why,
  };
}

async function prepare(context: ExchangeContext, asked: Asked, given: unknown): Promise<PreparedSubscription> {
  const fault = firstFault(SubscribeItem, given);
  if (fault !== undefined) return { reason: subscribeReasonAt(fault), why: 'the item is not of its form' };
  const item = given as SubscribeItem;
  const { reg_type: registry, reg_event_type: event, notify_record_type: record } = item.subscribe_criteria;
  const entity = entityNamed(asked.role, record);
  const isOurs = registry === undefined || registry === registryTypes[asked.role];
  if (!entity || !isOurs || !findEvent(asked.role, event)) {
    return { reason: 'rjct.notify_types.invalid', why: 'this event or record type is not served here' };
  }
  const condition = filterOf(entity, item);
  if ('reason' in condition) return condition;
  const timing = timingOf(context, asked, item);
  if (!timing) return { reason: 'rjct.notify_details.invalid', why: 'the frequency cannot be kept to' };
  const agreed = await findPurpose(context, asked, { item, entity, condition });
  if ('reason' in agreed) return agreed;
  const blinded = blindCondition(condition, blindFor(context.platform.vault));
  const told = [event, record, timing.frequency ?? '', canonicalJson(blinded, 'as-is')];
  return {
    ...{ partner: asked.partner.id, role: asked.role, eventType: event, entity, recordType: record },
    ...{ condition: blinded, keys: keysOf(blinded), locale: item.locale ?? null, ...timing, ...agreed },
    digest: createHash('sha256').update(told.join('\n')).digest('hex'),
  };
}

function filterOf(entity: RecordEntity, { subscribe_criteria: criteria }: SubscribeItem): Condition | Refused {
  try {
    return compileQuery(entity, { queryType: criteria.filter_type, query: criteria.filter });
  } catch (thrown) {
    if (!(thrown instanceof QueryRefused)) throw thrown;
    const isPerson = criteria.filter_type === 'idtype-value';
    return { reason: isPerson ? 'rjct.person_id.invalid' : 'rjct.notify_details.invalid', why: thrown.why };
  }
}

/** From when to when, and when first; undefined when it would never be told anything. */
function timingOf({ policy }: ExchangeContext, { at }: Asked, { subscribe_criteria: { frequency } }: SubscribeItem) {
  const now = new Date(at);
  const longest = new Date(now.getTime() + policy.subscriptionDays * 86_400_000);
  if (!frequency) return { startsAt: now, endsAt: longest, frequency: null, nextDueAt: null };
  const [startsAt, endsAt] = [new Date(frequency.start_time), new Date(frequency.end_time)];
  const nextDueAt = nextDue(frequency.frequency, startsAt > now ? startsAt : now);
  if (!nextDueAt || nextDueAt > endsAt || endsAt <= startsAt) return undefined;
  return { startsAt, endsAt, frequency: frequency.frequency, nextDueAt };
}

interface Watched {
  readonly item: SubscribeItem;
  readonly entity: RecordEntity;
  readonly condition: Condition;
}

/** For what it is told: that must be agreed whenever it is, and not only now. */
async function findPurpose(
  { inbound }: ExchangeContext,
  { partner }: Asked,
  watched: Watched,
): Promise<Refused | { readonly purpose: string }> {
  const { item, entity, condition } = watched;
  const { authorize } = item.subscribe_criteria;
  const basis = await inbound.checkConsent(partner, { consent: undefined, authorize });
  // It would have to hold for whoever changes in the time to come, and be told apart for each.
  const refused = (why: string): Refused => ({ reason: 'rjct.notify_details.invalid', why });
  if (basis.consent !== undefined) return refused('a subscription cannot rest on a consent');
  const decision = await inbound.findAgreement(
    { actor: partner.actor, operation: 'subscribe' },
    {
      ...{ partner: partner.id, direction: 'out', mode: 'event', recordType: entity, elements: [] },
      filterElements: elementsOf(entity, attributesIn(condition)),
      // No record passes by it: what may still pass today is no matter.
      isRepeat: true,
      ...basis,
    },
  );
  return decision.allowed ? { purpose: decision.purpose } : refused('no agreement in force allows this');
}
