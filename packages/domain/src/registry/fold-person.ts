import type { BenefitData, EnrolmentData, PaymentData } from '@interlink/contracts/registry/enrolment';
import type { HouseholdData } from '@interlink/contracts/registry/household';
import type { PersonData } from '@interlink/contracts/registry/person';
import {
  firstDay,
  isEmpty,
  knownBy,
  knownSince,
  nextChange,
  statementAt,
  statementOrFirst,
  type Moment,
  type Statement,
} from './bitemporal.js';
import { chooseFields, type Choices, type ChosenFields, type FieldPolicies } from './choose-fields.js';

type DataOf = {
  person: PersonData;
  household: HouseholdData;
  enrolment: EnrolmentData;
  benefit: BenefitData;
  payment: PaymentData;
};
type Kind = keyof DataOf;

/** One record of a source with everything that it ever said of it. */
export interface RecordHistory<K extends Kind = Kind> {
  readonly recordId: string;
  readonly subjectId: string;
  readonly kind: K;
  readonly source: string;
  readonly key: string;
  readonly statements: readonly Statement<DataOf[K]>[];
}

/** A record as it holds at the moment that is asked about. */
export interface Held<T> {
  readonly recordId: string;
  readonly source: string;
  readonly lastUpdated: string;
  readonly data: T;
}

export interface FoldedHolder {
  readonly enrolments: readonly (Held<EnrolmentData> & { readonly statusHistory: EnrolmentData['statusHistory'] })[];
  readonly benefits: readonly Held<BenefitData>[];
  readonly payments: readonly Held<PaymentData>[];
  readonly lastUpdated: string;
  readonly knownSince: string | undefined;
  /** The next day on which this is different by itself. */
  readonly changesOn: string | undefined;
}

export interface FoldedPerson extends FoldedHolder, ChosenFields {
  /** Person records whose last word is that they are gone. */
  readonly deleted: ReadonlySet<string>;
}

const isKind =
  <K extends Kind>(kind: K) =>
  (history: RecordHistory): history is RecordHistory<K> =>
    history.kind === kind;

/** What is true of a person on a day, as known at a moment, from the records that were linked to them by then. */
export function foldPerson(
  histories: readonly RecordHistory[],
  moment: Moment,
  policies: FieldPolicies,
  choices: Choices,
): FoldedPerson {
  const own = histories.filter(isKind('person'));
  const now = own.map((history) => ({ history, statement: statementOrFirst(history.statements, moment) }));
  const testimonies = now.flatMap(({ history: { recordId, source }, statement }) =>
    statement?.data === undefined
      ? []
      : [
          {
            recordId,
            source,
            recordedAt: statement.recordedAt,
            data: statement.data,
            ...(statement.validFrom !== undefined && { validFrom: statement.validFrom }),
          },
        ],
  );
  const gone = now.filter(({ statement }) => statement !== undefined && statement.data === undefined);
  return {
    ...chooseFields(testimonies, policies, choices),
    ...foldHolder(histories, moment),
    deleted: new Set(gone.map(({ history }) => history.recordId)),
  };
}

/** Enrolments, benefits and payments of one holder (a person's records, or one household's). */
export function foldHolder(histories: readonly RecordHistory[], moment: Moment): FoldedHolder {
  const all = histories.flatMap(({ statements }) => statements as readonly Statement<unknown>[]);
  const known = all.filter(({ recordedAt }) => recordedAt <= moment.knownAt);
  return {
    enrolments: histories.filter(isKind('enrolment')).flatMap((history) => {
      const statusHistory = statusesOf(history, moment);
      return heldAt(history, moment).map((held) => ({ ...held, statusHistory }));
    }),
    benefits: histories.filter(isKind('benefit')).flatMap((history) => heldAt(history, moment)),
    payments: histories
      .filter(isKind('payment'))
      .flatMap((history) => heldAt(history, moment))
      .filter(({ data }) => data.paidOn <= moment.asOf),
    lastUpdated: lastOf(known) ?? moment.knownAt,
    knownSince: knownSince(known),
    changesOn: nextChange(known, moment.asOf),
  };
}

function lastOf(known: readonly Statement<unknown>[]): string | undefined {
  let last: string | undefined;
  for (const { recordedAt } of known) if (last === undefined || recordedAt > last) last = recordedAt;
  return last;
}

export function heldAt<K extends Kind>(history: RecordHistory<K>, moment: Moment): Held<DataOf[K]>[] {
  const statement = statementAt(history.statements, moment);
  if (statement?.data === undefined) return [];
  const { recordId, source } = history;
  return [{ recordId, source, lastUpdated: statement.recordedAt, data: statement.data }];
}

/** What the source tells of earlier statuses, and else what it told when. */
function statusesOf(history: RecordHistory<'enrolment'>, moment: Moment): EnrolmentData['statusHistory'] {
  const current = statementAt(history.statements, moment)?.data;
  if (current?.statusHistory) return current.statusHistory.filter(({ on }) => on <= moment.asOf);
  const known = knownBy(history.statements, moment.knownAt);
  const begun = known
    .filter((one) => !isEmpty(one) && !known.some((later) => takesBack(later, one)))
    .map((one) => ({ on: firstDay(one), data: one.data }));
  // Where an interval ends, what held before holds again.
  const ended = known.flatMap(({ validTo: on }) =>
    on === undefined ? [] : [{ on, data: statementAt(known, { ...moment, asOf: on })?.data }],
  );
  const told = [...begun, ...ended]
    .flatMap(({ on, data }) => (data && on <= moment.asOf ? [{ status: data.status, on }] : []))
    // Days in their order, whatever the source told first; of one day as it was told.
    .sort((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1));
  return told.filter(({ status }, at) => status !== told[at - 1]?.status);
}

/**
 * What a source says afterwards of an earlier day, and of all days from there on, it did not know when it spoke first.
 */
const takesBack = (later: Statement<unknown>, one: Statement<unknown>): boolean =>
  later.seq > one.seq &&
  firstDay(later) < firstDay(one) &&
  (later.validTo === undefined || later.validTo > firstDay(one));
