import { ServiceError } from '@interlink/contracts/errors';
import type { JourneyEvent, RecordedEvent } from '@interlink/domain/enrolment/events';
import { fold } from '@interlink/domain/enrolment/fold';
import type { JourneyStatus } from '@interlink/domain/enrolment/status';
import type { Selectable } from 'kysely';
import { toJson, type DbHandle } from '../platform/database.js';
import type { EnrolmentTables, JourneyHead } from './tables.js';

/** A journey as it is kept: its head, its events and what they fold to. */
export interface LoadedJourney {
  readonly head: JourneyHead;
  readonly events: readonly RecordedEvent[];
  readonly status: JourneyStatus;
}

/** Undefined when there is none. `lock`: nobody else changes it until the transaction ends. */
export async function findHead(
  handle: DbHandle,
  id: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<JourneyHead | undefined> {
  const query = handle.db<EnrolmentTables>().selectFrom('enrolment.journey').selectAll().where('id', '=', id);
  return (lock ? query.forUpdate() : query).executeTakeFirst();
}

/** Throws `enrolment.journey-not-found`. */
export async function getJourney(
  handle: DbHandle,
  id: string,
  options: { lock?: boolean } = {},
): Promise<LoadedJourney> {
  const head = await findHead(handle, id, options);
  const events = head ? await listEvents(handle, id) : [];
  const status = fold(events);
  if (!head || !status) throw new ServiceError('enrolment.journey-not-found');
  return { head, events, status };
}

async function listEvents(handle: DbHandle, id: string): Promise<RecordedEvent[]> {
  const rows = await handle
    .db<EnrolmentTables>()
    .selectFrom('enrolment.journeyEvent')
    .selectAll()
    .where('journeyId', '=', id)
    .orderBy('seq')
    .execute();
  return rows.map(toRecorded);
}

function toRecorded({ seq, at, who, body }: Selectable<EnrolmentTables['enrolment.journeyEvent']>): RecordedEvent {
  return { seq, at: at.toISOString(), who, event: body };
}

/** Adds events behind those that are there; the primary key refuses a second one at the same place. */
export async function appendEvents(
  handle: DbHandle,
  id: string,
  after: number,
  events: readonly JourneyEvent[],
  { at, who }: { readonly at: Date; readonly who: string },
): Promise<RecordedEvent[]> {
  const recorded = events.map((event, index) => ({ seq: after + index + 1, at: at.toISOString(), who, event }));
  if (recorded.length === 0) return recorded;
  const rows = recorded.map(({ seq, event }) => ({ journeyId: id, seq, at, who, body: toJson(event) }));
  await handle.db<EnrolmentTables>().insertInto('enrolment.journeyEvent').values(rows).execute();
  return recorded;
}

/** What the head repeats of the status, so that lists need not fold. */
export function toHeadColumns(status: JourneyStatus) {
  return {
    state: status.state,
    version: status.version,
    assurance: status.assurance,
    provisional: status.provisional.length > 0,
    reasons: [...stoppingReasons(status)],
    individualId: status.individualId ?? null,
    updatedAt: new Date(status.updatedAt),
  };
}

/** Reasons of the steps at which somebody has to do something. */
function stoppingReasons({ steps }: JourneyStatus): Set<string> {
  const stopping = Object.values(steps).filter(({ status }) => status === 'failed' || status === 'review');
  return new Set(stopping.flatMap(({ reasons }) => reasons));
}
