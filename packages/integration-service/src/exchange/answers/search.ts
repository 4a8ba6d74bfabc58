import {
  registryTypes,
  type DciOperation,
  type DciRole,
  type RecordEntity,
} from '@interlink/contracts/exchange/dci/role';
import type { SearchResponseItem } from '@interlink/contracts/exchange/dci/search';
import { isServiceError } from '@interlink/contracts/errors';
import type { SharedPage } from '@interlink/contracts/registry/view';
import { repeatedReferences } from '@interlink/domain/exchange/message/item-reason';
import { tellCount } from '@interlink/domain/interconnection/counts';
import type { AgreementDecision, CheckedConsent } from '@interlink/contracts/interconnection/agreement';
import type { InboundPartner } from '@interlink/contracts/interconnection/inbound';
import type { Scope } from '@interlink/contracts/registry/scope';
import type { Inbound } from '../../interconnection/service.js';
import type { Tx } from '../../platform/transaction.js';
import type { Register } from '../context.js';
import { notAgreed } from '../server/fault.js';
import { toRecords } from './records.js';
import { prepareSearch, refusedItem, type PreparedSearch, type RefusedItem } from './search-item.js';

export interface Asked {
  readonly role: DciRole;
  readonly partner: InboundPartner;
  readonly operation: DciOperation;
  /** RFC 3339, for the answer. */
  readonly at: string;
  /** The answer goes into a file: agreements for files hold. */
  readonly byFile?: true | undefined;
  /** All that is found is asked for, page by page: however much it is. */
  readonly isWhole?: true | undefined;
}

export type Permit = Extract<AgreementDecision, { allowed: true }>;

/** What was told, for the exchange log: ids and counts, never a value. One a permit that was used. */
export interface Told {
  readonly permit: Permit;
  readonly subjects: readonly string[];
  readonly records: number;
  /** Records of this page as the registry found them; fewer than the page holds: it is the last. */
  readonly onPage?: number;
  /** With what it was asked for, beside the permit; it is looked at anew when it is told anew. */
  readonly basis?: Basis;
  /** It was told or counted before. */
  readonly isRepeat?: true | undefined;
}

interface Basis {
  readonly recordType: RecordEntity;
  readonly filterElements: readonly string[];
  readonly consent?: CheckedConsent | undefined;
}

export interface AnswerDeps {
  readonly inbound: Inbound;
  readonly registry: Register;
}

/** An agreement is about data, not about places: it reaches the whole country, and every programme. */
export const sharingScope: Scope = { purpose: 'data-sharing', districts: 'all', institutions: 'all' };

/** More than this and a search is a copy of the register, which is what files are for. */
const MOST_FOUND = 100_000;

export interface SearchAnswers {
  readonly items: readonly SearchResponseItem[];
  readonly told: readonly Told[];
  /** By item; null for one that tells of nobody. */
  readonly grounds: readonly (Told | null)[];
}
interface ItemAnswer {
  readonly item: SearchResponseItem;
  readonly told?: Told;
}
/** Records told by one message so far, by agreement. */
type ToldSoFar = Map<string, number>;
type AnswerItem = (tx: Tx, soFar: ToldSoFar) => Promise<ItemAnswer>;

/**
 * Reads each item by itself and asks whether it may be answered, before the transaction in which the registry is asked,
 * the answers are logged and the message is taken: that one takes no second connection. Throws DciFault when no
 * agreement allows the exchange at all.
 */
export async function prepareAnswers(
  deps: AnswerDeps,
  asked: Asked,
  given: readonly unknown[],
): Promise<(tx: Tx) => Promise<SearchAnswers>> {
  const repeated = repeatedReferences(given.map((item) => (item as { reference_id?: unknown } | null)?.reference_id));
  const steps: AnswerItem[] = [];
  for (const [place, item] of given.entries()) {
    const isRepeated = repeated[place] === true;
    const again = { reason: 'rjct.reference_id.duplicate', why: 'came before' } as const;
    steps.push(isRepeated ? refuse(item, again, asked) : await prepareItem(deps, asked, item));
  }
  return async (tx) => {
    const answers: ItemAnswer[] = [];
    const soFar: ToldSoFar = new Map();
    for (const step of steps) answers.push(await step(tx, soFar));
    const grounds = answers.map(({ told }) => told ?? null);
    return { items: answers.map(({ item }) => item), grounds, told: grounds.flatMap((ground) => ground ?? []) };
  };
}

function refuse(given: unknown, refused: RefusedItem, { at }: Asked): AnswerItem {
  return () => Promise.resolve({ item: refusedItem(given, refused, at) });
}

async function prepareItem(deps: AnswerDeps, asked: Asked, given: unknown): Promise<AnswerItem> {
  const prepared = prepareSearch(asked.role, given);
  if ('reason' in prepared) return refuse(given, prepared, asked);
  const { permit, consent } = await permitFor(deps.inbound, asked, prepared);
  if (!permit.allowed) {
    if (permit.refusal !== 'filter-not-agreed') throw notAgreed(permit.refusal);
    return refuse(given, { reason: 'rjct.filter.invalid', why: 'the agreement does not name what is asked by' }, asked);
  }
  const basis = { recordType: prepared.entity, filterElements: prepared.filterElements, consent };
  const tellsTotal = await mayTellTotal(deps.inbound, asked.partner, prepared, permit);
  return (tx, soFar) => answerItem(tx, deps.registry, { asked, soFar }, { given, prepared, permit, basis, tellsTotal });
}

