import type { PersonView } from '@interlink/contracts/registry/view';

/** One thing that happened to a person, as the texts and the page show it. */
export interface Happening {
  readonly id: string;
  /** A day or a moment. */
  readonly on: string;
  readonly kind: 'enrolment' | 'benefit' | 'payment' | 'link';
  /** Under which text its state is found. */
  readonly state: string;
  readonly source: string;
  readonly programme?: string;
  readonly amount?: { readonly minor: number; readonly currency: string };
}

type Part = Pick<PersonView, 'benefits' | 'enrolments' | 'payments' | 'records'>;

/** Everything with a date in one person's view, newest first. */
export function timelineOf({ benefits, enrolments, payments, records }: Part): Happening[] {
  return [
    ...enrolments.flatMap(ofEnrolment),
    ...benefits.flatMap(({ recordId, dueOn, status, source, programme, amount }) =>
      dueOn === undefined
        ? []
        : [
            {
              id: recordId,
              on: dueOn,
              kind: 'benefit' as const,
              state: status,
              source,
              programme,
              ...(amount && { amount }),
            },
          ],
    ),
    ...payments.map(({ recordId, paidOn, status, source, programme, amount }) => ({
      id: recordId,
      on: paidOn,
      kind: 'payment' as const,
      state: status,
      source,
      programme,
      amount,
    })),
    ...records.map(({ recordId, linkedAt, linkedBy, source }) => ({
      id: `link-${recordId}`,
      on: linkedAt,
      kind: 'link' as const,
      state: linkedBy,
      source,
    })),
  ].sort((one, other) => (one.on === other.on ? one.id.localeCompare(other.id) : one.on < other.on ? 1 : -1));
}

function ofEnrolment(enrolment: PersonView['enrolments'][number]): Happening[] {
  const { recordId, source, programme, statusHistory, enrolledOn, status } = enrolment;
  const of = (on: string, state: string) => ({
    id: `${recordId}-${on}-${state}`,
    on,
    state,
    source,
    programme,
    kind: 'enrolment' as const,
  });
  if (statusHistory.length > 0) return statusHistory.map((change) => of(change.on, change.status));
  return enrolledOn === undefined ? [] : [of(enrolledOn, status)];
}
