import { sql, type Kysely } from 'kysely';

/** S10: who is not paid although openIMIS has the enrolment, and why. A projection of what enrolments tell. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table payments.enrolment_hold (
      individual_id uuid not null,
      programme text not null,
      journey_id uuid not null,
      hold text not null
        constraint enrolment_hold_known
        check (hold in ('approval-in-doubt', 'check-missing', 'enrolment-unfinished')),
      since timestamptz not null,
      constraint enrolment_hold_one_per_journey primary key (individual_id, programme, journey_id)
    )`.execute(db);
}
