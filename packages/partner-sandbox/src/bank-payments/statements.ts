import type { FastifyInstance } from 'fastify';
import { accountDays, type AccountDay, type Books } from './books.js';
import { bankDayAfter } from './calendar.js';
import { writeCamt053 } from './camt-053-writer.js';
import type { Conduct } from './conduct.js';
import { writeMt940 } from './mt-940-writer.js';
import type { Traits } from './profiles.js';

export const STATEMENT_FORMS = ['camt.053', 'mt940'] as const;
export type StatementForm = (typeof STATEMENT_FORMS)[number];

interface Stating {
  readonly books: Books;
  readonly traits: Traits;
  readonly conduct: Conduct;
  readonly today: () => string;
  readonly form: StatementForm;
}

/**
 * `GET /accounts/:number/statements?after=` and `GET /statements/:id`: what was booked on each day, once it is over.
 */
export function statementRoutes(app: FastifyInstance, { books, traits, conduct, today, form }: Stating): void {
  const issues = new Map<string, number>();
  const until = () => bankDayAfter(today(), -traits.statementsLateDays);
  const daysOf = (account: string) =>
    numbered(accountDays(books.movementsOf(account), until()), form).filter(
      ({ day }) => !conduct.isHidden(account, day.sequence),
    );
  const idOf = (account: string, sequence: number) => `S-${account}-${sequence}`;
  app.get<{ Params: { number: string }; Querystring: { after?: string } }>(
    '/accounts/:number/statements',
    { config: { operation: 'statements' } },
    async ({ params: { number }, query }) => ({
      statements: daysOf(number)
        .filter(({ sequence }) => sequence > Number(query.after ?? 0) - (traits.reissuesStatements ? 1 : 0))
        .map(({ sequence }) => ({ id: idOf(number, sequence), sequence })),
    }),
  );
  const one = { config: { operation: 'statement' } };
  app.get<{ Params: { id: string } }>('/statements/:id', one, async ({ params: { id } }, reply) => {
    const [, account = '', sequence] = /^S-(.+)-(\d+)$/.exec(id) ?? [];
    const found = daysOf(account).find((day) => day.sequence === Number(sequence));
    if (!found) return reply.code(404).send({ error: 'unknown_statement' });
    if (form === 'mt940') return reply.type('text/plain').send(writeMt940(account, found.day, found.sequence, traits));
    const number = traits.reissuesStatements ? (issues.get(id) ?? 0) + 1 : 1;
    issues.set(id, number);
    return reply.type('application/xml').send(writeCamt053(account, found.day, { id, number }, traits));
  });
}

interface NumberedDay {
  readonly sequence: number;
  readonly day: AccountDay;
}

/** MT940 has five digits, which begin anew each year; the list puts the year before them. */
function numbered(days: readonly AccountDay[], form: StatementForm): readonly NumberedDay[] {
  if (form === 'camt.053') return days.map((day) => ({ sequence: day.sequence, day }));
  const ofYear = new Map<string, number>();
  return days.map((day) => {
    const year = day.day.slice(0, 4);
    const number = (ofYear.get(year) ?? 0) + 1;
    ofYear.set(year, number);
    return { sequence: Number(`${year}${String(number).padStart(5, '0')}`), day };
  });
}
