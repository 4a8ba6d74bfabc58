import type { BusinessClock } from '../common/clock.js';
import { wholeOf } from '../common/whole.js';

type Move = Parameters<BusinessClock['move']>[0];

/** Three hundred years: what is farther away is a mistake, and at last no time at all. */
const FARTHEST_DAYS = 110_000;
const ZONED = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(Z|[+-]\d{2}:\d{2})$/;

/** Where a request moves the business clock; undefined when it does not say. */
export function readMove({ at, advanceDays, real }: Readonly<Record<string, unknown>>): Move | undefined {
  if (real === true || real === 'true') return 'real';
  if (typeof at === 'string' && at !== '') {
    const time = new Date(ZONED.test(at) ? at : Number.NaN);
    return Number.isNaN(time.getTime()) ? undefined : { at: time };
  }
  const days = wholeOf(advanceDays);
  return Math.abs(days) <= FARTHEST_DAYS ? { advanceDays: days } : undefined;
}
