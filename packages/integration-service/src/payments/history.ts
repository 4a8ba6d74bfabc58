import { foldEntitlement, type EntitlementEvent } from '@interlink/domain/payments/entitlement';
import { hasFailed, type LineState } from '@interlink/domain/payments/line-state';
import { refuseReissue } from '@interlink/domain/payments/reissue';
import { sql } from 'kysely';
import type { Asked, Candidate } from './making.js';
import { accountIndexOf } from './identifiers.js';
import { isOpenIncident } from './incidents.js';
import type { PaymentsContext } from './policy.js';
import type { LineRow } from './line-table.js';
import type { PaymentsTables } from './tables.js';

/** What the ledger knows of earlier attempts for these benefits and people. */
interface History {
  /** Last attempt by benefit. */
  readonly last: ReadonlyMap<string, LastLine>;
  /** All individuals that are one person, by each of them. */
  readonly people: ReadonlyMap<string, readonly string[]>;
  /** Payments for the programme and period that are made or under way, by individual. */
  readonly earlier: ReadonlyMap<
    string,
    { readonly benefitId: string; readonly instrId: string; readonly state: LineState }
  >;
  readonly adopted: ReadonlyMap<string, 'paid-elsewhere' | 'unknown' | 'unpaid'>;
}

type LastLine = Pick<
  LineRow,
  'accountIndex' | 'attempt' | 'benefitId' | 'entitlementId' | 'failedOn' | 'rank' | 'reason' | 'state'
> & {
  readonly isLive: boolean;
  readonly hasIncident: boolean;
  readonly hasException: boolean;
  readonly isResolved: boolean;
  /** What people decided about the entitlement. */
  readonly events: readonly EntitlementEvent[];
  /** Of the last return that was booked after its batch was closed. */
  readonly returnedAt: Date | null;
  readonly returnedFor: string | null;
};

/**
 * Adds to each candidate what was paid before, what is under way, and why a further attempt must wait (R1, R5, F08).
 */
export async function readHistory(
  context: PaymentsContext,
  asked: Asked,
  candidates: readonly Candidate[],
): Promise<readonly Candidate[]> {
  const known: Candidate[] = [];
  for (let from = 0; from < candidates.length; from += 1000) {
    const some = candidates.slice(from, from + 1000);
    const history = await readSome(context, asked, some);
    known.push(...some.map((candidate) => withHistory(context, candidate, history)));
  }
  return known;
}

function withHistory(context: PaymentsContext, candidate: Candidate, history: History): Candidate {
  const { last, earlier, adopted, people } = history;
  const { benefit, inputs } = candidate;
  const before = last.get(benefit.benefitId);
  const [first = benefit.individualId, ...others] = [...(people.get(benefit.individualId) ?? [])].sort();
  const individuals = [first, ...others] as const;
  const other = individuals
    .flatMap((key) => earlier.get(key) ?? [])
    .find(({ benefitId }) => benefitId !== benefit.benefitId);
  const reissue = before && refuse(context, before, inputs.person?.account);
  const verdict = adopted.get(benefit.benefitId);
  return {
    ...candidate,
    individuals,
    inputs: {
      ...inputs,
      ...(reissue && { reissue }),
      ...(verdict && { adopted: verdict }),
      ...(other && { earlierPayment: { instrId: other.instrId, state: other.state } }),
    },
  };
}

function refuse(context: PaymentsContext, line: LastLine, account: { provider: string; number: string } | undefined) {
  const { settings, calendar, platform } = context;
  const { attempt: number, rank, accountIndex: before, isResolved } = line;
  const { hasIncident: incidentOpen, hasException: exceptionOpen } = line;
  const today = platform.dayOf(platform.clock.now());
  const { state, failedOn, reason } = standing(platform, line);
  const last = { number, state, rank, failedOn: failedOn ?? today, account: before, incidentOpen, exceptionOpen };
  const terms = { ...calendar, quietDays: settings.quietDays, today, causeResolved: isResolved };
  // Whatever failed and is put right: what was given up, or recovered, is not owed any more.
  const entitlement = foldEntitlement([{ number, state, resolved: isResolved }], new Set(line.events));
  if (entitlement === 'FORFEITED' || entitlement === 'RECOVERED') return entitlement.toLowerCase();
  const index = account === undefined ? '' : accountIndexOf(context, account);
  return refuseReissue({ ...last, reason: reason ?? undefined }, { ...terms, account: index });
}

