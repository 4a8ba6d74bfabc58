import { sql, type Kysely } from 'kysely';

/** Of whom a journey was, to be found when they are erased; and when they were. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table enrolment.journey add column applicant_individual_id uuid, add column erased_at timestamptz`,
  `create index journey_by_person on enrolment.journey (person_key)`,
  `create index journey_by_applicant on enrolment.journey (applicant_individual_id)
    where applicant_individual_id is not null`,
  `create index list_item_by_individual on verification.list_item (individual_id) where individual_id is not null`,
];
