import { ServiceError } from '@interlink/contracts/errors';
import { searchableFields, type Condition, type RegistryQuery } from '@interlink/contracts/registry/query';
import type { Scope } from '@interlink/contracts/registry/scope';
import type { BeneficiaryView, HouseholdView, SearchPage, SharedPage } from '@interlink/contracts/registry/view';
import { checkQuery, comparisonsOf } from '@interlink/domain/registry/check-query';
import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '../platform/actor.js';
import type { Tx } from '../platform/transaction.js';
import { districtCondition, maySearch, programmeCondition } from './access.js';
import { judgeOnes, loadAsOne } from './as-one.js';
import { within, type Core } from './core.js';
import { findIds, findRows, type Source } from './find-rows.js';
import { loadHouseholds } from './load-households.js';
import { loadPeople } from './load-people.js';
import { lookingUp, lookUpOf } from './look-up.js';
import { latinWords } from './name-keys.js';
import { nearWords } from './name-words.js';
import {
  pickBenefit,
  toEnrolmentView,
  toFields,
  toPersonView,
  type HolderRow,
  type PersonState,
  type Shown,
} from './person-view.js';
import { groupBy } from './rows.js';
import { askAcross, eachOnce, withAcross } from './search-across.js';
import { findAsOne } from './search-as-one.js';
import { isOfNames, nameWithin, sortColumn, toSql, translator, wordsLikely, type NearWords } from './search-sql.js';
import { shownFor } from './shown.js';
import type { RegistryTables } from './tables.js';

/**
 * What the scope may see of what the query asks for; the hits are written to the access log before they are answered. A
 * household that several systems know is asked for by any of its numbers, and shown once.
 */
export async function searchRegistry(
  core: Core,
  actor: Actor,
  query: RegistryQuery,
  scope: Scope,
): Promise<SearchPage> {
  refuseImpossible(query, scope);
  const shown = await shownFor(core, scope, query.asOf);
  const asked = await askAcross(core, query, shown);
  return withAcross(core, await searchShown(core, actor, asked, shown), shown);
}

function searchShown(core: Core, actor: Actor, query: RegistryQuery, shown: Shown): Promise<SearchPage> {
  if (query.recordType === 'Group') return searchGroups(core, actor, query, shown);
  if (query.recordType === 'Beneficiary') {
    const loadEach = async (ids: readonly string[]) =>
      new Map((await loadHouseholds(core, ids, shown)).map((one) => [one.householdId, one]));
    return searchBeneficiaries(core, actor, query, shown, loadEach);
  }
  return searchMembers(core, actor, query, shown);
}

/**
 * The same within a transaction of the caller, who tells nothing before it is committed (S6), and of people no more than
 * what is said of themselves: what they draw, and from whom, is not even read. A household that several systems know is
 * told once, by all of them.
 */
export async function searchWithin(
  core: Core,
  tx: Tx,
  query: RegistryQuery,
  scope: Scope,
  isWhole = false,
): Promise<SharedPage> {
  refuseImpossible(query, scope);
  const bound = within(core, tx);
  if (query.recordType === 'Member') return searchPeople(bound, tx, query, scope);
  const shown = await shownFor(bound, scope, query.asOf);
  if (query.recordType === 'Group') return searchAsOne(bound, tx.actor, query, shown, isWhole);
  return searchBeneficiaries(bound, tx.actor, query, shown, async (ids) =>
    loadAsOne(bound, ids, await judgeOnes(bound, ids, shown), shown),
  );
}

async function searchPeople(core: Core, tx: Tx, query: RegistryQuery, scope: Scope): Promise<SharedPage> {
  const { rows, total } = await findPeople(core, tx, query, scope);
  const ids = rows.map(({ id }) => id);
  return audited(core, tx.actor, query, ids, scope, () => {
    const items = rows.map(({ id, data }) => ({ personId: id, data: toFields(data, scope) }));
    return Promise.resolve({ recordType: 'Member', total, items });
  });
}

async function findPeople(core: Core, tx: Tx, query: RegistryQuery, scope: Scope) {
  const lookUp = lookUpOf(core, query, scope);
  if (lookUp) return tx.jointly(lookingUp, lookUp);
  const source = membersWhere(core, query, scope, await nearOf(core, query));
  return findRows<Pick<PersonState, 'data'>>(core, query, { ...source, more: sql`, p.data` });
}

/** More people of a name than anybody looks through: of those that a name finds, no more are counted and ranked. */
const MOST_OF_A_NAME = 1000;

const nearOf = ({ platform }: Core, { where }: RegistryQuery) => nearWords(platform, wordsLikely(where));