/**
 * A line of a closed batch stands as it stood (I9). What failed and was debited since is out: its attempt is live. The
 * money came back since when one that was paid is live no more, or a return was booked.
 */
function standing(
  { dayOf }: PaymentsContext['platform'],
  { state, isLive, failedOn, reason, returnedAt, returnedFor }: LastLine,
) {
  if (isLive) return { state: hasFailed(state) ? ('SETTLED' as const) : state, failedOn, reason };
  if (state !== 'SETTLED' && (returnedAt === null || !hasFailed(state))) return { state, failedOn, reason };
  return { state: 'RETURNED' as const, failedOn: returnedAt && dayOf(returnedAt), reason: returnedFor };
}

async function readSome(context: PaymentsContext, { payroll }: Asked, some: readonly Candidate[]): Promise<History> {
  const db = context.platform.db<PaymentsTables>();
  const benefitIds = some.map(({ benefit }) => benefit.benefitId);
  const individualIds = some.map(({ benefit }) => benefit.individualId);
  const people = await context.linkedKeys(context.platform, 'openimis', individualIds);
  const { rows } = await sql<LastLine>`
    select distinct on (line.benefit_id) line.benefit_id, line.entitlement_id, line.attempt, line.state, line.rank,
      line.reason, line.failed_on, line.account_index, attempt.live as is_live,
      exists (select from payments.incident
        where incident.entitlement_id = line.entitlement_id and ${isOpenIncident}) as has_incident,
      line.exceptions <> '{}' and line.signed_off_state is distinct from line.state as has_exception,
      exists (select from payments.entitlement_event as event where event.entitlement_id = line.entitlement_id
        and event.kind = 'cause-resolved' and event.attempt = line.attempt) as is_resolved,
      array(select event.kind from payments.entitlement_event as event
        where event.entitlement_id = line.entitlement_id) as events,
      back.at as returned_at, back.reason as returned_for
    from payments.line join payments.attempt
      on attempt.entitlement_id = line.entitlement_id and attempt.number = line.attempt
    left join lateral (
      select at, said->>'reason' as reason from payments.adjustment
      where adjustment.batch_id = line.batch_id and adjustment.instr_id = line.instr_id and said->>'kind' = 'return'
      order by at desc limit 1
    ) back on true
    where line.benefit_id = any(${benefitIds}::uuid[])
    order by line.benefit_id, line.attempt desc`.execute(db);
  const earlier = await db
    .selectFrom('payments.attempt as attempt')
    .innerJoin('payments.line as line', (join) =>
      join.onRef('line.entitlementId', '=', 'attempt.entitlementId').onRef('line.attempt', '=', 'attempt.number'),
    )
    .select(['line.individualId', 'line.benefitId', 'line.instrId', 'line.state'])
    .where('attempt.live', '=', true)
    .where('attempt.programme', '=', payroll.programme)
    .where('attempt.cycle', '=', payroll.cycle)
    .where('line.individualId', 'in', [...new Set([...people.values()].flat())])
    .execute();
  // What was let go and found again afterwards, by another restore, was not let go.
  const adopted = await sql<{ benefitId: string; verdict: 'paid-elsewhere' | 'unknown' | 'unpaid' }>`
    select benefit_id, verdict from payments.adoption where benefit_id = any(${benefitIds}::uuid[]) and not exists (
      select from payments.decision join payments.decision_confirmation on decision_id = decision.id
      where kind = 'release-adopted' and target = adoption.benefit_id::text and decision.at >= adoption.at)`.execute(
    db,
  );
  return {
    last: new Map(rows.map((row) => [row.benefitId, row])),
    people,
    earlier: new Map(earlier.map(({ individualId, ...row }) => [individualId, row])),
    adopted: new Map(adopted.rows.map(({ benefitId, verdict }) => [benefitId, verdict])),
  };
}
