import { recordTypes, type DciRole } from '@interlink/contracts/exchange/dci/role';
import type { InboundPartner } from '@interlink/contracts/interconnection/inbound';
import type { ExchangeContext } from '../context.js';

/** An agreement may end between request and answer: then the answer stays here. */
export async function isStillAgreed(
  { inbound }: Pick<ExchangeContext, 'inbound'>,
  partner: InboundPartner,
  { role, mode }: { readonly role: DciRole; readonly mode: 'file' | 'query' },
): Promise<boolean> {
  const asker = { actor: partner.actor, operation: 'on-search' };
  const question = { partner: partner.id, direction: 'out', mode, elements: [] } as const;
  for (const recordType of Object.values(recordTypes[role])) {
    const decision = await inbound.findAgreement(asker, { ...question, recordType });
    if (decision.allowed || decision.refusal === 'purpose-not-agreed' || decision.refusal === 'consent-missing')
      return true;
  }
  return false;
}