function membersWhere(core: Core, query: RegistryQuery, scope: Scope, near: NearWords): Source {
  const where = toSql(query.where, translator(core, 'Member', scope, near));
  return {
    from: sql`registry.person p`,
    id: sql`p.person_id`,
    where: sql`p.merged_into is null and ${districtCondition(scope, 'p')} and ${where}`,
    rank: rankOf(query.where),
  };
}

/** The same of names alone. Whoever became somebody else has none there. */
function namesWhere(core: Core, query: RegistryQuery, scope: Scope, near: NearWords): Source {
  const where = toSql(query.where, translator(core, 'Member', scope, near));
  return {
    from: sql`registry.person_name p`,
    id: sql`p.person_id`,
    where: sql`${nameWithin(scope, query.where)} and ${where}`,
    rank: rankOf(query.where),
  };
}

/** An order tells as much as a hit: what the purpose does not show is not sorted by either. */
function refuseImpossible(query: RegistryQuery, { purpose }: Scope): void {
  const { recordType, where, sort = [] } = query;
  const refuse = (fault: object): never => {
    throw new ServiceError('registry.query-not-possible', { ...fault });
  };
  const fault = checkQuery(query, searchableFields[recordType]);
  if (fault) refuse(fault);
  const guarded = [...comparisonsOf(where), ...sort].find(({ field }) => !maySearch(purpose, field));
  if (guarded) refuse({ problem: 'not-for-this-purpose', field: guarded.field });
  const orderless = sort.find(({ field }) => sortColumn(recordType, field) === undefined);
  if (orderless) refuse({ problem: 'unknown-field', field: orderless.field });
}

async function searchMembers(core: Core, actor: Actor, query: RegistryQuery, shown: Shown): Promise<SearchPage> {
  const { ids, total, hasMore } = await findMembers(core, query, shown.scope);
  return audited(core, actor, query, ids, shown.scope, async () => {
    const states = await loadPeople(core.platform, ids);
    const items = states.map((state) => toPersonView(core, state, shown));
    return { recordType: 'Member', total, items, ...(hasMore && { hasMore }) };
  });
}

/** Where a name finds too many, those who are spelt as it was asked are looked at first. */
async function findMembers(core: Core, query: RegistryQuery, scope: Scope) {
  const near = await nearOf(core, query);
  const isRanked = near.size > 0 && !query.sort;
  const most = isRanked ? MOST_OF_A_NAME : Infinity;
  const source = isOfNames(query) ? namesWhere : membersWhere;
  const find = (words: NearWords) => findIds(core, query, { ...source(core, query, scope, words), most });
  // One word alone is many people's: where it finds too many as it stands, other spellings would only find more.
  const first = isRanked && near.size === 1 && 'compare' in query.where ? await find(new Map()) : undefined;
  if (first?.hasMore) return first;
  const found = await find(near);
  if (!found.hasMore) return found;
  const exact = first ?? (await find(new Map()));
  return exact.total === 0 ? found : { ...exact, hasMore: true };
}

async function searchGroups(core: Core, actor: Actor, query: RegistryQuery, shown: Shown): Promise<SearchPage> {
  const source = groupsWhere(core, query, shown.scope);
  const { ids, total } = await eachOnce(core, query, shown)(source, await findIds(core, query, source));
  return audited(core, actor, query, ids, shown.scope, async () => ({
    recordType: 'Group',
    total,
    items: await loadHouseholds(core, ids, shown),
  }));
}

async function searchAsOne(core: Core, actor: Actor, query: RegistryQuery, shown: Shown, isWhole: boolean) {
  const sourceOf = (asked: RegistryQuery) => groupsWhere(core, asked, shown.scope);
  const { ids, total, ones, looked } = await findAsOne(core, query, sourceOf, shown, isWhole);
  const told = ids.flatMap((id) => ones.get(id) ?? [id]);
  return audited<SharedPage>(core, actor, query, told, shown.scope, async () => ({
    recordType: 'Group',
    total,
    items: [...(await loadAsOne(core, ids, ones, shown)).values()],
    ...(looked !== undefined && { looked }),
  }));
}

function groupsWhere(core: Core, query: RegistryQuery, scope: Scope): Source {
  const where = toSql(query.where, translator(core, 'Group', scope, new Map()));
  return {
    from: sql`registry.household h`,
    id: sql`h.household_id`,
    where: sql`${districtCondition(scope, 'h')} and ${where}`,
  };
}

/** Households by the id that an enrolment names. */
type LoadHolders = (ids: readonly string[]) => Promise<ReadonlyMap<string, HouseholdView>>;

