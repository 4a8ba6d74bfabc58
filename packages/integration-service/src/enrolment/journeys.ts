import type { ErrorCode } from '@interlink/contracts/errors';
import { ServiceError } from '@interlink/contracts/errors';
import { PAYMENT_HOLD_CHANGED, type PaymentHoldChanged } from '@interlink/contracts/payments/hold';
import { allowedActions, type JourneyPerson } from '@interlink/domain/enrolment/allowed-actions';
import { decide, type JourneyCommand } from '@interlink/domain/enrolment/decide';
import type { Decision, JourneyPolicy } from '@interlink/domain/enrolment/decision';
import type { RecordedEvent } from '@interlink/domain/enrolment/events';
import { apply } from '@interlink/domain/enrolment/fold';
import { nextStep } from '@interlink/domain/enrolment/next';
import { paymentHold } from '@interlink/domain/enrolment/payment-hold';
import type { JourneyStatus } from '@interlink/domain/enrolment/status';
import type { Publish } from '../platform/outbox/subscriber.js';
import type { Tx } from '../platform/transaction.js';
import { appendEvents, getJourney, toHeadColumns, type LoadedJourney } from './store.js';
import type { EnrolmentTables } from './tables.js';

/** The engine lost its lease: somebody else goes on with the journey. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

export interface ChangeOptions {
  /** Absent: the engine itself. */
  readonly person?: JourneyPerson | undefined;
  /** The engine's lease; a stale one throws `LeaseLost` and writes nothing. */
  readonly fence?: number | undefined;
  readonly leaseMs?: number | undefined;
  /** A journey that nobody drives is looked at again after this long, whoever was killed in between. */
  readonly rescueMs: number;
  /** Tells the capabilities behind who may not be paid yet. */
  readonly publish: Publish;
  /** The version the caller has seen (If-Match); another one is `platform.conflict`. */
  readonly version?: number | undefined;
}

export interface Changed extends LoadedJourney {
  /** What this change added; empty for a repeat of what was already done. */
  readonly added: readonly RecordedEvent[];
}

/**
 * The only way to change a journey: locks it, decides over its fold, keeps the events, their audit and the new head.
 * Throws `enrolment.journey-erased` when its person was erased.
 */
export async function changeJourney(
  tx: Tx,
  id: string,
  policy: JourneyPolicy,
  command: JourneyCommand | ((loaded: LoadedJourney) => JourneyCommand | Promise<JourneyCommand>),
  options: ChangeOptions,
): Promise<Changed> {
  const loaded = await getJourney(tx, id, { lock: true });
  if (options.fence !== undefined && loaded.head.fence !== options.fence) throw new LeaseLost();
  if (loaded.head.erasedAt) throw new ServiceError('enrolment.journey-erased');
  if (options.version !== undefined && loaded.head.version !== options.version) {
    throw new ServiceError('platform.conflict', { version: loaded.head.version });
  }
  const wanted = typeof command === 'function' ? await command(loaded) : command;
  const decision = decide(loaded.status, wanted, { person: options.person, policy, now: tx.now.toISOString() });
  if ('refused' in decision) throw toRefusal(decision, loaded.status, options.person);
  const who = options.person?.loginName ?? 'interlink';
  const added = await appendEvents(tx, id, loaded.status.version, decision.events, { at: tx.now, who });
  const status = added.reduce<JourneyStatus>((now, event) => apply(now, event) ?? now, loaded.status);
  for (const { seq, event } of added) {
    const body = { seq, state: status.state };
    tx.audit({ stream: `journey:${id}`, action: `enrolment.${event.type}`, subject: id, body });
  }
  const head = await saveHead(tx, loaded, status, options);
  tellPayments(tx, options.publish, loaded, status);
  return { head, status, events: [...loaded.events, ...added], added };
}

async function saveHead(tx: Tx, { head }: LoadedJourney, status: JourneyStatus, options: ChangeOptions) {
  const isEngine = options.fence !== undefined;
  const change = {
    ...toHeadColumns(status),
    wakeAt: wakeTime(status, tx.now, options.rescueMs),
    leaseUntil: isEngine ? new Date(tx.now.getTime() + (options.leaseMs ?? options.rescueMs)) : head.leaseUntil,
  };
  await tx.db<EnrolmentTables>().updateTable('enrolment.journey').set(change).where('id', '=', head.id).execute();
  return { ...head, ...change };
}

/** Once the person is one of openIMIS: whenever the reason not to pay changes, and when an enrolment ends well. */
function tellPayments(tx: Tx, publish: Publish, { head, status: before }: LoadedJourney, status: JourneyStatus): void {
  const { individualId, state } = status;
  if (individualId === undefined) return;
  const hold = paymentHold(status);
  const wasTold = before.individualId === individualId;
  const isEnrolled = state === 'enrolled';
  const isNews = hold !== (wasTold ? paymentHold(before) : undefined) || (isEnrolled && before.state !== 'enrolled');
  if (!isNews) return;
  const body: PaymentHoldChanged = {
    journeyId: head.id,
    individualId,
    programme: head.programme,
    isEnrolled,
    ...(hold && { hold }),
  };
  publish(tx, { kind: PAYMENT_HOLD_CHANGED, body });
}

/**
 * When the sweep looks at the journey: at its retry, soon when there is something to do, never when a person is
 * awaited.
 */
export function wakeTime(status: JourneyStatus, now: Date, soonMs: number): Date | null {
  const next = nextStep(status, now.toISOString());
  if ('do' in next) return new Date(now.getTime() + soonMs);
  return next.wait === 'time' ? new Date(next.at) : null;
}

function toRefusal(
  decision: Exclude<Decision, { events: unknown }>,
  status: JourneyStatus,
  person: JourneyPerson | undefined,
): ServiceError {
  const details = {
    state: status.state,
    allowed: person ? allowedActions(status, person) : [],
    ...('permission' in decision && { permission: decision.permission }),
  };
  return new ServiceError(decision.refused satisfies ErrorCode, details);
}
