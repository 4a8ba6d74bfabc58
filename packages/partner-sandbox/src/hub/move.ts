import type { BusinessClock } from '../common/clock.js';

type Move = Parameters<BusinessClock['move']>[0];

/** Where a request moves the business clock; undefined when it does not say. */
export function readMove({ at, advanceDays, real }: Readonly<Record<string, unknown>>): Move | undefined {
  if (real === true || real === 'true') return 'real';
  if (typeof at === 'string' && at !== '') {
    const time = new Date(at);
    return Number.isNaN(time.getTime()) ? undefined : { at: time };
  }
  const days = Number(advanceDays || undefined);
  return Number.isInteger(days) ? { advanceDays: days } : undefined;
}
