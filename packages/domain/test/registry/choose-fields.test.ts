import type { PersonData } from '@interlink/contracts/registry/person';
import { canonicalJson, chooseFields, type FieldPolicies, type Testimony } from '../../src/registry/choose-fields.js';

const freshest: FieldPolicies = { default: { by: 'freshest' }, fields: {} };
const registryFirst: FieldPolicies = {
  ...freshest,
  fields: { birthDate: { by: 'authoritative', sources: ['crvs', 'openimis'] } },
};
const says = (source: string, recordedAt: string, data: PersonData): Testimony => ({
  source,
  recordedAt,
  data,
  recordId: `record-of-${source}`,
});
const born = (date: string): PersonData => ({ birthDate: { date, precision: 'day' } });

describe('choosing the value of a field', () => {
  it('IBR-020: takes the authoritative source, however old its word is', () => {
    const chosen = chooseFields(
      [says('mis', '2026-02-01', born('1950-01-02')), says('crvs', '2020-01-01', born('1950-01-01'))],
      registryFirst,
      {},
    );
    expect(chosen.data.birthDate?.date).toBe('1950-01-01');
    expect(chosen.provenance['birthDate']).toMatchObject({ source: 'crvs', chosenBy: 'authoritative', disputed: true });
    expect(chosen.disputes.map(({ field, sides }) => [field, sides.length])).toEqual([['birthDate', 2]]);
  });

  it('IBR-020: takes the freshest word where no source is authoritative', () => {
    const chosen = chooseFields(
      [says('a', '2026-02-01', { sex: 'male' }), says('b', '2026-03-01', { sex: 'female' })],
      freshest,
      {},
    );
    expect(chosen.data.sex).toBe('female');
    expect(chosen.provenance['sex']).toMatchObject({ chosenBy: 'freshest', disputed: true });
  });

  it("takes a person's decision before any policy, and asks no more", () => {
    const said = [says('mis', '2026-02-01', born('1950-01-02')), says('crvs', '2020-01-01', born('1950-01-01'))];
    const chosen = chooseFields(said, registryFirst, { birthDate: 'record-of-mis' });
    expect(chosen.data.birthDate?.date).toBe('1950-01-02');
    expect(chosen.provenance['birthDate']).toMatchObject({ chosenBy: 'decision', disputed: true });
    expect(chosen.disputes).toEqual([]);
  });

  it.each([
    ['one source alone', [says('a', '2026-01-01', { sex: 'male' })], 'only'],
    ['two that agree', [says('a', '2026-01-01', { sex: 'male' }), says('b', '2026-01-02', { sex: 'male' })], 'agreed'],
  ])('says that %s is not disputed', (_what, said, chosenBy) => {
    expect(chooseFields(said, freshest, {}).provenance['sex']).toMatchObject({ chosenBy, disputed: false });
  });

  it('keeps everything that any source says where a person has many', () => {
    const { data } = chooseFields(
      [says('a', '1', { phones: ['+1', '+2'] }), says('b', '2', { phones: ['+2', '+3'], additional: { roof: 'tin' } })],
      freshest,
      {},
    );
    expect(data.phones).toEqual(['+1', '+2', '+3']);
    expect(data.additional).toEqual({ 'b.roof': 'tin' });
  });

  it('does not depend on the order in which sources are read', () => {
    const said = [says('b', '2026-01-01', { sex: 'male' }), says('a', '2026-01-01', { sex: 'female' })];
    expect(chooseFields(said, freshest, {}).data).toEqual(chooseFields([...said].reverse(), freshest, {}).data);
  });

  it('writes equal values as equal text', () => {
    expect(canonicalJson({ b: 1, a: [{ d: null, c: undefined }] })).toBe('{"a":[{"d":null}],"b":1}');
  });
});
