import type { AuditItem, AuditPage } from '@interlink/contracts/audit/entries';
import type { Command } from 'commander';
import type { Cli } from './cli.js';

const FILTERS = ['stream', 'subject', 'action', 'actor', 'correlation', 'from', 'to', 'cursor', 'limit'] as const;
type Filters = { readonly [Name in (typeof FILTERS)[number]]?: string };

/** `interlink audit log`: asks the running service, which writes the question into the log as well. */
export function auditLogVerb(audit: Command, cli: () => Cli): void {
  audit
    .command('log')
    .description('entries of the log, newest first; needs the right audit.read, and is logged itself')
    .option('--stream <stream>', 'of one thing, for example journey:<id>')
    .option('--subject <id>', 'about one person or thing')
    .option('--action <action>', 'for example enrolment.approve')
    .option('--actor <login>', 'by one login')
    .option('--correlation <id>', 'everything that one journey, payroll or request set off')
    .option('--from <time>', 'from this time on (ISO 8601)')
    .option('--to <time>', 'before this time (ISO 8601)')
    .option('--limit <count>', 'how many', '50')
    .option('--cursor <id>', 'what comes after this entry')
    .option('--json', 'answer in JSON')
    .action(async (filters: Filters) => {
      const context = cli();
      const given = FILTERS.flatMap((name) => (filters[name] === undefined ? [] : [[name, filters[name]]]));
      const query = new URLSearchParams(Object.fromEntries(given) as Record<string, string>);
      const page = await (await context.api()).get<AuditPage>(`/audit/entries?${query}`);
      context.show(page, () => toLines(page));
    });
}

function toLines({ items, next }: AuditPage): readonly string[] {
  if (items.length === 0) return ['No entry fits.'];
  const lines = items.map(toLine);
  return next === undefined ? lines : [...lines, `More: --cursor ${next}`];
}

function toLine({ at, action, actorLogin, onBehalfOf, subject, stream, shard, seq }: AuditItem): string {
  const by = onBehalfOf === undefined ? actorLogin : `${actorLogin} for ${onBehalfOf}`;
  return `${at}  ${action}  ${by}  ${subject ?? stream}  chain ${shard} at ${seq}`;
}
