import type { HouseholdAcross, HouseholdPair } from '@interlink/contracts/registry/household-across';
import type {
  BenefitView,
  EnrolmentView,
  PaymentView,
  PersonFields,
  PersonView,
  Provenance,
} from '@interlink/contracts/registry/view';
import { amountText } from '@interlink/domain/payments/money';
import { fullName } from '@interlink/domain/registry/full-name';

/** As `POST /registry/search` answers for people. */
export interface Found {
  readonly total: number;
  readonly items: readonly PersonView[];
  readonly hasMore?: boolean;
}

/** One a line, how many there are, and how to see the others. */
export function foundLines({ items, total, hasMore }: Found, page: { number: number; size: number }): string[] {
  const among = hasMore ? `${total} looked at, there are more of such a name: say more of them` : `${total} found`;
  return [
    ...items.map(({ personId, data }) => `${personId}  ${inShort(data)}`),
    among,
    ...(page.number * page.size < total ? [`more: --page ${page.number + 1}`] : []),
  ];
}

const NAME_WIDTH = 30;

function inShort(data: PersonFields | undefined): string {
  const { name, birthDate, sex = '', place } = data ?? {};
  const born = birthDate?.date ?? '';
  return `${nameOf(name).padEnd(NAME_WIDTH)} ${born.padEnd(10)}  ${sex.padEnd(7)}  ${place?.name ?? ''}`.trimEnd();
}

const nameOf = (name: PersonFields['name']) => fullName(name) ?? '(name not known or not shown)';

export function personLines(person: PersonView): string[] {
  const { personId, data, provenance, households, records, enrolments, benefits, payments, otherEnrolments } = person;
  return [
    `${personId}  ${nameOf(data.name)}`,
    momentLine(person),
    ...Object.entries(data).map(([field, value]) => fieldLine(field, value, provenance[field])),
    ...titled(
      'households',
      households.map(({ householdId, source, role = '' }) => `${householdId}  ${role.padEnd(8)}  ${source}`),
    ),
    ...titled('programmes', enrolmentLines(enrolments, otherEnrolments)),
    ...titled('due', benefits.map(benefitLine)),
    ...titled('paid', payments.map(paymentLine)),
    ...titled('records', records.map(recordLine)),
  ];
}

function momentLine({ asOf, knownAt, knownSince }: { asOf: string; knownAt: string; knownSince?: string }): string {
  const since = knownSince === undefined ? '' : `, known since ${knownSince}`;
  return `as of ${asOf}, as known at ${knownAt}${since}`;
}

const titled = (title: string, lines: readonly string[]) =>
  lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`)];

function fieldLine(field: string, value: unknown, told: Provenance | undefined): string {
  const from = told ? `  (${told.source}, ${told.chosenBy}${told.disputed ? ', others say otherwise' : ''})` : '';
  return `  ${field.padEnd(18)} ${valueText(value)}${from}`;
}

/** What a field holds in words of its own: names of parts are for programs, who take `--json`. */
function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueText).join('; ');
  if (typeof value !== 'object' || value === null) return String(value);
  const { name, date, ...others } = value as { readonly name?: unknown; readonly date?: unknown };
  // A place by its name, a day without how precise it is.
  const telling = name ?? date ?? fullName(others);
  return typeof telling === 'string' ? telling : Object.values(others).map(valueText).join(' ');
}

const enrolmentLines = (enrolments: readonly EnrolmentView[], others: boolean) => [
  ...enrolments.map(
    ({ programme, status, enrolledOn, source, programmeName }) =>
      `${programme.padEnd(10)} ${status.padEnd(10)} ${(enrolledOn ?? '').padEnd(10)}  ${source}  ${programmeName}`,
  ),
  ...(others ? ['there are others, of another institution'] : []),
];

const benefitLine = ({ programme, status, dueOn = '', amount, quantity, description, source }: BenefitView) =>
  [
    programme.padEnd(10),
    status.padEnd(10),
    dueOn.padEnd(10),
    amount ? amountText(amount) : quantity,
    description,
    source,
  ]
    .filter((part) => part !== undefined)
    .join('  ');

const paymentLine = ({ programme, status, paidOn, amount, channel, source }: PaymentView) =>
  [programme.padEnd(10), status.padEnd(10), paidOn, amountText(amount), channel, source]
    .filter((part) => part !== undefined)
    .join('  ');

const recordLine = ({ source, key, linkedBy, linkedAt, deleted }: PersonView['records'][number]) =>
  `${source}  ${key}  linked by ${linkedBy} ${linkedAt}${deleted ? ', deleted there' : ''}`;

/** The household as all systems know it together; each member once, with who says so. */
export function householdLines(household: HouseholdAcross): string[] {
  const { households, members, enrolments, otherEnrolments, differences, pairs } = household.across;
  return [
    `${household.householdId}  ${household.source}`,
    momentLine(household),
    ...titled(
      'households',
      households.map(({ householdId, source, size, place }) =>
        `${householdId}  ${source}  ${size} people  ${place?.name ?? ''}`.trimEnd(),
      ),
    ),
    ...titled('members', members.map(memberLine)),
    ...titled('programmes', enrolmentLines(enrolments, otherEnrolments)),
    ...titled('they differ in', differences.length === 0 ? [] : [differences.join(', ')]),
    ...titled('judged', pairs.map(pairLine)),
  ];
}

function memberLine({ personId, data, said }: HouseholdAcross['across']['members'][number]): string {
  const who = said.map(({ source, role }) => (role === undefined ? source : `${source}: ${role}`)).join(', ');
  return `${personId ?? '(not shown)'.padEnd(36)}  ${inShort(data)}  ${who}`;
}

const pairLine = ({ householdId, otherId, isOne, by, shared }: HouseholdPair) =>
  `${householdId} and ${otherId} are ${isOne ? 'one' : 'two'}, by ${by}: ${shared} people in both`;
