import type { InboundPartner } from '@interlink/contracts/interconnection/inbound';
import { withGround, type FileGround } from '@interlink/domain/exchange/bulk/grounds';
import { consentAt } from '@interlink/domain/interconnection/judge-consent';
import type { Told } from '../answers/search.js';
import type { ExchangeContext } from '../context.js';
import { DciFault, notAgreed } from '../server/fault.js';
import type { BulkFileRow } from '../tables.js';

/** What a file rests on once these are in it too; null stays null: of a file from before the upgrade it is not known. */
export function groundsWith({ grounds }: Pick<BulkFileRow, 'grounds'>, told: readonly Told[]) {
  return grounds && told.reduce(add, grounds);
}

function add(grounds: readonly FileGround[], { permit, basis }: Told): readonly FileGround[] {
  if (!basis) return grounds;
  const { recordType, filterElements, consent } = basis;
  const isConsented = consent?.reference !== undefined;
  const { purpose, elements } = permit;
  return withGround(grounds, { recordType, purpose, elements, filterElements, isConsented, untilMs: consent?.untilMs });
}

/**
 * F2: an agreement, or a consent, may end or become narrower between a file and its fetching: then it stays here, whole.
 * Throws DciFault.
 */
export async function mustStillBeAgreed(
  { inbound, platform }: Pick<ExchangeContext, 'inbound' | 'platform'>,
  partner: InboundPartner,
  { operation, grounds }: Pick<BulkFileRow, 'grounds' | 'operation'>,
): Promise<void> {
  if (operation !== 'sync-search') return;
  if (!grounds) throw outdated();
  for (const { isConsented, untilMs, ...ground } of grounds) {
    const given = isConsented ? { reference: 'of its lines', untilMs } : undefined;
    const permit = await inbound.findAgreement(
      { actor: partner.actor, operation: 'fetch-file' },
      {
        ...{ partner: partner.id, direction: 'out', mode: 'file', isRepeat: true, ...ground },
        consent: consentAt(given, platform.clock.now().getTime()),
      },
    );
    if (!permit.allowed) throw notAgreed(permit.refusal);
    if (permit.withheld.length > 0) throw outdated();
  }
}

const outdated = () =>
  new DciFault(
    { code: 'err.request.forbidden', message: 'file-outdated: less is agreed than this file holds; make it again' },
    'file-outdated',
  );
