import {
  FeedBeneficiariesDocument,
  FeedBenefitsDocument,
  FeedGroupBeneficiariesDocument,
  FeedGroupsDocument,
  FeedIndividualsDocument,
  FeedMembershipsDocument,
  FeedNewsDocument,
  type FeedBenefitsQuery,
  type FeedGroupsQuery,
} from '@interlink/contracts/openimis/generated/operations';
import type { Client } from './client.js';
import { readElements, toPerson, type OpenImisMapping } from './mapping.js';
import { CHANGED_KINDS, type Feed, type FeedBenefit, type FeedGroup, type FeedPage } from './feed-port.js';
import { keyOf, nodesOf, objectOf } from './relay.js';

interface Connection<N> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly edges: ReadonlyArray<{ readonly node: N | null } | null>;
}

/** Everything that openIMIS has, or has changed, page by page and deleted ones too. */
export function feedOf(client: Client, mapping: OpenImisMapping): Feed {
  return {
    async changedKinds(since) {
      const found = await client.query(FeedNewsDocument, { since });
      const lists = {
        individuals: found.individual,
        groups: found.group,
        memberships: found.groupIndividualHistory,
        beneficiaries: found.beneficiary,
        groupBeneficiaries: found.groupBeneficiary,
        benefits: found.benefitConsumption,
      };
      return new Set(CHANGED_KINDS.filter((kind) => nodesOf(lists[kind]).length > 0));
    },
    async individuals(after, { since, id } = {}) {
      const { individual } = await client.query(FeedIndividualsDocument, {
        after,
        since: since ?? null,
        id: id ?? null,
      });
      return toPage(individual, (row) => {
        const jsonExt = objectOf(row.jsonExt);
        return {
          kind: 'individual',
          id: keyOf(row.id),
          isDeleted: row.isDeleted,
          person: toPerson(mapping, { ...row, id: keyOf(row.id) }, jsonExt),
          elements: readElements(mapping.individual, jsonExt),
          unmapped: unmapped(mapping.individual, jsonExt),
          ...(row.dateCreated && { createdOn: row.dateCreated.slice(0, 10) }),
        };
      });
    },
    async groups(after, { since, id } = {}) {
      const { group } = await client.query(FeedGroupsDocument, { after, since: since ?? null, id: id ?? null });
      return toPage(group, (row) => toGroup(mapping, row));
    },
    async changedMemberships(after, since) {
      const { groupIndividualHistory } = await client.query(FeedMembershipsDocument, { after, since });
      return toPage(groupIndividualHistory, ({ group }) => (group ? keyOf(group.id) : ''));
    },
    ...enrolmentsOf(client),
    async benefits(after, { since, individualId } = {}) {
      const variables = { after, since: since ?? null, individualId: individualId ?? null };
      const { benefitConsumption } = await client.query(FeedBenefitsDocument, variables);
      return toPage(benefitConsumption, toBenefit);
    },
  };
}

function enrolmentsOf(client: Client): Pick<Feed, 'beneficiaries' | 'groupBeneficiaries'> {
  return {
    async beneficiaries(after, { since, individualId } = {}) {
      const variables = { after, since: since ?? null, individualId: individualId ?? null };
      const { beneficiary } = await client.query(FeedBeneficiariesDocument, variables);
      return toPage(beneficiary, (row) => ({
        ...enrolmentOf(row),
        kind: 'beneficiary',
        holder: { kind: 'person', key: keyOf(row.individual.id) },
      }));
    },
    async groupBeneficiaries(after, { since } = {}) {
      const { groupBeneficiary } = await client.query(FeedGroupBeneficiariesDocument, { after, since: since ?? null });
      return toPage(groupBeneficiary, (row) => ({
        ...enrolmentOf(row),
        kind: 'beneficiary',
        holder: { kind: 'household', key: keyOf(row.group.id) },
      }));
    },
  };
}

function toPage<N, R>(connection: Connection<N> | null | undefined, map: (row: N) => R): FeedPage<R> {
  const { hasNextPage, endCursor } = connection?.pageInfo ?? { hasNextPage: false, endCursor: null };
  return { rows: nodesOf(connection).map(map), next: hasNextPage ? endCursor : null };
}

/** Keys that mapping.json does not name are kept as they are. */
function unmapped(elements: OpenImisMapping['individual'], jsonExt: Readonly<Record<string, unknown>>) {
  const named = new Set(Object.values(elements).map(({ key }) => key));
  return Object.fromEntries(Object.entries(jsonExt).filter(([key]) => !named.has(key)));
}

type GroupNode = NonNullable<NonNullable<NonNullable<FeedGroupsQuery['group']>['edges'][number]>['node']>;

function toGroup(mapping: OpenImisMapping, row: GroupNode): FeedGroup {
  const jsonExt = objectOf(row.jsonExt);
  return {
    kind: 'group',
    id: keyOf(row.id),
    code: row.code,
    isDeleted: row.isDeleted,
    elements: readElements(mapping.group, jsonExt),
    unmapped: unmapped(mapping.group, jsonExt),
    members: nodesOf(row.groupindividuals)
      .filter(({ isDeleted }) => !isDeleted)
      .map(({ individual, role, recipientType }) => ({
        individualId: keyOf(individual.id),
        ...(role && { role }),
        ...(recipientType && { recipientType }),
      })),
    ...(row.location && { locationId: row.location.uuid, locationName: row.location.name ?? '' }),
    ...(row.dateCreated && { createdOn: row.dateCreated.slice(0, 10) }),
  };
}

interface EnrolmentRow {
  readonly id: string;
  readonly status: 'POTENTIAL' | 'ACTIVE' | 'GRADUATED' | 'SUSPENDED';
  readonly isDeleted: boolean;
  readonly dateValidFrom: string;
  readonly dateValidTo: string | null;
  readonly benefitPlan: { readonly code: string };
}

const enrolmentOf = ({ id, status, isDeleted, dateValidFrom, dateValidTo, benefitPlan }: EnrolmentRow) => ({
  id: keyOf(id),
  status,
  isDeleted,
  programme: benefitPlan.code,
  validFrom: dateValidFrom.slice(0, 10),
  ...(dateValidTo && { validTo: dateValidTo.slice(0, 10) }),
});

type BenefitNode = NonNullable<
  NonNullable<NonNullable<FeedBenefitsQuery['benefitConsumption']>['edges'][number]>['node']
>;

function toBenefit(row: BenefitNode): FeedBenefit {
  const payrolls = nodesOf(row.payrollbenefitconsumptionSet).filter(({ isDeleted }) => !isDeleted);
  const payroll = payrolls.at(-1)?.payroll;
  return {
    kind: 'benefit',
    id: keyOf(row.id),
    status: row.status,
    isDeleted: row.isDeleted,
    individualId: keyOf(row.individual.id),
    amount: row.amount ?? '',
    ...(row.dateDue && { dueOn: row.dateDue.slice(0, 10) }),
    ...(row.dateUpdated && { updatedOn: row.dateUpdated.slice(0, 10) }),
    ...(row.receipt && { receipt: row.receipt }),
    // openIMIS has the code only in front of the name.
    ...(payroll && {
      payrollId: keyOf(payroll.id),
      programme: (payroll.benefitPlanNameCode ?? '').split(' - ')[0] ?? '',
    }),
    ...(payroll?.paymentCycle && { cycle: payroll.paymentCycle.code }),
  };
}
