import type { ConnectorHealth } from '@interlink/contracts/interconnection/connectors';
import type { PartnerSettings } from '@interlink/contracts/interconnection/partner';
import { connectorState } from '@interlink/domain/interconnection/connector-health';
import { sql } from 'kysely';
import type { DbHandle } from '../platform/database.js';
import type { Platform } from '../platform/platform.js';
import type { ExchangeRecord } from './outgoing.js';
import { destinationDefaults } from './policy.js';
import type { InterconnectionTables } from './tables.js';

const HOUR_MS = 3_600_000;
/** Of older ones nothing is shown, and nothing kept. */
export const CALL_DAYS = 7;
const KEPT_MS = CALL_DAYS * 24 * HOUR_MS;

/** Who asked whom about whom, and what came of it: before the answer is used (S6). The second row names no person. */
export function recordCall({ ids, inTransaction }: Pick<Platform, 'ids' | 'inTransaction'>, record: ExchangeRecord) {
  const { cause, ...body } = record;
  return inTransaction(cause.actor, async (tx) => {
    tx.audit({
      stream: `subject:${cause.subjectId}`,
      action: 'interconnection.exchange',
      subject: cause.subjectId,
      body,
    });
    const { partner, operation, result, tookMs } = body;
    await tx
      .db<InterconnectionTables>()
      .insertInto('interconnection.outgoingCall')
      .values({ id: ids.next(), partner, operation, result, tookMs: Math.round(tookMs), at: tx.now })
      .execute();
  });
}

interface CallFigures {
  readonly partner: string;
  readonly calls: number;
  readonly failures: number;
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
  readonly failedSinceAnswer: number;
  readonly lastAnsweredAt: Date | null;
  readonly failedAt: Date | null;
  readonly failedWith: string | null;
}

/** How every system that we ask did in the last hour, in the order of interlink.json. */
export async function connectorsHealth(
  handle: DbHandle,
  partners: Readonly<Record<string, PartnerSettings>>,
  now: Date,
): Promise<readonly ConnectorHealth[]> {
  const figures = new Map((await readFigures(handle, now)).map((row) => [row.partner, row]));
  return Object.entries(partners).map(([partner, settings]) => toHealth(partner, settings, figures.get(partner)));
}

/** `failed` says the same as `isFailedCall`, so that a million calls are counted where they lie. */
async function readFigures(handle: DbHandle, now: Date): Promise<readonly CallFigures[]> {
  const hour = new Date(now.getTime() - HOUR_MS);
  const { rows } = await sql<CallFigures>`
    with call as (
      select partner, at, took_ms, result, result !~ '^([123][0-9][0-9]|404)$' as failed
      from interconnection.outgoing_call where at > ${new Date(now.getTime() - KEPT_MS)}
    ), answered as (select partner, max(at) as last from call where not failed group by partner)
    select c.partner,
      (count(*) filter (where at > ${hour}))::int as calls,
      (count(*) filter (where at > ${hour} and failed))::int as failures,
      (percentile_disc(0.5) within group (order by took_ms) filter (where at > ${hour} and not failed))::int as median_ms,
      (percentile_disc(0.95) within group (order by took_ms) filter (where at > ${hour} and not failed))::int as p95_ms,
      (count(*) filter (where failed and at > ${hour} and (a.last is null or at > a.last)))::int as failed_since_answer,
      max(a.last) as last_answered_at,
      max(at) filter (where failed) as failed_at,
      (array_agg(result order by at desc) filter (where failed))[1] as failed_with
    from call c left join answered a on a.partner = c.partner group by c.partner`.execute(
    handle.db<InterconnectionTables>(),
  );
  return rows;
}

const NO_CALLS = {
  ...{ calls: 0, failures: 0, failedSinceAnswer: 0, medianMs: null, p95Ms: null },
  ...{ lastAnsweredAt: null, failedAt: null, failedWith: null },
};

function toHealth(partner: string, settings: PartnerSettings, figures: CallFigures | undefined): ConnectorHealth {
  const tally = figures ?? NO_CALLS;
  const { lastAnsweredAt, failedAt, failedWith, medianMs, p95Ms } = tally;
  return {
    partner,
    host: new URL(settings.url).host,
    state: connectorState(tally),
    calls: tally.calls,
    failures: tally.failures,
    ...(medianMs !== null && { medianMs }),
    ...(p95Ms !== null && { p95Ms }),
    ...(lastAnsweredAt && { lastAnsweredAt: lastAnsweredAt.toISOString() }),
    ...(failedAt && failedWith !== null && { lastFailure: { at: failedAt.toISOString(), result: failedWith } }),
    timeoutMs: settings.timeoutMs ?? destinationDefaults.timeoutMs,
    connections: settings.connections ?? destinationDefaults.connections,
  };
}
