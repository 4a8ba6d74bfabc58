import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';

const folder = join(__dirname, '../../src/openimis');
const operations = readdirSync(join(folder, 'operations'))
  .map((name) => readFileSync(join(folder, 'operations', name), 'utf8'))
  .join('\n');
const schemaOf = (name: string) => buildSchema(readFileSync(join(folder, name), 'utf8'), { assumeValid: true });

describe('Our openIMIS operations', () => {
  it.each(['schema.graphql', 'schema-social-protection-1.5.0.graphql'])('fit what %s offers', (name) => {
    expect(validate(schemaOf(name), parse(operations)).map(({ message }) => message)).toEqual([]);
  });

  it('would be refused if one asked for a field that openIMIS does not have', () => {
    const planted = operations.replace('refreshExpiresIn', 'refreshExpiresInn');
    expect(validate(schemaOf('schema.graphql'), parse(planted))).toHaveLength(1);
  });

  it('take every value as a variable: no text of a person is built into a query', () => {
    const literals = [...operations.matchAll(/"([^"]*)"/g)].map(([, text]) => text);
    expect(new Set(literals)).toEqual(new Set(['-dateCreated', '-requestDateTime', 'V', 'code', 'dateCreated', 'id']));
  });
});
