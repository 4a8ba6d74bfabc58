import type { StatusChange } from '@interlink/contracts/registry/enrolment';
import type { PersonData } from '@interlink/contracts/registry/person';
import type { ProgrammeData } from '@interlink/contracts/registry/programme';
import type { Scope } from '@interlink/contracts/registry/scope';
import type { EnrolmentView, PersonFields, PersonView } from '@interlink/contracts/registry/view';
import type { Chosen } from '@interlink/domain/registry/choose-fields';
import { isMemberOn } from '@interlink/domain/registry/household-members';
import { mayShow, seesProgramme } from './access.js';
import type { Core } from './core.js';
import type { RegistryTables } from './tables.js';

/**
 * A person with all that belongs to them, before anything is hidden; from the current view or folded for a past one.
 */
export interface PersonState {
  readonly personId: string;
  readonly version: number;
  readonly data: PersonData & { readonly maskedAccounts?: readonly { provider: string; masked: string }[] };
  readonly provenance: Readonly<Record<string, Chosen>>;
  readonly knownSince: string | null;
  readonly lastUpdated: Date;
  readonly records: readonly Omit<RegistryTables['registry.personRecord'], 'personId'>[];
  readonly memberships: readonly {
    householdId: string;
    source: string;
    role: string | null;
    recipient: string | null;
    /** Its first day and its end, as the source says. */
    from?: string | null;
    to?: string | null;
  }[];
  readonly enrolments: readonly HolderRow<'registry.enrolment'>[];
  readonly benefits: readonly Held[];
  readonly payments: readonly Held[];
}

/** A benefit or payment: what it is of, and what was said of it. */
interface Held {
  readonly recordId: string;
  readonly source: string;
  readonly programme: string;
  readonly data: unknown;
}

export type HolderRow<T extends 'registry.enrolment' | 'registry.benefit' | 'registry.payment'> = {
  readonly [K in keyof RegistryTables[T]]: K extends 'data' | 'statusHistory'
    ? unknown
    : RegistryTables[T][K] extends { __select__: infer S }
      ? S
      : RegistryTables[T][K];
};

export interface Shown {
  readonly scope: Scope;
  readonly asOf: string;
  readonly knownAt: string;
  readonly programmes: ReadonlyMap<string, ProgrammeData>;
}

/** What of a person the scope may see: nothing else changes anything in it (S2). */
export function toPersonView(core: Core, state: PersonState, shown: Shown): PersonView {
  const sees = visibility(core, state, shown.scope);
  const enrolments = state.enrolments.filter(sees);
  return {
    personId: state.personId,
    version: state.version,
    asOf: shown.asOf,
    knownAt: shown.knownAt,
    ...(state.knownSince !== null && { knownSince: state.knownSince }),
    data: toFields(state.data, shown.scope),
    provenance: Object.fromEntries(
      Object.entries(state.provenance).filter(([field]) => mayShow(shown.scope.purpose, field)),
    ),
    records: state.records.map(({ recordId, source, recordKey, linkedBy, linkedAt, score, evidence, deleted }) => ({
      recordId,
      source,
      linkedBy,
      deleted,
      key: recordKey,
      linkedAt: linkedAt.toISOString(),
      evidence: [...evidence],
      ...(score !== null && { score }),
    })),
    households: state.memberships
      .filter((one) => isMemberOn(one, shown.asOf))
      .map(({ householdId, source, role, recipient }) => ({
        householdId,
        source,
        ...(role !== null && { role: role as 'head' }),
        ...(recipient !== null && { recipient: recipient as 'primary' }),
      })),
    enrolments: enrolments.map((row) => toEnrolmentView(row, shown.programmes)),
    benefits: state.benefits
      .filter(sees)
      .map(({ data, recordId, source }) => ({ ...pickBenefit(data), recordId, source })),
    payments: state.payments
      .filter(sees)
      .map(({ data, recordId, source }) => ({ ...pickPayment(data), recordId, source })),
    otherEnrolments: enrolments.length < state.enrolments.length,
    lastUpdated: state.lastUpdated.toISOString(),
  };
}

/** Benefits and payments are seen with the programme that they are of. */
function visibility(core: Core, state: Pick<PersonState, 'enrolments'>, scope: Scope) {
  const institutions = new Map(state.enrolments.map((row) => [`${row.source}|${row.programme}`, row.institution]));
  return ({ source, programme }: { source: string; programme: string }) => {
    const configured = core.platform.config.settings.programmes[programme]?.institution;
    const own = institutions.get(`${source}|${programme}`) ?? core.policy.sources[source]?.institution ?? configured;
    return seesProgramme(core, scope, programme, own);
  };
}

/** What is said of a person themselves, as far as the purpose may see it. */
export function toFields(
  { accounts: _sealed, maskedAccounts, ...data }: PersonState['data'],
  { purpose }: Scope,
): PersonFields {
  const shown = Object.entries({ ...data, ...(maskedAccounts && { accounts: maskedAccounts }) });
  return Object.fromEntries(shown.filter(([field]) => mayShow(purpose, field))) as PersonFields;
}

export function toEnrolmentView(
  row: HolderRow<'registry.enrolment'>,
  programmes: ReadonlyMap<string, ProgrammeData>,
): EnrolmentView {
  return {
    recordId: row.recordId,
    source: row.source,
    programme: row.programme,
    programmeName: programmes.get(row.programme)?.name ?? row.programme,
    unit: row.holderKind,
    status: row.status as EnrolmentView['status'],
    statusHistory: [...(row.statusHistory as readonly StatusChange[])],
    lastUpdated: row.lastUpdated.toISOString(),
    ...(row.institution !== null && { institution: row.institution }),
    ...(row.holderKind === 'household' && { householdId: row.holderId }),
    ...(row.enrolledOn !== null && { enrolledOn: row.enrolledOn }),
    ...(row.endsOn !== null && { endsOn: row.endsOn }),
  };
}

type BenefitView = PersonView['benefits'][number];
type PaymentView = PersonView['payments'][number];

export function pickBenefit(data: unknown): Omit<BenefitView, 'recordId' | 'source'> {
  const { enrolmentKey: _enrolment, batchKey: _batch, ...shown } = data as BenefitView & Record<string, unknown>;
  return shown;
}

function pickPayment(data: unknown): Omit<PaymentView, 'recordId' | 'source'> {
  const { benefitKey: _benefit, ...shown } = data as PaymentView & Record<string, unknown>;
  return shown;
}
