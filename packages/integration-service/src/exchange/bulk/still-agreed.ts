import { recordTypes, type DciRole } from '@interlink/contracts/exchange/dci/role';
import type { InboundPartner } from '@interlink/contracts/interconnection/inbound';
import { prepareSearch } from '../answers/search-item.js';
import { permitFor } from '../answers/search.js';
import type { ExchangeContext } from '../context.js';
import { notAgreed } from '../server/fault.js';
import type { BulkFileRow } from '../tables.js';
import { openSearch } from './store.js';

/** F2: an agreement, or a consent, may end between a file and its fetching: then it stays here. Throws DciFault. */
export async function mustStillBeAgreed(
  context: ExchangeContext,
  partner: InboundPartner,
  file: BulkFileRow,
): Promise<void> {
  if (file.operation !== 'sync-search') return;
  const role = file.role as DciRole;
  if (file.kind === 'push') {
    if (!(await isAnyAgreed(context, partner, role))) throw notAgreed('no-agreement');
    return;
  }
  const prepared = prepareSearch(role, await openSearch(context.platform, file));
  if ('reason' in prepared) throw notAgreed('no-agreement');
  const asked = { partner, operation: 'sync-search', byFile: true, isRepeat: true } as const;
  const { permit } = await permitFor(context.inbound, asked, prepared);
  if (!permit.allowed) throw notAgreed(permit.refusal);
}

/** Of a file with questions of many kinds: something of the registry may still be told by file. */
async function isAnyAgreed({ inbound }: ExchangeContext, partner: InboundPartner, role: DciRole): Promise<boolean> {
  const asker = { actor: partner.actor, operation: 'sync-search' };
  const question = { partner: partner.id, direction: 'out', mode: 'file', elements: [], isRepeat: true } as const;
  for (const recordType of Object.values(recordTypes[role])) {
    const decision = await inbound.findAgreement(asker, { ...question, recordType });
    if (decision.allowed || decision.refusal === 'purpose-not-agreed' || decision.refusal === 'consent-missing')
      return true;
  }
  return false;
}
