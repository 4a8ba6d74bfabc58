import type { AgreementDecision } from '@interlink/contracts/interconnection/agreement';
import { recordTypes, type DciRole } from '@interlink/contracts/exchange/dci/role';
import type { RegistryOutcome, RegistryRequest } from '@interlink/contracts/exchange/registry-port';
import type { ExchangeCause } from '@interlink/contracts/interconnection/partner-port';
import { elementsIn } from '@interlink/domain/interconnection/elements';
import type { Inbound } from '../../interconnection/service.js';
import { entityNamed } from '../answers/search-item.js';
import type { InquiryRow } from '../store/inquiries.js';

/** F2: records that we ask for are agreed as those that a callback brings are. Undefined: it tells of nobody. */
export async function permitOutcome(
  inbound: Pick<Inbound, 'findAgreement'>,
  { actor }: ExchangeCause,
  { partner, role }: Pick<InquiryRow, 'partner' | 'role'>,
  {
    request,
    outcome,
    operation = 'txn-status',
  }: {
    readonly request: RegistryRequest;
    readonly outcome: RegistryOutcome;
    readonly operation?: string;
  },
): Promise<AgreementDecision | undefined> {
  if (outcome.kind !== 'records' || outcome.records.length === 0) return undefined;
  return inbound.findAgreement(
    { actor, operation },
    {
      ...{ partner, direction: 'in', mode: 'query', recordType: typeAsked(role as DciRole, request) },
      elements: elementsIn(outcome.records),
    },
  );
}

/** F2: nothing is asked for that could not be taken. Undefined: it asks for no records. */
export async function permitRequest(
  inbound: Pick<Inbound, 'findAgreement'>,
  { actor }: ExchangeCause,
  { partner, role }: Pick<InquiryRow, 'partner' | 'role'>,
  request: RegistryRequest,
): Promise<AgreementDecision | undefined> {
  if (request.kind !== 'search' && request.kind !== 'subscribe') return undefined;
  return inbound.findAgreement(
    { actor, operation: request.kind },
    {
      ...{ partner, direction: 'in', recordType: typeAsked(role as DciRole, request), elements: [] },
      mode: request.kind === 'search' ? 'query' : 'event',
      // None passes yet: what may still pass today is no matter.
      isRepeat: true,
    },
  );
}

/** The usual one of the registry, unless another was asked for. */
function typeAsked(role: DciRole, request: RegistryRequest): string | undefined {
  const asked =
    request.kind === 'search'
      ? request.question.recordType
      : request.kind === 'subscribe'
        ? request.watch.recordType
        : undefined;
  return asked === undefined ? Object.values(recordTypes[role])[0] : (entityNamed(role, asked) ?? asked);
}
