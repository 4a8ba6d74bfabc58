import type { SearchResponseItem } from '@interlink/contracts/exchange/dci/search';
import type { InboundPartner } from '@interlink/contracts/interconnection/inbound';
import { tellCount } from '@interlink/domain/interconnection/counts';
import { consentAt } from '@interlink/domain/interconnection/judge-consent';
import type { ExchangeContext } from '../context.js';
import { notAgreed } from '../server/fault.js';
import { narrowed } from './records.js';
import type { Permit, SearchAnswers, Told } from './search.js';

/** An item of an answer that is kept, and on what it rests; null where it tells of nobody. */
export interface KeptItem {
  readonly item: SearchResponseItem;
  readonly ground: Told | null;
}

/** The items of a kept message beside their grounds. */
export const keptItems = (
  items: readonly SearchResponseItem[],
  grounds: readonly (Told | null)[] = [],
): readonly KeptItem[] => items.map((item, place) => ({ item, ground: grounds[place] ?? null }));

type Reteller = Pick<ExchangeContext, 'inbound' | 'platform' | 'registry'>;

/**
 * F2: what was found before, as far as it may be told now. The agreement may have ended or become narrower since, the
 * consent run out; nobody is told of who was erased. Today's volume is no matter: it was counted when it was found. Throws
 * DciFault when an item may not be told any more.
 */
export async function retell(
  context: Reteller,
  asker: { readonly partner: InboundPartner; readonly operation: string },
  kept: readonly KeptItem[],
): Promise<SearchAnswers> {
  const { platform, registry } = context;
  const erased = await registry.erasedAmong(
    platform,
    kept.flatMap(({ ground }) => ground?.subjects ?? []),
  );
  const answers: KeptItem[] = [];
  for (const { item, ground } of kept) {
    if (ground?.subjects.some((id) => erased.has(id))) {
      answers.push({ item: outOfDate(item), ground: null });
      continue;
    }
    if (item.data === undefined) {
      answers.push({ item, ground: null });
      continue;
    }
    const permit = await permitNow(context, asker, ground);
    answers.push({ item: narrowedTo(item, permit), ground: ground && { ...ground, permit, isRepeat: true } });
  }
  const grounds = answers.map(({ ground }) => ground);
  return { items: answers.map(({ item }) => item), grounds, told: grounds.flatMap((ground) => ground ?? []) };
}

/** Which of its records is whose is not kept: whoever wants the others asks again. */
const outOfDate = ({ reference_id, timestamp }: SearchResponseItem): SearchResponseItem => ({
  ...{ reference_id, timestamp, status: 'rjct', status_reason_code: 'rjct.reference_id.invalid' },
  status_reason_message: 'somebody in it is kept no more; ask again',
});

async function permitNow(
  { inbound, platform }: Reteller,
  { partner, operation }: { readonly partner: InboundPartner; readonly operation: string },
  ground: Told | null,
): Promise<Permit> {
  // On what it rests is not known: nobody can say that it still holds.
  if (!ground?.basis) throw notAgreed('no-agreement');
  const { permit, basis } = ground;
  const decision = await inbound.findAgreement(
    { actor: partner.actor, operation },
    {
      ...{ partner: partner.id, direction: 'out', mode: 'query', isRepeat: true, purpose: permit.purpose },
      ...{ recordType: basis.recordType, elements: permit.elements, filterElements: basis.filterElements },
      consent: consentAt(basis.consent, platform.clock.now().getTime()),
    },
  );
  if (!decision.allowed) throw notAgreed(decision.refusal);
  return decision;
}

function narrowedTo(item: SearchResponseItem, { elements, exactCounts }: Permit): SearchResponseItem {
  const { data, pagination } = item;
  if (!data) return item;
  return {
    ...item,
    data: { ...data, reg_records: data.reg_records.map((record) => narrowed(record, elements)) },
    ...(pagination && {
      pagination: { ...pagination, total_count: tellCount(pagination.total_count, exactCounts).count },
    }),
  };
}
