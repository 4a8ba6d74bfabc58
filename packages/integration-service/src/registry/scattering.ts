/** A statement that asks every part of a registry that is partitioned by person, and why it must. */
export interface Scattering {
  readonly what: string;
  /** Of the statement as it is sent, without quotes. */
  readonly statement: RegExp;
  readonly because: string;
}

/** All of them; a test holds that no other is asked. Everything else names the person, subject, holder or household. */
export const SCATTERING: readonly Scattering[] = [
  {
    what: 'people by name, number or another field',
    statement: /^select p\.person_id as id, count/,
    because: 'whoever searches does not know the person yet; each part answers from an index',
  },
  {
    what: 'people by number, as partners ask, several of them at once',
    statement: /^select asked\.place, found/,
    because: 'the same; each number by itself from an index',
  },
  {
    what: 'households by number',
    statement: /^select h\.household_id as id, (count|\$1::int)/,
    because: 'the same for households',
  },
  {
    what: 'households that another system may know too, among those that a partner asks for',
    statement: /^select h\.household_id as id from registry\.household h where \(select min/,
    because: 'the same; each is told once, also when the others are on other pages',
  },
  {
    what: 'enrolments of a programme',
    statement: /^select e\.record_id as id, count/,
    because: 'a programme has people in every part',
  },
  {
    what: 'candidates of a newcomer',
    statement: /from registry\.person_key where \(kind, value\) in/,
    because: 'whoever shares an identifier may be anywhere; by an index, once a call of ingest',
  },
  {
    what: 'whether anybody still bears a word of a name',
    statement: /^delete from registry\.name_word/,
    because: 'whoever bears it too may be anywhere; by an index, when somebody is called otherwise or erased',
  },
  {
    what: 'heads of records that a source repeats',
    statement: /registry\.record_head (set .*)?where record_id = any/,
    because: 'a source names a record, not whose it is; by an index, once a call of ingest',
  },
  {
    what: 'whose a record is',
    statement: /registry\.person_record where record_id =/,
    because: 'the same: by an index',
  },
  {
    what: 'links of a record',
    statement: /from registry\.link where record_id = any/,
    because: 'links are kept by record, because a record goes from person to person',
  },
  {
    what: 'households that wait for a member',
    statement: /from registry\.household_member where record_id = any/,
    because: 'a household may name a person before they come; by an index',
  },
  {
    what: 'the queue of conflicts',
    statement: /from registry\.conflict as c/,
    because: 'it is one queue; fifty of the oldest',
  },
  {
    what: 'how many records each source has',
    statement: /count\(\*\) as records from registry\.record_head/,
    because: 'it counts; on the page of sources alone',
  },
  {
    what: 'summaries for statistics',
    statement: /^with (member|one) as materialized/,
    because: 'it counts everybody, in a job',
  },
  {
    what: 'how many people there are, up to a hundred thousand',
    statement: /^select count\(\*\)::integer as people from \(select from registry\.person limit/,
    because:
      'it tells how much a registry that fills has grown since everybody was counted; above that it is not asked',
  },
  {
    what: 'the measure of data quality',
    statement:
      /^select person_id, district_id, data, provenance from registry\.person where person_id >|^delete from registry\.quality_fault/,
    because: 'it looks at everybody, page by page, in a job',
  },
  {
    what: 'the rebuild of the view',
    statement:
      /^select (distinct person_id from registry\.person_record|record_id from registry\.record_head where kind)/,
    because: 'it folds everybody anew, when somebody asks for it',
  },
];

const LARGE =
  /registry\.(person|person_key|person_name|person_record|enrolment|benefit|payment|source_record|record_head|household|household_member|former_member|conflict|link)\b/;
const KEYED = /\b(person_id|holder_id|subject_id|household_id)\)? (= (any\( ?)?|in \( ?)\$\d/;

/** Reads or changes a large table without naming whose part it is in. What is only put in goes where it belongs. */
export function isScattered(statement: string): boolean {
  if (/^(insert|copy)/.test(statement)) return false;
  return LARGE.test(statement) && !KEYED.test(statement);
}
