import { sql, type Kysely } from 'kysely';

/** Candidates are found by the day of birth where it is known to the day; the year alone fits too many of a country. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    with gone as (delete from registry.person_key where kind = 'birth-sound' returning person_id, value)
    insert into registry.person_key (person_id, kind, value)
    select gone.person_id, 'birth-sound', to_char(p.birth_date, 'YYYY-MM-DD') || '|' || split_part(gone.value, '|', 2)
    from gone join registry.person p using (person_id)
    where p.data -> 'birthDate' ->> 'precision' = 'day'
    on conflict do nothing`.execute(db);
}
