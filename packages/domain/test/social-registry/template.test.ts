import { HouseholdAnswers } from '@interlink/contracts/social-registry/questionnaire';
import fc from 'fast-check';
import {
  columnsOf,
  headerProblem,
  MOST_MEMBERS,
  readCell,
  readHousehold,
  type Row,
} from '@interlink/domain/social-registry/template';
import { question, questionnaire } from './builders.js';

const row = (number: number, cells: Record<string, string>): Row => ({ number, cells });
const number = question({ code: 'n', type: 'decimal' });
const whole = question({ code: 'w', type: 'integer' });
const yesNo = question({ code: 'b', type: 'boolean' });

describe('the upload template', () => {
  it('SR-020: has a column for the household, its questions and those of a member', () => {
    expect(columnsOf(questionnaire)).toEqual([
      'household',
      'roof',
      'owns_land',
      'acres',
      'given_name',
      'birth_date',
      'in_school',
      'income',
      'id_number',
    ]);
  });

  it('SR-020: takes its columns in any order and names each that is missing, unknown or there twice', () => {
    const columns = columnsOf(questionnaire);
    expect(headerProblem(questionnaire, [...columns].reverse())).toBeUndefined();
    const header = [...columns.filter((column) => column !== 'roof'), 'rof', 'acres'];
    expect(headerProblem(questionnaire, header)).toEqual({ missing: ['roof'], unknown: ['rof'], twice: ['acres'] });
  });
});

describe('a cell', () => {
  it.each([
    [number, ' 12.5 ', 12.5],
    [number, '12,5', 12.5],
    [number, '1,200', '1,200'],
    [whole, '12.0', 12],
    [whole, '1.000', '1.000'],
    [number, '1e3', '1e3'],
    [number, '=1+1', '=1+1'],
    [number, '', undefined],
    [yesNo, 'Oui', true],
    [yesNo, 'لا', false],
    [yesNo, 'maybe', 'maybe'],
  ])('SR-020: of %j with the text %j is read as %j', (asked, text, expected) => {
    expect(readCell(asked, text)).toBe(expected);
  });

  it('SR-020: that cannot be read stays its text, so that the check can name it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        const value = readCell(number, text);
        expect(value === undefined ? text.trim() : typeof value === 'number' ? '' : value).toBe(
          value === undefined || typeof value === 'number' ? '' : text.trim(),
        );
      }),
    );
  });
});

describe('the rows of a household', () => {
  it('SR-020: give its answers once and one set of answers for each person', () => {
    const rows = [
      row(2, { household: 'H1', roof: 'iron', owns_land: 'no', given_name: 'Amina', birth_date: '1950' }),
      row(3, { household: 'H1', given_name: 'Juma', income: '20' }),
    ];
    expect(readHousehold(questionnaire, 'H1', rows)).toEqual({
      key: 'H1',
      rows: [2, 3],
      household: { roof: 'iron', owns_land: false },
      members: [
        { given_name: 'Amina', birth_date: '1950' },
        { given_name: 'Juma', income: 20 },
      ],
      problems: [],
    });
  });

  it('SR-020: are refused by cell where a member says another thing of the household than its head', () => {
    const rows = [row(2, { household: 'H1', roof: 'iron' }), row(3, { household: 'H1', roof: 'thatch' })];
    expect(readHousehold(questionnaire, 'H1', rows).problems).toEqual([
      { row: 3, column: 'roof', code: 'differs-from-head' },
    ]);
  });

  it('SR-020: are refused when they are more than a household can be', () => {
    expect(HouseholdAnswers.properties.members).toMatchObject({ maxItems: MOST_MEMBERS });
    const rows = Array.from({ length: MOST_MEMBERS + 1 }, (_one, at) => row(at + 2, { household: 'H1' }));
    const read = readHousehold(questionnaire, 'H1', rows);
    expect(read.problems).toEqual([{ row: 2, column: 'household', code: 'too-many-members' }]);
    expect(read.members).toHaveLength(60);
  });
});

describe('a cell that holds no value', () => {
  it('SR-020: is a problem of its own, whatever the household says else', () => {
    const poisoned = [
      { column: 'birth_date', code: 'formula' as const },
      { column: 'AC', code: 'outside-columns' as const },
    ];
    const { problems, members } = readHousehold(questionnaire, 'H1', [
      { number: 2, cells: { given_name: 'Amina' }, poisoned },
      row(3, { given_name: 'Juma' }),
    ]);
    expect(problems).toEqual([
      { row: 2, column: 'birth_date', code: 'formula' },
      { row: 2, column: 'AC', code: 'outside-columns' },
    ]);
    expect(members).toHaveLength(2);
  });
});
