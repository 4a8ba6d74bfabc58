import type {
  SubscriptionFilter,
  SubscriptionPage,
  SubscriptionView,
} from '@interlink/contracts/exchange/subscription-view';
import { sql } from 'kysely';
import type { DbHandle } from '../../platform/database.js';
import type { ExchangeTables } from '../tables.js';

const PAGE = 50;

interface Row {
  readonly code: string;
  readonly partner: string;
  readonly role: string;
  readonly eventType: string;
  readonly entity: string;
  readonly recordType: string;
  readonly startsAt: Date;
  readonly endsAt: Date | null;
  readonly frequency: string | null;
  readonly endedAt: Date | null;
  readonly waiting: number;
  readonly told: number;
}

/** By code. What a filter names is kept as hashes only, so there is no person in it. */
export async function listSubscriptions(
  handle: DbHandle,
  { partner, state, after }: SubscriptionFilter,
  now: Date,
): Promise<SubscriptionPage> {
  const ofPartner = partner === undefined ? sql`true` : sql`s.partner = ${partner}`;
  const inState = state === undefined ? sql`true` : state === 'ended' ? isEnded : sql`not ${isEnded}`;
  const beyond = after === undefined ? sql`true` : sql`s.code > ${after}`;
  const { rows } = await sql<Row>`
    select s.code, s.partner, s.role, s.event_type, s.entity, s.record_type, s.starts_at, s.ends_at, s.frequency,
      s.ended_at,
      (select count(*) from exchange.notice n where n.code = s.code and n.state = 'pending')::int as waiting,
      (s.told_before + (select count(*) from exchange.notice n where n.code = s.code and n.state = 'sent'))::int as told
    from exchange.subscription s where ${ofPartner} and ${inState} and ${beyond}
    order by s.code limit ${PAGE + 1}`.execute(handle.db<ExchangeTables>());
  const items = rows.slice(0, PAGE).map((row) => toView(row, now));
  const last = items.at(-1);
  return { items, ...(rows.length > PAGE && last && { next: last.code }) };
}

const isEnded = sql`s.ended_at is not null`;

function toView(row: Row, now: Date): SubscriptionView {
  const { code, partner, role, eventType, entity, recordType, waiting, told, endedAt } = row;
  const endsAt = endedAt ?? row.endsAt;
  return {
    ...{ code, partner, role, eventType, entity, recordType, waiting, told },
    state: endedAt !== null ? 'ended' : row.startsAt > now ? 'not-yet' : 'active',
    startsAt: row.startsAt.toISOString(),
    ...(endsAt && { endsAt: endsAt.toISOString() }),
    ...(row.frequency !== null && { frequency: row.frequency }),
  };
}
