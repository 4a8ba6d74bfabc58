import type { DciRole } from '@interlink/contracts/exchange/dci/role';
import type { PersonChanged } from '@interlink/contracts/registry/events';
import type { PersonFields } from '@interlink/contracts/registry/view';

/** What a subscriber can be told of, in our words. */
export type WatchedEvent =
  | 'birth'
  | 'death'
  | 'disability'
  | 'divorce'
  | 'enrolled'
  | 'enrolment-changed'
  | 'household-joined'
  | 'marriage'
  | 'registered'
  | 'updated';

/** Words of the standard, and those that are met beside them, by role. */
const words: Readonly<Record<DciRole, Readonly<Record<string, WatchedEvent>>>> = {
  crvs: {
    BIRTH: 'birth',
    DEATH: 'death',
    Death: 'death',
    Divorce: 'divorce',
    LiveBirth: 'birth',
    Marriage: 'marriage',
  },
  dr: { REGISTER: 'disability', UPDATE: 'disability' },
  // No source of ours feeds farms: whoever changes is no farmer.
  fr: {},
  ibr: {
    enrollement: 'enrolled',
    enrollement_status_change: 'enrolment-changed',
    enrollment: 'enrolled',
    enrollment_status_change: 'enrolment-changed',
  },
  sr: { NewHouseHoldMember: 'household-joined', REGISTER: 'registered', UPDATE: 'updated' },
};

/** Undefined for a word that is not of the role: such a subscription could never be told anything. */
export function findEvent(role: DciRole, word: string): WatchedEvent | undefined {
  const last = word.slice(word.lastIndexOf(':') + 1);
  return Object.hasOwn(words[role], last) ? words[role][last] : undefined;
}

/** Whether a notice is of a death, over whichever role it comes. */
export const isDeath = (word: string | undefined): boolean => findEvent('crvs', word ?? '') === 'death';

type Change = Pick<PersonChanged, 'version' | 'kinds' | 'fields' | 'enrolled' | 'statusChanged'>;

const fired: Readonly<Record<WatchedEvent, (change: Change) => boolean>> = {
  birth: ({ version }) => version === 1,
  death: ({ fields }) => fields.includes('deathDate'),
  disability: ({ fields }) => fields.includes('disability'),
  divorce: ({ fields }) => fields.includes('maritalStatus'),
  enrolled: ({ enrolled = [] }) => enrolled.length > 0,
  'enrolment-changed': ({ statusChanged = [] }) => statusChanged.length > 0,
  'household-joined': ({ kinds }) => kinds.includes('household'),
  marriage: ({ fields }) => fields.includes('maritalStatus'),
  registered: ({ version }) => version === 1,
  updated: ({ version, fields }) => version > 1 && fields.length > 0,
};

/** Whether a change of the registry is such an event. */
export const isFired = (event: WatchedEvent, change: Change): boolean => fired[event](change);

/** In which programmes it is such an event: whoever watches one is told nothing of another's change. */
export function programmesOf(
  event: WatchedEvent,
  { programmes, enrolled, statusChanged }: Pick<PersonChanged, 'programmes' | 'enrolled' | 'statusChanged'>,
): readonly string[] {
  if (event === 'enrolled') return enrolled ?? [];
  return event === 'enrolment-changed' ? (statusChanged ?? []) : programmes;
}

/** What an event is held against: a change says which fields have another value, not what they say. */
export interface EventFacts {
  readonly data: Pick<PersonFields, 'birthDate' | 'deathDate' | 'maritalStatus'>;
  readonly households: readonly unknown[];
}

const truths: Readonly<Partial<Record<WatchedEvent, (facts: EventFacts, year: number) => boolean>>> = {
  // Births are registered late; but who is new to us and older was not born now.
  birth: ({ data: { birthDate } }, year) => birthDate !== undefined && Number(birthDate.date.slice(0, 4)) >= year - 1,
  death: ({ data: { deathDate } }) => deathDate !== undefined,
  divorce: ({ data: { maritalStatus } }) => maritalStatus === 'D',
  'household-joined': ({ households }) => households.length > 0,
  marriage: ({ data: { maritalStatus } }) => maritalStatus === 'M',
};

/** Whether such an event is what happened to somebody: a death that is taken back is none. `today`: YYYY-MM-DD. */
export const isTrueOf = (event: WatchedEvent, facts: EventFacts, today: string): boolean =>
  truths[event]?.(facts, Number(today.slice(0, 4))) ?? true;
