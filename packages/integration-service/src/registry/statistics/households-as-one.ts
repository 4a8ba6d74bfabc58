import { householdsAsOne } from '@interlink/domain/registry/same-household';
import { sql } from 'kysely';
import type { Tx } from '../../platform/transaction.js';
import { EVERYWHERE } from '../access.js';
import { knownOf, lookAround, nearNow } from '../around.js';
import type { Core } from '../core.js';

/** So many households are judged at once: none is held longer than that. */
const AT_ONCE = 2000;

/** Before every household. */
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Fills `household_one` for the rest of the transaction: each household that is one with others today, under one id, in
 * the district that most of them name, with how many systems know it. By the same rule and words as the household's page,
 * judged anew each time, so that no link and no decision, nor one taken back, is missed. Only such as can be are judged:
 * somebody is in a household of another source as well, or a person said something of them.
 */
export async function judgeHouseholds(core: Core, tx: Tx, day: string, atOnce = AT_ONCE): Promise<void> {
  const db = tx.db();
  await sql`
    create temporary table household_one (
      household_id uuid primary key, one_id uuid not null, district_id uuid, systems integer not null
    ) on commit drop`.execute(db);
  await sql`create temporary table household_near (household_id uuid primary key) on commit drop`.execute(db);
  await findNear.execute(db);
  await joinPlainPairs(core, day).execute(db);
  const lookNear = nearNow(core, { scope: EVERYWHERE, asOf: day, knownAt: tx.now.toISOString() });
  for (let last: string | undefined = FIRST; last !== undefined;) {
    const ids = await nextOnes(tx, last, atOnce);
    const groups = householdsAsOne(
      knownOf(await lookAround(ids, lookNear, core.policy.households)),
      core.policy.households,
    );
    await keepOnes(
      tx,
      ids.map((id) => groups.get(id) ?? []),
    );
    last = ids.at(-1);
  }
  await sql`analyze household_one`.execute(db);
}

/** Where one source alone has households, nobody is looked for. */
const findNear = sql`
  insert into household_near
  select m.household_id from registry.household_member m
  where (select min(source) <> max(source) from registry.household) and m.person_id in (
    select n.person_id from registry.household_member n join registry.household h on h.household_id = n.household_id
    where n.person_id is not null group by n.person_id having min(h.source) <> max(h.source))
  union select household_id from registry.household_decision
  union select other_id from registry.household_decision`;

/**
 * Most are two households of two systems, near no other one and spoken of by nobody: they are compared where they are, by
 * the numbers of `compareHouseholds`, and are not looked at again. All others need the whole rule.
 */
const joinPlainPairs = ({ policy: { households } }: Core, day: string) => sql`
  with member as materialized (
      select m.household_id, h.source, coalesce(m.person_id, m.record_id) as key, bool_or(m.role = 'head') as is_head
      from household_near n join registry.household h on h.household_id = n.household_id
        join registry.household_member m on m.household_id = n.household_id
      where (m.from_day is null or m.from_day <= ${day}::date) and (m.to_day is null or m.to_day > ${day}::date)
      group by m.household_id, h.source, coalesce(m.person_id, m.record_id)),
    own as (
      select household_id, count(*) as size, (array_agg(key) filter (where is_head))[1] as head,
        count(*) filter (where is_head) as heads
      from member group by household_id),
    spoken as (
      select household_id from registry.household_decision union select other_id from registry.household_decision),
    pair as (
      select a.household_id as one_id, b.household_id as other_id, count(*) as shared,
        count(*) over (partition by a.household_id) as near
      from member a join member b on b.key = a.key and b.source <> a.source group by a.household_id, b.household_id),
    plain as (
      select p.one_id, p.other_id, p.shared from pair p join pair q on q.one_id = p.other_id and q.other_id = p.one_id
      where p.near = 1 and q.near = 1
        and p.one_id not in (select household_id from spoken) and p.other_id not in (select household_id from spoken)),
    looked as (delete from household_near n using plain p where n.household_id = p.one_id)
  insert into household_one
  select p.one_id, least(p.one_id, p.other_id), least(h.district_id, i.district_id), 2
  from plain p join own a on a.household_id = p.one_id join own b on b.household_id = p.other_id
    join registry.household h on h.household_id = p.one_id join registry.household i on i.household_id = p.other_id
  where p.shared::double precision / greatest(a.size, b.size) >=
    case when a.heads = 1 and b.heads = 1 and a.head = b.head then ${households.sharedWithHead}::double precision
      else ${households.shared}::double precision end`;

/** Those that no earlier one was found to be one with. */
async function nextOnes(tx: Tx, after: string, atOnce: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select n.household_id as id from household_near n
    where n.household_id > ${after}::uuid
      and not exists (select 1 from household_one o where o.household_id = n.household_id)
    order by n.household_id limit ${atOnce}`.execute(tx.db());
  return rows.map(({ id }) => id);
}

async function keepOnes(tx: Tx, groups: readonly (readonly string[])[]): Promise<void> {
  const joined = new Map(groups.flatMap((ids) => (ids.length > 1 ? ids.map((id) => [id, ids[0]] as const) : [])));
  if (joined.size === 0) return;
  await sql`
    insert into household_one
    with joined as (
        select * from unnest(${[...joined.keys()]}::uuid[], ${[...joined.values()]}::uuid[]) as j (household_id, one_id)),
      known as (
        select j.one_id, mode() within group (order by h.district_id) as district_id, count(distinct h.source) as systems
        from joined j join registry.household h on h.household_id = j.household_id group by j.one_id)
    select j.household_id, j.one_id, k.district_id, k.systems
    from joined j join known k on k.one_id = j.one_id`.execute(tx.db());
}
