/** Habits of peers in the field that are normalised before a message is checked (dci.md 3.2, 6.4). */
export interface Quirks {
  /** givenName for given_name, identifier {name, identifier} for {identifier_type, identifier_value}. */
  readonly camelCase?: boolean;
  /** "1" where a number is meant. */
  readonly textCounts?: boolean;
  /** Times and dates without zone are in UTC. */
  readonly naiveTimes?: boolean;
  /** null and "" where a member should be absent. */
  readonly emptyForAbsent?: boolean;
  /** `en` and `EN/GB` for `eng`. */
  readonly shortLocales?: boolean;
  /** `pagination` beside `search_criteria`. */
  readonly pageBeside?: boolean;
  /** A reply that bears the action of the request. */
  readonly echoedAction?: boolean;
}

/** Profiles by name; `standard` changes nothing. Sorted. */
export const quirkProfiles = {
  lenient: {
    camelCase: true,
    textCounts: true,
    naiveTimes: true,
    emptyForAbsent: true,
    shortLocales: true,
    pageBeside: true,
    echoedAction: true,
  },
  opencrvs: { camelCase: true, emptyForAbsent: true, naiveTimes: true, echoedAction: true },
  openg2p: { textCounts: true, emptyForAbsent: true, pageBeside: true, shortLocales: true },
  openspp: { emptyForAbsent: true, naiveTimes: true },
  standard: {},
} as const satisfies Readonly<Record<string, Quirks>>;
export type QuirkProfile = keyof typeof quirkProfiles;

export interface Normalised {
  readonly value: unknown;
  /** What was put right, for the log; sorted, each once. */
  readonly applied: readonly (keyof Quirks)[];
}

type Repair = (name: string, value: unknown) => readonly [name: string, value: unknown] | 'absent' | undefined;

const counts = new Set(['total_count', 'completed_count', 'page_size', 'page_number', 'seq_num', 'group_size']);
const locales: Readonly<Record<string, string>> = { ar: 'ara', en: 'eng', fr: 'fra' };
const mayBeEmpty = new Set(['value', 'attribute_value', 'query', 'filter']);

const repairs: readonly (readonly [keyof Quirks, Repair])[] = [
  [
    'camelCase',
    (name, value) => {
      const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      return snake === name || name.startsWith('@') || name.startsWith('$') ? undefined : [snake, value];
    },
  ],
  [
    'emptyForAbsent',
    (name, value) => ((value === null || value === '') && !mayBeEmpty.has(name) ? 'absent' : undefined),
  ],
  [
    'textCounts',
    (name, value) =>
      counts.has(name) && typeof value === 'string' && /^\d{1,9}$/.test(value) ? [name, Number(value)] : undefined,
  ],
  ['naiveTimes', (name, value) => repairTime(name, value)],
  ['shortLocales', (name, value) => repairLocale(name, value)],
];

function repairTime(name: string, value: unknown): readonly [string, unknown] | undefined {
  if (typeof value !== 'string' || !/(_ts|timestamp|_date|_time|last_updated)$/.test(name)) return undefined;
  const found = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?(\.\d+)?)?$/.exec(value);
  if (!found) return undefined;
  const [, day, minutes = '00:00', seconds = ':00', fraction = ''] = found;
  return [name, `${day}T${minutes}${seconds}${fraction}Z`];
}

function repairLocale(name: string, value: unknown): readonly [string, unknown] | undefined {
  if (name !== 'locale' || typeof value !== 'string' || /^[a-z]{3}$/.test(value)) return undefined;
  return [name, locales[value.slice(0, 2).toLowerCase()] ?? 'und'];
}

/** The message as the standard would have it. A message that needs nothing comes back equal. */
export function normalise(message: unknown, quirks: Quirks): Normalised {
  const applied = new Set<keyof Quirks>();
  const active = repairs.filter(([quirk]) => quirks[quirk] === true);
  const value = active.length > 0 ? walk(message, active, applied) : message;
  const paged = quirks.pageBeside === true ? movePages(value, applied) : value;
  return { value: paged, applied: [...applied].sort() };
}

function walk(node: unknown, active: typeof repairs, applied: Set<keyof Quirks>): unknown {
  if (Array.isArray(node)) return node.map((item) => walk(item, active, applied));
  if (typeof node !== 'object' || node === null) return node;
  const members: [string, unknown][] = [];
  for (const [name, value] of Object.entries(node)) {
    const repaired = repair(name, value, active, applied);
    if (repaired) members.push([repaired[0], walk(repaired[1], active, applied)]);
  }
  return Object.fromEntries(members);
}

function repair(name: string, value: unknown, active: typeof repairs, applied: Set<keyof Quirks>) {
  let member: readonly [string, unknown] = [name, value];
  for (const [quirk, mend] of active) {
    const mended = mend(member[0], member[1]);
    if (mended === undefined) continue;
    applied.add(quirk);
    if (mended === 'absent') return undefined;
    member = mended;
  }
  return member;
}

interface Paged {
  readonly message?: { readonly search_request?: unknown };
}

function movePages(value: unknown, applied: Set<keyof Quirks>): unknown {
  const items = (value as Paged | null)?.message?.search_request;
  if (!Array.isArray(items)) return value;
  const moved = items.map((item: { pagination?: unknown; search_criteria?: object } | null) => {
    if (item?.pagination === undefined || typeof item.search_criteria !== 'object') return item;
    applied.add('pageBeside');
    const { pagination, search_criteria, ...rest } = item;
    return { ...rest, search_criteria: { pagination, ...search_criteria } };
  });
  const whole = value as { readonly message: object };
  return { ...whole, message: { ...whole.message, search_request: moved } };
}
