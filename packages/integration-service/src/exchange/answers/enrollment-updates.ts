import type { EnrolledAnswer, EnrollmentUpdates } from '@interlink/contracts/exchange/dci/enrolled';
import { isServiceError } from '@interlink/contracts/errors';
import type { InboundPartner } from '@interlink/contracts/interconnection/inbound';
import { fromTold } from '@interlink/domain/exchange/records/from-dci';
import { elementsIn } from '@interlink/domain/interconnection/elements';
import type { Tx } from '../../platform/transaction.js';
import type { ExchangeContext } from '../context.js';
import { notAgreed } from '../server/fault.js';
import { stateRecord } from '../sources/state-record.js';
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
  for (const record of beneficiaries) {
    const stated = await orSourceUnknown(() =>
      stateRecord(tx, registry, partner.id, fromTold({ entity: 'Beneficiary', record })),
    );
    const isRefused = 'refused' in stated;
    if (!isRefused) for (const person of stated.people) subjects.add(person);
    answers.push({
      reference_id: platform.ids.next(),
      timestamp: at,
      status: isRefused ? 'rjct' : 'succ',
      ...(isRefused && { status_reason_code: stated.refused }),
    });
  }
  const records = answers.filter(({ status }) => status === 'succ').length;
  return { answers, subjects: [...subjects], records };
}

/** Agreed, and yet not set up as a source: ours to mend, and nothing that repeating would help. */
async function orSourceUnknown<Done>(work: () => Promise<Done>): Promise<Done> {
  try {
    return await work();
  } catch (thrown) {
    if (isServiceError(thrown) && thrown.code === 'registry.source-unknown') throw notAgreed('source-unknown');
    throw thrown;
  }
}
