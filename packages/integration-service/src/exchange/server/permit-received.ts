import type { NotifyRequest } from '@interlink/contracts/exchange/dci/notify';
import type { DciOperation } from '@interlink/contracts/exchange/dci/role';
import type { SearchResponse } from '@interlink/contracts/exchange/dci/search';
import type { TxnStatusResponse } from '@interlink/contracts/exchange/dci/txn-status';
import type { Anything } from '@interlink/contracts/exchange/dci/values';
import { elementsIn } from '@interlink/domain/interconnection/elements';
import { entityNamed } from '../answers/search-item.js';
import type { Permit } from '../answers/search.js';
import type { ExchangeContext } from '../context.js';
import { notAgreed } from './fault.js';
import type { Incoming } from './incoming.js';

/** Records that a partner tells us, and the agreement under which it may. */
export interface Received {
  readonly permit: Permit;
  readonly records: number;
}

interface Told {
  readonly type: string | undefined;
  readonly records: readonly unknown[];
}

/**
 * F2: what a partner tells us is agreed as well, by an agreement of direction `in`; an element outside it refuses the
 * whole, and nothing comes of it. Throws DciFault.
 */
export async function permitReceived(
  { inbound }: Pick<ExchangeContext, 'inbound'>,
  { partner, role, operation, message }: Incoming,
): Promise<readonly Received[]> {
  const received: Received[] = [];
  for (const [type, records] of byType(toldIn(operation, message))) {
    const permit = await inbound.findAgreement(
      { actor: partner.actor, operation },
      {
        ...{ partner: partner.id, direction: 'in', mode: operation === 'notify' ? 'event' : 'query' },
        recordType: type && (entityNamed(role, type) ?? type),
        elements: elementsIn(records),
      },
    );
    if (!permit.allowed) throw notAgreed(permit.refusal);
    received.push({ permit, records: records.length });
  }
  return received;
}

function toldIn(operation: DciOperation, message: Anything): readonly Told[] {
  if (operation === 'notify') {
    const { notify_event: events } = message as unknown as NotifyRequest;
    return events.map(({ data }) => ({ type: data.reg_record_type, records: [data.reg_records] }));
  }
  const { txnstatus_response: status, search_response: own } = message as Partial<SearchResponse & TxnStatusResponse>;
  const found = own ?? (status?.txn_status as Partial<SearchResponse> | undefined)?.search_response ?? [];
  return found.flatMap(({ data }) => (data ? { type: data.reg_record_type, records: data.reg_records } : []));
}

function byType(told: readonly Told[]): ReadonlyMap<string | undefined, readonly unknown[]> {
  const types = new Map<string | undefined, unknown[]>();
  for (const { type, records } of told) {
    if (records.length > 0) types.set(type, [...(types.get(type) ?? []), ...records]);
  }
  return types;
}
