import type { HouseholdAcross } from '@interlink/contracts/registry/household-across';
import type { Condition, QueryValue } from '@interlink/contracts/registry/query';
import { Purpose } from '@interlink/contracts/registry/scope';
import type { PersonView } from '@interlink/contracts/registry/view';
import { compare } from '@interlink/domain/registry/check-query';
import { Option, type Command } from 'commander';
import { CliError, type Cli } from '../cli.js';
import { calendarDay, wholeNumber, zonedTime } from '../read-arguments.js';
import { foundLines, householdLines, personLines, type Found } from './lines.js';

interface SearchOptions {
  readonly purpose: string;
  readonly number?: string;
  readonly phone?: string;
  readonly born?: string;
  readonly page: number;
  readonly size: number;
}

interface ViewOptions {
  readonly purpose: string;
  readonly asOf?: string;
  readonly knownAt?: string;
}

/** S6: the service refuses who says nothing, and keeps what was said in the access log. */
const why = () => new Option('--purpose <why>', 'why you look').choices(Purpose.enum).makeOptionMandatory();

/** People and households, as far as whoever is logged in may see them (S2). */
export function lookUps(registry: Command, cli: () => Cli): void {
  registry
    .command('search [name...]')
    .description('people by a name in any spelling and script, a number, a phone, a day of birth; by all that is given')
    .addOption(why())
    .option('--number <number>', 'an identifier, with its type as NID:A1001 or without')
    .option('--phone <number>', 'a phone, however it is written')
    .option('--born <day>', 'the day of birth (YYYY-MM-DD)', (text) => calendarDay('--born', text))
    .option('--page <number>', 'which page', (text) => wholeNumber('--page', text, 1), 1)
    .option('--size <count>', 'how many a page', (text) => wholeNumber('--size', text, 1), 20)
    .action(async (name: readonly string[], options: SearchOptions) => {
      const { page: number, size, purpose } = options;
      const query = { recordType: 'Member', where: conditionOf(name, options), page: { number, size } };
      const context = cli();
      const found = await (await context.api()).post<Found>('/registry/search', { body: { purpose, query } });
      context.show(found, () => foundLines(found, { number, size }).map(plain));
    });
  for (const one of VIEWS) view(registry, cli, one);
}

interface View {
  readonly verb: string;
  readonly what: string;
  readonly path: string;
  readonly lines: (found: unknown) => readonly string[];
}

const VIEWS: readonly View[] = [
  {
    verb: 'person <id>',
    what: 'a person across all systems: where each value is from, programmes, what was due and paid',
    path: '/registry/people/',
    lines: (found) => personLines(found as PersonView),
  },
  {
    verb: 'household <id>',
    what: 'a household, with everybody whom any system names in it',
    path: '/registry/households/',
    lines: (found) => householdLines(found as HouseholdAcross),
  },
];

function view(registry: Command, cli: () => Cli, { verb, what, path, lines }: View): void {
  registry
    .command(verb)
    .description(what)
    .addOption(why())
    .option('--as-of <day>', 'as it was on this day (YYYY-MM-DD)', (text) => calendarDay('--as-of', text))
    .option('--known-at <time>', 'as it was known at this moment, with its zone', zonedTime)
    .action(async (id: string, options: ViewOptions) => {
      const context = cli();
      const asked = `${path}${encodeURIComponent(id)}?${new URLSearchParams({ ...options }).toString()}`;
      const found = await (await context.api()).get(asked);
      context.show(found, () => lines(found).map(plain));
    });
}

/** What sources sent is shown, not carried out: a terminal takes some characters for commands. */
const plain = (line: string) => line.replace(/\p{Cc}/gu, ' ');

function conditionOf(name: readonly string[], { number, phone, born }: SearchOptions): Condition {
  const all = [
    ...(name.length > 0 ? [compare('name', 'like', name.join(' '))] : []),
    ...(number === undefined ? [] : [compare('identifier', 'eq', identifierOf(number))]),
    ...(phone === undefined ? [] : [compare('phone', 'eq', phone)]),
    ...(born === undefined ? [] : [compare('birthDate', 'eq', born)]),
  ];
  const [only] = all;
  if (!only) throw new CliError('Say whom you look for: a name, --number, --phone or --born.', 2);
  return all.length === 1 ? only : { all };
}

/** `NID:A1001`; a number that has a colon of its own and no type before it is taken as it is. */
function identifierOf(text: string): QueryValue {
  const [, type, value] = /^([A-Z][A-Z0-9_]{1,39}):(.+)$/.exec(text) ?? [];
  return type === undefined || value === undefined ? text : { type, value };
}
