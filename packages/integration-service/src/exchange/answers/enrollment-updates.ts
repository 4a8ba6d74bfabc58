import type { EnrolledAnswer, EnrollmentUpdates } from '@interlink/contracts/exchange/dci/enrolled';
import { isServiceError } from '@interlink/contracts/errors';
import type { InboundPartner } from '@interlink/contracts/interconnection/inbound';
import { fromBeneficiary } from '@interlink/domain/exchange/records/from-dci';
import { elementsIn } from '@interlink/domain/interconnection/elements';
import type { Tx } from '../../platform/transaction.js';
import type { ExchangeContext } from '../context.js';
import { notAgreed } from '../server/fault.js';
import type { Permit } from './search.js';

type Beneficiaries = EnrollmentUpdates['enrolled_updates']['beneficiaries'];

export interface Taken {
  readonly answers: readonly EnrolledAnswer[];
  readonly subjects: readonly string[];
  readonly records: number;
}

/**
 * The agreement is held against everything that came: an element outside it refuses the whole (F2). Throws DciFault.
 */
export async function permitUpdates(
  { inbound }: ExchangeContext,
  partner: InboundPartner,
  beneficiaries: Beneficiaries,
  mode: 'event' | 'file' = 'event',
): Promise<Permit> {
  const permit = await inbound.findAgreement(
    { actor: partner.actor, operation: 'enrollment-updates' },
    {
      ...{ partner: partner.id, direction: 'in', mode, recordType: 'Beneficiary' },
      elements: elementsIn(beneficiaries),
    },
  );
  if (!permit.allowed) throw notAgreed(permit.refusal);
  return permit;
}

/**
 * Takes what a management system tells of its enrolments, each beneficiary by itself, in the transaction that takes the
 * message: a killed process has taken both or neither. Throws DciFault when the registry knows no such source.
 */
export async function takeUpdates(
  tx: Tx,
  { registry, platform }: ExchangeContext,
  partner: InboundPartner,
  { beneficiaries, at }: { readonly beneficiaries: Beneficiaries; readonly at: string },
): Promise<Taken> {
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
  return { answers, subjects: [...subjects], records };

  async function ingest(records: Parameters<typeof registry.ingestWithin>[2]): Promise<string | undefined> {
    try {
      const { people } = await registry.ingestWithin(tx, partner.id, records);
      for (const person of people) subjects.add(person);
      return undefined;
    } catch (thrown) {
      if (!isServiceError(thrown)) throw thrown;
      // What the registry cannot keep is this beneficiary's fault, not that of the others.
      if (thrown.code === 'registry.record-refused') return 'rjct.search_criteria.invalid';
      // Agreed, and yet not set up as a source: ours to mend, and nothing that repeating would help.
      if (thrown.code === 'registry.source-unknown') throw notAgreed('source-unknown');
      throw thrown;
    }
  }
}
