import { Index } from '../../src/registry/candidates.js';
import type { PersonKey } from '../../src/registry/features.js';

const [name, surname] = ['mn', 'wnjr'].map((sound): PersonKey => ({
  kind: 'birth-sound',
  value: `1950-01-01|${sound}`,
}));
const number: PersonKey = { kind: 'identifier', value: 'x' };
const people = (count: number, ...keys: (PersonKey | undefined)[]) =>
  Array.from({ length: count }, (_, at) => `person-${String(at).padStart(4, '0')}`).flatMap((personId) =>
    keys.flatMap((key) => (key ? [{ ...key, personId }] : [])),
  );
const asked = [name, surname].flatMap((key) => key ?? []);

describe('F07: who is looked at, of those who may be a newcomer', () => {
  it('is fifty of a village of namesakes, who share a birthday and the whole sound of a name', () => {
    expect(new Index(people(2000, name, surname)).near(asked)).toHaveLength(50);
  });

  it('is whoever shares most, before any number of those who share less', () => {
    const near = new Index([
      ...people(2000, name),
      { ...asked[0], personId: 'z' },
      { ...asked[1], personId: 'z' },
    ] as never);
    expect(near.near(asked)).toContain('z');
    expect(near.near(asked)).toHaveLength(50);
  });

  it('is everybody who has the number: among them is the one', () => {
    const index = new Index([...people(120, number), ...people(2000, name)]);
    expect(index.near([number, ...asked]).filter((id) => id < 'person-0120')).toHaveLength(120);
  });

  it('is nobody by what does not narrow a country, and nobody twice', () => {
    const index = new Index([...people(3, name, surname, number), ...people(3, { kind: 'phone', value: 'p' })]);
    expect(index.near([{ kind: 'phone', value: 'p' }])).toEqual([]);
    expect(index.near([number, ...asked])).toEqual(['person-0000', 'person-0001', 'person-0002']);
  });
});
