import type { EnrolledAnswer, EnrollmentUpdates } from '@interlink/contracts/exchange/dci/enrolled';
import { isServiceError } from '@interlink/contracts/errors';
import type { InboundPartner } from '@interlink/contracts/interconnection/inbound';
import { fromBeneficiary } from '@interlink/domain/exchange/records/from-dci';
import { pathsOf } from '@interlink/domain/interconnection/elements';
import type { ExchangeContext } from '../context.js';
import { notAgreed } from '../server/fault.js';
import type { Permit } from './search.js';

export interface Taken {
  readonly answers: readonly EnrolledAnswer[];
  readonly permit: Permit;
  readonly subjects: readonly string[];
  readonly records: number;
}

/**
 * Takes what a management system tells of its enrolments, each beneficiary by itself. The agreement is held against
 * everything that came: an element outside it refuses the whole (F2). Throws DciFault.
 */
export async function takeUpdates(
  { inbound, registry, platform }: ExchangeContext,
  partner: InboundPartner,
  { beneficiaries }: EnrollmentUpdates['enrolled_updates'],
  at: string,
): Promise<Taken> {
  const permit = await inbound.findAgreement(
    { actor: partner.actor, operation: 'enrollment-updates' },
    {
      ...{ partner: partner.id, direction: 'in', mode: 'event', recordType: 'Beneficiary' },
      elements: [...new Set(beneficiaries.flatMap((one) => pathsOf(one)))].filter((path) => !path.includes('@')),
    },
  );
  if (!permit.allowed) throw notAgreed(permit.refusal);
  const answers: EnrolledAnswer[] = [];
  const subjects = new Set<string>();
  for (const beneficiary of beneficiaries) {
    const read = fromBeneficiary(beneficiary);
    const refused = 'refused' in read ? read.refused : await ingest(read.records);
    answers.push({
      reference_id: platform.ids.next(),
      timestamp: at,
      status: refused === undefined ? 'succ' : 'rjct',
      ...(refused !== undefined && { status_reason_code: refused }),
    });
  }
  const records = answers.filter(({ status }) => status === 'succ').length;
  return { answers, permit, subjects: [...subjects], records };

  async function ingest(records: Parameters<typeof registry.ingest>[2]): Promise<string | undefined> {
    try {
      const { people } = await registry.ingest(partner.actor, partner.id, records);
      for (const person of people) subjects.add(person);
      return undefined;
    } catch (thrown) {
      // What the registry cannot keep is this beneficiary's fault, not that of the others.
      if (isServiceError(thrown) && thrown.code === 'registry.record-refused') return 'rjct.search_criteria.invalid';
      throw thrown;
    }
  }
}