async function searchBeneficiaries(
  core: Core,
  actor: Actor,
  query: RegistryQuery,
  shown: Shown,
  loadHolders: LoadHolders,
): Promise<SearchPage> {
  const { scope } = shown;
  const where = toSql(query.where, translator(core, 'Beneficiary', scope, await nearOf(core, query)));
  const held =
    query.asOf === undefined
      ? sql`true`
      : sql`coalesce(e.enrolled_on, e.last_updated::date) <= ${query.asOf}::date and (e.ends_on is null or e.ends_on > ${query.asOf}::date)`;
  const { rows: found, total } = await findRows<{ holderId: string }>(core, query, {
    from: sql`registry.enrolment e
      left join registry.person p on p.person_id = e.holder_id and e.holder_kind = 'person' and p.merged_into is null
      left join registry.household h on h.household_id = e.holder_id and e.holder_kind = 'household'`,
    id: sql`e.record_id`,
    more: sql`, e.holder_id`,
    where: sql`(${districtCondition(scope, 'p')} or ${districtCondition(scope, 'h')})
      and ${programmeCondition(core, scope, 'e')} and ${held} and ${where}`,
  });
  const ids = found.map(({ id }) => id);
  const rows = await core.platform
    .db<RegistryTables>()
    .selectFrom('registry.enrolment')
    .selectAll()
    .where('holderId', '=', sql<string>`any(${found.map(({ holderId }) => holderId)}::uuid[])`)
    .where('recordId', '=', sql<string>`any(${ids}::uuid[])`)
    .execute();
  const holders = [...new Set(rows.map(({ holderId }) => holderId))];
  return audited(core, actor, query, holders, scope, async () => ({
    recordType: 'Beneficiary',
    total,
    items: await toBeneficiaries(core, ids, rows, shown, loadHolders),
  }));
}

async function toBeneficiaries(
  core: Core,
  ids: readonly string[],
  rows: readonly HolderRow<'registry.enrolment'>[],
  shown: Shown,
  loadHolders: LoadHolders,
): Promise<BeneficiaryView[]> {
  const holdersOf = (kind: string) =>
    rows.filter(({ holderKind }) => holderKind === kind).map(({ holderId }) => holderId);
  const people = new Map(
    (await loadPeople(core.platform, holdersOf('person'))).map((state) => [state.personId, state]),
  );
  const households = await loadHolders(holdersOf('household'));
  // Two systems may run programmes of one code: of each its own.
  const ofOne = (one: { holderId: string; source: string; programme: string }) =>
    `${one.holderId}|${one.source}|${one.programme}`;
  const benefits = groupBy(await loadBenefits(core, rows), ofOne);
  const byId = new Map(rows.map((row) => [row.recordId, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    const state: PersonState | undefined = people.get(row.holderId);
    const household = households.get(row.holderId);
    const own = benefits.get(ofOne(row)) ?? [];
    return [
      {
        enrolment: toEnrolmentView(row, shown.programmes),
        benefits: own.map(({ data, recordId, source }) => ({ ...pickBenefit(data), recordId, source })),
        ...(state && { person: toPersonView(core, state, shown) }),
        ...(household && { household }),
      },
    ];
  });
}

function loadBenefits({ platform }: Core, rows: readonly HolderRow<'registry.enrolment'>[]) {
  const holders = rows.map(({ holderId }) => holderId);
  return platform
    .db<RegistryTables>()
    .selectFrom('registry.benefit')
    .selectAll()
    .where('holderId', '=', sql<string>`any(${holders}::uuid[])`)
    .orderBy('dueOn')
    .orderBy('recordId')
    .execute();
}

/** Names that look alike come first when a name was asked for. */
function rankOf(where: Condition): RawBuilder<unknown> | undefined {
  const named = comparisonsOf(where).find(({ field, operator }) => field === 'name' && operator === 'like');
  if (!named) return undefined;
  return sql`similarity(p.search_name, ${latinWords(String(named.value)).join(' ')}) desc`;
}

function audited<Page extends SharedPage>(
  { platform }: Core,
  actor: Actor,
  { recordType, where }: RegistryQuery,
  subjects: readonly string[],
  { purpose }: Scope,
  read: () => Promise<Page>,
): Promise<Page> {
  const fields = [...new Set(comparisonsOf(where).map(({ field }) => field))];
  const body = { purpose, recordType, fields };
  return platform.auditedRead(actor, { action: 'registry.search', stream: `actor:${actor.id}`, subjects, body }, read);
}
