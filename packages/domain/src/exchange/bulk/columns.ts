import type { RecordEntity } from '@interlink/contracts/exchange/dci/role';
import { columnsOf, type Column } from './csv.js';

const address = 'address:json';
const person = (at: string): readonly string[] => [
  `${at}identifier:json`,
  `${at}name.surname`,
  `${at}name.given_name`,
  `${at}name.second_name`,
  `${at}sex`,
  `${at}birth_date`,
  `${at}death_date`,
  `${at}${address}`,
  `${at}phone_number:json`,
  `${at}email:json`,
  `${at}registration_date`,
  `${at}last_updated`,
];
const member = (at: string): readonly string[] => [
  `${at}member_identifier:json`,
  ...person(`${at}demographic_info.`),
  `${at}is_disabled:boolean`,
  `${at}disability_info:json`,
  `${at}marital_status`,
  `${at}related_person:json`,
  `${at}registration_date`,
  `${at}last_updated`,
];

/** Columns of a file of records; what a record has beside them stands in the file's last column. */
const headings: Readonly<Record<RecordEntity, readonly string[]>> = {
  Beneficiary: [
    'assistance_unit',
    ...member('member.'),
    'group:json',
    'programme_identifier:json',
    'enrollment_date',
    'enrollment_status',
    'status_change_date:json',
    'benefits:json',
  ],
  DisabledPerson: [...member('personal_details.'), 'disability_status', 'disability_details:json'],
  Farmer: [],
  Group: [
    'group_identifier:json',
    'group_type',
    'group_size:number',
    'poverty_score:number',
    'poverty_score_type',
    address,
    'group_head_info:json',
    'member_list:json',
    'registration_date',
    'last_updated',
  ],
  Member: member(''),
  Person: person(''),
};

const read = (names: readonly string[]): readonly Column[] => {
  const columns = columnsOf(names);
  if (!columns) throw new Error('the columns of a bulk file are not columns');
  return columns;
};

export const recordColumns = (entity: RecordEntity): readonly Column[] => read(headings[entity]);

/** A file of what differs: how, the key by which the partner knows the record, and the record. */
export const changeColumns = (entity: RecordEntity): readonly Column[] =>
  read(['change', 'key', ...headings[entity].map((name) => `record.${name}`)]);

/** What came of each line of a pushed file. */
export const resultColumns = (): readonly Column[] =>
  read([
    'line:number',
    'status',
    'status_reason_code',
    'status_reason_message',
    'reference_id',
    'timestamp',
    'data.reg_record_type',
    'data.reg_records:json',
    'pagination.total_count:number',
  ]);
