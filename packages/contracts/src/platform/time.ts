import { Type } from 'typebox';

/** A day that the calendar has, `YYYY-MM-DD`. The format by itself takes a year 0, which no database has. */
export const Day = Type.String({ format: 'date', pattern: '^(?!0000)' });

/**
 * A moment, ISO 8601 with its zone. The format by itself takes what `Date` and PostgreSQL make nothing of: a leap
 * second, a time zone in brackets (RFC 9557), a year 0.
 */
export const Time = Type.String({
  format: 'date-time',
  pattern: '^(?!0000)\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:[0-5]\\d(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})$',
});
