import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  FindBeneficiariesDocument,
  FindIndividualByIdDocument,
  ListBenefitsOfPayrollDocument,
} from '@interlink/contracts/openimis/generated/operations';
import { buildSchema, parse, print, validate } from 'graphql';
import { openImisClient } from '../../src/openimis/client';
import { parseMapping } from '../../src/openimis/mapping';
import { peopleOf } from '../../src/openimis/people';
import { programmesOf } from '../../src/openimis/programmes';
import { repeatField } from '../../src/openimis/query-each';
import { startHttpOpenImis, type HttpOpenImis } from './http-openimis';

const root = join(__dirname, '../../../..');
const mapping = parseMapping(JSON.parse(readFileSync(join(root, 'openimis-config/development/mapping.json'), 'utf8')));
const keys = (count: number) =>
  Array.from({ length: count }, (_none, at) => `11111111-1111-4111-8111-${String(at).padStart(12, '0')}`);

describe('One question about many people', () => {
  let server: HttpOpenImis;
  beforeEach(async () => {
    server = await startHttpOpenImis();
    server.answerOf('FindIndividualById', (variables) => ({ data: each(variables, 'id', personOf) }));
    server.answerOf('FindBeneficiaries', (variables) => ({ data: each(variables, 'individualId', enrolmentOf) }));
  });
  afterEach(() => server.close());

  const client = () => openImisClient({ url: server.url, sleep: async () => undefined }, 't', 'c');
  const asked = (operation: string) => server.calls.filter((call) => call.operation === operation).length;

  it('takes three requests for sixty people, and each is found under the own key', async () => {
    const people = await peopleOf(client(), mapping).findByIds(keys(60));
    expect(asked('FindIndividualById')).toBe(3);
    expect([...people.keys()]).toEqual(keys(60));
    expect(people.get(keys(60)[59] ?? '')).toMatchObject({ givenName: 'Person', surname: 'of 59' });
  });

  it('leaves out whom the token may not see, and nobody else', async () => {
    const hidden = keys(3)[1];
    server.answerOf('FindIndividualById', (variables) => ({
      data: each(variables, 'id', (id) => (id === hidden ? { edges: [] } : personOf(id))),
    }));
    expect([...(await peopleOf(client(), mapping).findByIds(keys(3))).keys()]).toEqual([keys(3)[0], keys(3)[2]]);
  });

  it('asks nothing about nobody', async () => {
    expect((await peopleOf(client(), mapping).findByIds([])).size).toBe(0);
    expect(server.calls).toEqual([]);
  });

  it('keeps the other variables as they are: all enrolments are of the one plan', async () => {
    const enrolments = await programmesOf(client(), mapping).findBeneficiariesOf(keys(30), 'the-plan');
    expect(asked('FindBeneficiaries')).toBe(2);
    expect(server.calls.at(-1)?.variables).toMatchObject({ planId: 'the-plan', individualId4: keys(30)[29] });
    expect([...enrolments.values()].flat()).toHaveLength(30);
    expect(enrolments.get(keys(30)[7] ?? '')).toMatchObject([{ individualId: keys(30)[7], status: 'ACTIVE' }]);
  });

  it('fails as a whole when openIMIS refuses one of them', async () => {
    server.faults.set('FindIndividualById', ['not permitted']);
    await expect(peopleOf(client(), mapping).findByIds(keys(2))).rejects.toMatchObject({
      code: 'platform.openimis-refused',
    });
  });
});

describe('The document of a question about many', () => {
  it.each([
    ['one person', FindIndividualByIdDocument, 'id'],
    ['enrolments', FindBeneficiariesDocument, 'individualId'],
  ])('about %s is one that openIMIS understands, and asks each value once', (_what, document, variable) => {
    const repeated = repeatField(document, variable, 3).document;
    const text = print(repeated);
    for (const at of [0, 1, 2]) expect(text).toContain(`each${at}: `);
    const schema = buildSchema(
      readFileSync(join(root, 'packages/contracts/src/openimis/schema.graphql'), 'utf8').replace(
        /^( *)__(\d+)$/gm,
        '$1V_$2',
      ),
    );
    expect(validate(schema, parse(text)).map(({ message }) => message)).toEqual([]);
  });

  it('is refused for an operation of several root fields, whose answers could be mixed up', () => {
    expect(() => repeatField(parse('query Two($id: ID!) { a(id: $id) b(id: $id) }'), 'id', 2)).toThrow(RangeError);
    expect(() => repeatField(parse('fragment F on T { id }'), 'id', 2)).toThrow(RangeError);
  });

  it('leaves the document that it was made of as it was', () => {
    const before = print(ListBenefitsOfPayrollDocument);
    repeatField(ListBenefitsOfPayrollDocument, 'payrollId', 5);
    expect(print(ListBenefitsOfPayrollDocument)).toBe(before);
  });
});

/** An answer for each numbered variable of a repeated question. */
function each(variables: Readonly<Record<string, unknown>>, variable: string, answer: (value: string) => unknown) {
  const numbered = Object.entries(variables).filter(([name]) => new RegExp(`^${variable}\\d+$`).test(name));
  return Object.fromEntries(
    numbered.map(([name, value]) => [`each${name.slice(variable.length)}`, answer(String(value))]),
  );
}

function personOf(id: string) {
  const node = {
    id,
    firstName: 'Person',
    lastName: `of ${Number(id.slice(-12))}`,
    dob: '1950-01-01',
    jsonExt: '{}',
    isDeleted: false,
    location: null,
  };
  return { edges: [{ node }] };
}

function enrolmentOf(individualId: string) {
  const node = {
    id: `beneficiary of ${individualId}`,
    status: 'ACTIVE',
    jsonExt: '{}',
    individual: { id: individualId },
    benefitPlan: { id: 'the-plan', code: 'OAA' },
  };
  return { edges: [{ node }] };
}