/**
 * S12: rounded totals can be taken apart by many filters that overlap, so only so many different ones have theirs told in
 * a day. A number finds one person or nobody, and costs nothing.
 */
async function mayTellTotal(
  inbound: Inbound,
  partner: InboundPartner,
  { item, query }: PreparedSearch,
  { exactCounts }: Permit,
): Promise<boolean> {
  if (exactCounts || !query || item.search_criteria.query_type === 'idtype-value') return true;
  const { recordType, where } = query;
  return inbound.spendPredicate(partner, JSON.stringify({ recordType, where }));
}

interface Permitted {
  readonly given: unknown;
  readonly prepared: PreparedSearch;
  readonly permit: Permit;
  readonly basis: Basis;
  readonly tellsTotal: boolean;
}

async function answerItem(
  tx: Tx,
  registry: Register,
  { asked, soFar }: { readonly asked: Asked; readonly soFar: ToldSoFar },
  { given, prepared, permit, basis, tellsTotal }: Permitted,
): Promise<ItemAnswer> {
  const found = await askRegistry(tx, registry, prepared, asked);
  if (found === 'not-possible') {
    const refused = { reason: 'rjct.filter.invalid', why: 'the registry cannot be asked so' } as const;
    return { item: refusedItem(given, refused, asked.at) };
  }
  if (totalOf(found) > MOST_FOUND && asked.isWhole !== true) {
    const refused = { reason: 'rjct.search.too_many_records_found', why: `more than ${MOST_FOUND} records` } as const;
    return { item: refusedItem(given, refused, asked.at) };
  }
  const count = tellsTotal ? tellCount(totalOf(found), permit.exactCounts).count : 0;
  const item = answered(asked, prepared, { elements: permit.elements, count }, found);
  const records = item.data?.reg_records.length ?? 0;
  const ofMessage = (soFar.get(permit.agreementId) ?? 0) + records;
  // A file that is too much as a whole uses nothing up: it is refused before its first page is counted.
  const isBegun = asked.isWhole === true && prepared.page.number === 1;
  if (isTooMuch(isBegun ? totalOf(found) : ofMessage, permit)) {
    const refused = { reason: 'rjct.search.too_many_records_found', why: 'more than is agreed for today' } as const;
    return { item: refusedItem(given, refused, asked.at) };
  }
  soFar.set(permit.agreementId, ofMessage);
  return { item, told: { permit, basis, subjects: subjectsOf(found), records, onPage: onPageOf(found) } };
}

const totalOf = (found: SharedPage | undefined) => found?.total ?? 0;
/** Of households, also those that another one on this or another page speaks for. */
const onPageOf = (found: SharedPage | undefined) =>
  (found?.recordType === 'Group' ? found.looked : undefined) ?? found?.items.length ?? 0;
const isTooMuch = (records: number, { recordsLeft = Infinity }: Permit) => records > recordsLeft;

function subjectsOf(found: SharedPage | undefined): readonly string[] {
  if (!found) return [];
  if (found.recordType === 'Member') return found.items.map(({ personId }) => personId);
  if (found.recordType === 'Beneficiary') return found.items.flatMap(({ person }) => person?.personId ?? []);
  return found.items.flatMap(({ members }) => members.flatMap(({ personId }) => personId ?? []));
}

/** May this be answered, and on which consent? */
async function permitFor(
  inbound: Inbound,
  { partner, operation, byFile }: Pick<Asked, 'byFile' | 'operation' | 'partner'>,
  { item, entity, filterElements }: PreparedSearch,
) {
  const { consent, authorize, query_type: form, query } = item.search_criteria;
  const asked = form === 'idtype-value' ? (query as { readonly type: string; readonly value: string }) : undefined;
  const judged = await inbound.checkConsent(partner, { consent, authorize, asked });
  const permit = await inbound.findAgreement(
    { actor: partner.actor, operation },
    {
      partner: partner.id,
      direction: 'out',
      mode: byFile ? 'file' : 'query',
      recordType: entity,
      elements: [],
      filterElements,
      ...judged,
    },
  );
  return { permit, consent: judged.consent === 'not-valid' ? undefined : judged.consent };
}

/** Undefined: no source of ours holds such records. */
async function askRegistry(tx: Tx, registry: Register, { query }: PreparedSearch, { isWhole }: Asked) {
  if (!query) return undefined;
  try {
    return await registry.searchWithin(tx, query, sharingScope, isWhole);
  } catch (thrown) {
    if (isServiceError(thrown) && thrown.code === 'registry.query-not-possible') return 'not-possible';
    throw thrown;
  }
}

function answered(
  { role, at }: Asked,
  { item, entity, page }: PreparedSearch,
  { elements, count }: Pick<Permit, 'elements'> & { readonly count: number },
  found: SharedPage | undefined,
): SearchResponseItem {
  return {
    reference_id: item.reference_id,
    timestamp: at,
    status: 'succ',
    data: {
      version: '1.0.0',
      reg_type: registryTypes[role],
      reg_record_type: item.search_criteria.reg_record_type ?? nameOf(entity),
      reg_records: found ? [...toRecords(found, { role, entity }, elements)] : [],
    },
    pagination: {
      page_size: page.size,
      page_number: page.number,
      // Who sees the records themselves learns nothing more by their number; else it is rounded (S12).
      total_count: count,
    },
    ...(item.locale !== undefined && { locale: item.locale }),
  };
}

const nameOf = (entity: RecordEntity) => (entity === 'Person' ? 'spdci-extensions-dci:Person' : entity);
