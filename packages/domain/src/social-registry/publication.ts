import type { HouseholdRole } from '@interlink/contracts/registry/household';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** When people need openIMIS for themselves. `from` counts, `to` does not; HH:MM of that time zone. */
export interface OfficeHours {
  readonly timeZone: string;
  readonly days: readonly Weekday[];
  readonly from: string;
  readonly to: string;
}

/** True while nothing is to be published. Hours that pass midnight belong to the day on which they begin. */
export function isOfficeHour(hours: OfficeHours | undefined, now: Date): boolean {
  if (!hours) return false;
  const { day, time } = localTime(hours.timeZone, now);
  const before = WEEKDAYS[(WEEKDAYS.indexOf(day) + 6) % 7] as Weekday;
  const { from, to, days } = hours;
  if (from <= to) return days.includes(day) && time >= from && time < to;
  return (days.includes(day) && time >= from) || (days.includes(before) && time < to);
}

function localTime(timeZone: string, now: Date): { readonly day: Weekday; readonly time: string } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(now);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return { day: part('weekday') as Weekday, time: `${part('hour')}:${part('minute')}` };
}

/** A longer gap between two answers is a pause, not work. */
const PAUSE_MS = 60_000;

export interface Pace {
  readonly perMinute: number;
  readonly remainingSeconds: number;
}

/**
 * How fast it went over these answers, and how long the rest takes at that; undefined while nothing can be told.
 * Households are answered several at once: those of the first moment, of all or after a pause, were worked on before it
 * and do not count.
 */
export function paceOf(answeredAt: readonly Date[], left: number): Pace | undefined {
  const times = answeredAt.map((at) => at.getTime()).sort((a, b) => a - b);
  let spent = 0;
  let answered = 0;
  let isWork = false;
  for (const [at, time] of times.entries()) {
    const gap = time - (times[at - 1] ?? -Infinity);
    if (gap > 0) isWork = gap <= PAUSE_MS;
    if (!isWork) continue;
    spent += gap;
    answered += 1;
  }
  if (spent === 0) return undefined;
  const perMs = answered / spent;
  return { perMinute: Math.round(perMs * 60_000 * 10) / 10, remainingSeconds: Math.ceil(left / perMs / 1000) };
}

const ROLES = {
  head: 'HEAD',
  spouse: 'SPOUSE',
  son: 'SON',
  daughter: 'DAUGHTER',
  mother: 'MOTHER',
  father: 'FATHER',
  grandmother: 'GRANDMOTHER',
  grandfather: 'GRANDFATHER',
  sister: 'SISTER',
  brother: 'BROTHER',
  'other-relative': 'OTHER_RELATIVE',
  'not-related': 'NOT_RELATED',
} as const;

export type GroupRole = (typeof ROLES)[keyof typeof ROLES] | 'GRANDSON' | 'GRANDDAUGHTER';

/** The role in openIMIS's words, which know sons and daughters but no child; undefined when nobody said. */
export function groupRoleOf(role: HouseholdRole | undefined, sex: string | undefined): GroupRole | undefined {
  if (role === 'child') return bySex(sex, 'DAUGHTER', 'SON');
  if (role === 'grandchild') return bySex(sex, 'GRANDDAUGHTER', 'GRANDSON');
  return role && ROLES[role];
}

const bySex = (sex: string | undefined, female: GroupRole, male: GroupRole): GroupRole =>
  sex === 'female' ? female : sex === 'male' ? male : 'OTHER_RELATIVE';

/** By this code openIMIS knows the household again. */
export const groupCode = (householdId: string): string => `SR-${householdId}`;
