import type { DciRole } from '@interlink/contracts/exchange/dci/role';
import type { PersonChanged } from '@interlink/contracts/registry/events';

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
  fr: { REGISTER: 'registered', UPDATE: 'updated' },
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

type Change = Pick<PersonChanged, 'version' | 'kinds' | 'fields'>;

const fired: Readonly<Record<WatchedEvent, (change: Change) => boolean>> = {
  birth: ({ version }) => version === 1,
  death: ({ fields }) => fields.includes('deathDate'),
  disability: ({ fields }) => fields.includes('disability'),
  divorce: ({ fields }) => fields.includes('maritalStatus'),
  enrolled: ({ kinds }) => kinds.includes('enrolment'),
  'enrolment-changed': ({ kinds }) => kinds.includes('enrolment') || kinds.includes('benefit'),
  'household-joined': ({ kinds }) => kinds.includes('household'),
  marriage: ({ fields }) => fields.includes('maritalStatus'),
  registered: ({ version }) => version === 1,
  updated: ({ version, fields }) => version > 1 && fields.length > 0,
};

/** Whether a change of the registry is such an event. */
export const isFired = (event: WatchedEvent, change: Change): boolean => fired[event](change);
