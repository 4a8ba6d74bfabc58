/** As much of a person as the registry takes from an individual; `OpenImisPerson` is one. */
export interface FeedPerson {
  readonly givenName: string;
  readonly surname: string;
  readonly birthDate: { readonly date: string; readonly precision: 'day' | 'month' | 'year' };
  readonly nationalId?: string;
  readonly mobile?: string;
  readonly sex?: 'female' | 'male' | 'other' | 'unknown';
  readonly language?: string;
  readonly locationId?: string;
  readonly locationName?: string;
  readonly account?: { readonly provider: string; readonly number: string };
}

/** A page of what openIMIS has; `next` is null on the last one. */
export interface FeedPage<R> {
  readonly rows: readonly R[];
  readonly next: string | null;
}

export interface FeedFilter {
  /** openIMIS's own time without a zone; only rows whose dateUpdated is not before it. */
  readonly since?: string;
}

interface Row {
  readonly id: string;
  readonly isDeleted: boolean;
}

export interface FeedIndividual extends Row {
  readonly kind: 'individual';
  readonly person: FeedPerson;
  /** Mapped elements of jsonExt, and the rest of it. */
  readonly elements: Readonly<Record<string, string>>;
  readonly unmapped: Readonly<Record<string, unknown>>;
  /** Absent for who came by openIMIS's own CSV import. */
  readonly createdOn?: string;
}

export interface FeedGroup extends Row {
  readonly kind: 'group';
  readonly code: string;
  readonly elements: Readonly<Record<string, string>>;
  readonly unmapped: Readonly<Record<string, unknown>>;
  readonly members: readonly {
    readonly individualId: string;
    readonly role?: string;
    readonly recipientType?: string;
  }[];
  readonly locationId?: string;
  readonly locationName?: string;
  readonly createdOn?: string;
}

export interface FeedBeneficiary extends Row {
  readonly kind: 'beneficiary';
  readonly holder: { readonly kind: 'person' | 'household'; readonly key: string };
  readonly status: 'POTENTIAL' | 'ACTIVE' | 'GRADUATED' | 'SUSPENDED';
  readonly programme: string;
  readonly validFrom: string;
  readonly validTo?: string;
}

export interface FeedBenefit extends Row {
  readonly kind: 'benefit';
  readonly individualId: string;
  readonly status: string;
  /** Decimal text. */
  readonly amount: string;
  readonly dueOn?: string;
  readonly updatedOn?: string;
  readonly receipt?: string;
  /** The payroll that carries it now, if one does. */
  readonly payrollId?: string;
  readonly programme?: string;
  readonly cycle?: string;
}

export type FeedRow = FeedIndividual | FeedGroup | FeedBeneficiary | FeedBenefit;

/** What of openIMIS may have changed; members of groups apart, because their group does not say so. */
export const CHANGED_KINDS = [
  'individuals',
  'groups',
  'memberships',
  'beneficiaries',
  'groupBeneficiaries',
  'benefits',
] as const;
export type ChangedKind = (typeof CHANGED_KINDS)[number];

/** What the registry follows openIMIS by. Deleted rows come too. */
export interface Feed {
  /** Of which kinds there is something new, by one question instead of six. */
  changedKinds(since: string): Promise<ReadonlySet<ChangedKind>>;
  individuals(after: string | null, filter?: FeedFilter & { readonly id?: string }): Promise<FeedPage<FeedIndividual>>;
  groups(after: string | null, filter?: FeedFilter & { readonly id?: string }): Promise<FeedPage<FeedGroup>>;
  /** Ids of groups whose members changed: the group itself does not say so. */
  changedMemberships(after: string | null, since: string): Promise<FeedPage<string>>;
  beneficiaries(
    after: string | null,
    filter?: FeedFilter & { readonly individualId?: string },
  ): Promise<FeedPage<FeedBeneficiary>>;
  groupBeneficiaries(after: string | null, filter?: FeedFilter): Promise<FeedPage<FeedBeneficiary>>;
  benefits(
    after: string | null,
    filter?: FeedFilter & { readonly individualId?: string },
  ): Promise<FeedPage<FeedBenefit>>;
}
