import type { NotifyEvent, NotifyRequest } from '@interlink/contracts/exchange/dci/notify';
import type { SourceRecord } from '@interlink/contracts/registry/source-record';
import { fromTold, type ReadRecord } from '@interlink/domain/exchange/records/from-dci';
import type { Tx } from '../../platform/transaction.js';
import { entityNamed } from '../answers/search-item.js';
import type { ExchangeContext } from '../context.js';
import type { Incoming } from '../server/incoming.js';
import { isRoleFollowed } from '../store/inquiries.js';
import { nameOf, takeNewest, type ToldAt } from '../store/told-records.js';
import { stateRecord, toToldRecord } from './state-record.js';

/**
 * What a source that we follow tells of people becomes its statements, in the transaction that takes the notice: once,
 * in the order in which it happened there, whatever order it came in. What cannot be read or kept is left out and is in
 * the audit; the rest is taken. Whose views differ now, as ids. Of anybody else a notice is kept, and no more.
 */
export async function stateNotice(tx: Tx, context: ExchangeContext, incoming: Incoming): Promise<readonly string[]> {
  const { partner, role, message } = incoming;
  if (context.registry.policy.sources[partner.id]?.kind !== 'dci') return [];
  if ((role !== 'ibr' && role !== 'sr') || !(await isRoleFollowed(tx, partner.id, role))) return [];
  const { notify_event: events } = message as unknown as NotifyRequest;
  const told = events.map((event) => ({ at: momentOf(event, tx.now), read: readEvent(role, event) }));
  told.sort((one, other) => one.at.getTime() - other.at.getTime());
  const fresh = await takeNewest(tx, context.platform, partner.id, newestOf(told));
  const people = new Set<string>();
  for (const { at, read } of told) {
    const stated = await stateRecord(tx, context.registry, partner.id, without(read, fresh));
    if ('refused' in stated) leaveOut(tx, incoming, at, stated.refused);
    else for (const person of stated.people) people.add(person);
  }
  return [...people];
}

/** Not later than now: whoever's clock is ahead, or tells no time that there is, does not make the next look old. */
function momentOf({ timestamp }: NotifyEvent, now: Date): Date {
  const told = Date.parse(timestamp);
  return told < now.getTime() ? new Date(Math.max(told, 0)) : now;
}

function readEvent(role: 'ibr' | 'sr', { data }: NotifyEvent): ReadRecord {
  const told = toToldRecord(entityNamed(role, data.reg_record_type), data.reg_records);
  return told ? fromTold(told) : { refused: 'rjct.search_criteria.invalid' };
}

/** Of what one message says twice of a record, the last. */
function newestOf(told: readonly { readonly at: Date; readonly read: ReadRecord }[]): ReadonlyMap<string, ToldAt> {
  const records = told.flatMap(({ at, read }) =>
    'records' in read ? read.records.map((record) => ({ record, at })) : [],
  );
  return new Map(records.map((one) => [nameOf(one.record), one]));
}

function without(read: ReadRecord, fresh: ReadonlySet<string>): ReadRecord {
  if ('refused' in read) return read;
  return { records: read.records.filter((record: SourceRecord) => fresh.has(nameOf(record))) };
}

function leaveOut(tx: Tx, { partner, role, messageId }: Incoming, at: Date, why: string): void {
  tx.audit({
    stream: `partner:${partner.id}`,
    action: 'exchange.leave-out',
    subject: partner.id,
    body: { messageId, role, at: at.toISOString(), why },
  });
}
