import { openJournal } from './journal.js';

/** Milliseconds since 1970; given, so that tests own it. */
export type Clock = () => number;

/** The day that the partners' books think it is; HTTP `Date` and every lifetime stay on real time (S14). */
export interface BusinessClock {
  now(): Date;
  /** To a time, by whole days, or back to real time. */
  move(to: { readonly at: Date } | { readonly advanceDays: number } | 'real'): void;
}

const DAY_MS = 86_400_000;

/** Kept in the folder: a restart does not take the books back to today. */
export function openBusinessClock(folder: string, clock: Clock): BusinessClock {
  const moves = openJournal<{ offsetMs: number }>(folder, 'clock');
  const offset = () => moves.entries.at(-1)?.offsetMs ?? 0;
  return {
    now: () => new Date(clock() + offset()),
    move(to) {
      const next = to === 'real' ? 0 : 'at' in to ? to.at.getTime() - clock() : offset() + to.advanceDays * DAY_MS;
      moves.append({ offsetMs: next });
    },
  };
}
