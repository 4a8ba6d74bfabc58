import {
  FindBeneficiariesDocument,
  FindBenefitPlanDocument,
  ListBenefitPlansDocument,
  type BenefitPlanFieldsFragment,
  type FindBeneficiariesQuery,
} from '@interlink/contracts/openimis/generated/operations';
import type { Client } from './client.js';
import { readElements, type OpenImisMapping } from './mapping.js';
import type { Beneficiary, Programme, Programmes } from './port.js';
import { queryEach } from './query-each.js';
import { keyOf, nodesOf, objectOf, pagesOf } from './relay.js';

export function programmesOf(client: Client, mapping: OpenImisMapping): Programmes {
  return {
    async findByCode(code) {
      const { benefitPlan } = await client.query(FindBenefitPlanDocument, { code });
      return nodesOf(benefitPlan).map(toProgramme)[0];
    },
    async list() {
      const plans: Programme[] = [];
      const pages = pagesOf(async (after) => (await client.query(ListBenefitPlansDocument, { after })).benefitPlan);
      for await (const rows of pages) plans.push(...rows.map(toProgramme));
      return plans;
    },
    findBeneficiaries: (individualId, planId) => findBeneficiaries(client, mapping, individualId, planId),
    async findBeneficiariesOf(individualIds, planId) {
      const answers = await queryEach(client, FindBeneficiariesDocument, 'individualId', individualIds, { planId });
      return new Map(answers.map((answer, at) => [individualIds[at] ?? '', toBeneficiaries(mapping, answer)] as const));
    },
  };
}

/** Every enrolment of the person that the token may see. */
export async function findBeneficiaries(
  client: Client,
  mapping: OpenImisMapping,
  individualId: string,
  planId?: string,
): Promise<readonly Beneficiary[]> {
  const answer = await client.query(FindBeneficiariesDocument, { individualId, planId: planId ?? null });
  return toBeneficiaries(mapping, answer);
}

function toBeneficiaries(mapping: OpenImisMapping, { beneficiary }: FindBeneficiariesQuery): readonly Beneficiary[] {
  return nodesOf(beneficiary).map((row) => {
    const { journeyId } = readElements(mapping.beneficiary, objectOf(row.jsonExt));
    return {
      beneficiaryId: keyOf(row.id),
      individualId: keyOf(row.individual.id),
      planId: keyOf(row.benefitPlan.id),
      programme: row.benefitPlan.code,
      status: row.status,
      ...(journeyId && { journeyId }),
    };
  });
}

function toProgramme(row: BenefitPlanFieldsFragment): Programme {
  return {
    planId: keyOf(row.id),
    code: row.code,
    name: row.name,
    kind: row.type,
    validFrom: row.dateValidFrom.slice(0, 10),
    ...(row.institution && { institution: row.institution }),
    ...(row.dateValidTo && { validTo: row.dateValidTo.slice(0, 10) }),
    ...(row.maxBeneficiaries !== null && { maxBeneficiaries: row.maxBeneficiaries }),
  };
}
