import {
  searchableFields,
  type Condition,
  type QueryValue,
  type RecordType,
} from '@interlink/contracts/registry/query';
import type { Scope } from '@interlink/contracts/registry/scope';
import type { SharedPage } from '@interlink/contracts/registry/view';
import { all, any, compare, not } from '@interlink/domain/registry/check-query';
import fc from 'fast-check';
import { testActor } from '../support/platform.js';
import {
  anEnrolment,
  aPayment,
  aPerson,
  aScope,
  DISTRICT,
  everything,
  openRegistryTest,
  OTHER_DISTRICT,
  somePeople,
  VILLAGE,
  type RegistryTest,
} from './registry-kit.js';

const elsewhere = { place: { locationId: VILLAGE, districtId: OTHER_DISTRICT } };

// Some tests ask hundreds of questions.
jest.setTimeout(120_000);

describe('searching the registry', () => {
  let test: RegistryTest;
  const actor = testActor();
  beforeAll(async () => {
    test = await openRegistryTest();
    await test.feed(
      'openimis',
      aPerson('1', { phones: ['+254 700 000 001'], emails: ['Amina@Example.org'] }),
      aPerson('2', {
        name: { givenName: 'Mohamed', surname: 'Hassan' },
        sex: 'male',
        disability: { isDisabled: true, limitations: [] },
      }),
      aPerson('3', {
        name: { givenName: 'محمد', surname: 'حسن' },
        sex: 'male',
        birthDate: { date: '1980-01-01', precision: 'day' },
      }),
      aPerson('4', { name: { givenName: 'Grace', surname: 'Otieno' }, ...elsewhere }),
      anEnrolment('1', 'OAA'),
      anEnrolment('2', 'DIS'),
      anEnrolment('4', 'OAA', { status: 'suspended' }),
      aPayment('1', 'OAA', '2026-01-01'),
      {
        kind: 'household',
        key: 'H-7',
        data: {
          identifiers: [{ type: 'HOUSEHOLD_ID', value: 'H-7' }],
          members: [{ personKey: '1', role: 'head' }],
          place: { locationId: VILLAGE, districtId: DISTRICT },
        },
      },
    );
  });
  afterAll(() => test.close());

  const search = (where: Condition, scope: Scope = everything, recordType: RecordType = 'Member') =>
    test.registry.search(actor, { recordType, where, page: { number: 1, size: 50 } }, scope);
  const names = async (where: Condition, scope: Scope = everything) => {
    const page = await search(where, scope);
    return page.recordType === 'Member' ? page.items.map(({ data }) => data.name?.givenName) : [];
  };

  it.each<[string, Condition, string[]]>([
    ['an identifier of a type', compare('identifier', 'eq', { type: 'NID', value: 'n 1' }), ['Amina']],
    ['an identifier alone', compare('identifier', 'eq', 'N-1'), ['Amina']],
    ['an identifier of another type', compare('identifier', 'eq', { type: 'UIN', value: 'N-1' }), []],
    ['a phone however it is written', compare('phone', 'eq', '+254700000001'), ['Amina']],
    ['an address of mail', compare('email', 'eq', 'amina@example.org'), ['Amina']],
    ['a name in another order', compare('name', 'eq', 'WANJIRU amina'), ['Amina']],
    ['a name by its sound', compare('name', 'like', 'Aminah Wanjeru'), ['Amina']],
    ['a name in another spelling and script', compare('name', 'like', 'Muhammad Hasan'), ['Mohamed', 'محمد']],
    ['a name with two letters swapped', compare('name', 'like', 'Wanijru'), ['Amina']],
    ['a name with a letter left out', compare('name', 'like', 'Amna Wanjiru'), ['Amina']],
    ['one word of a name', compare('name', 'like', 'otieno'), ['Grace']],
    ['a name of which another bears one word only', compare('name', 'like', 'Grace Wanjiru'), []],
    ['whoever is not called so', not(compare('name', 'like', 'Muhammad')), ['Amina', 'Grace']],
    ['one name or another', any(compare('name', 'like', 'Gracie'), compare('name', 'eq', 'amina')), ['Amina', 'Grace']],
    ['a name without a letter', compare('name', 'like', '…'), []],
    ['a name in Arabic', compare('name', 'like', 'محمد'), ['Mohamed', 'محمد']],
    [
      'a name and a birth date',
      all(compare('name', 'like', 'Muhammad'), compare('birthDate', 'lt', '1960-01-01')),
      ['Mohamed'],
    ],
    ['whoever is not', not(compare('sex', 'eq', 'male')), ['Amina', 'Grace']],
    ['a programme', compare('programme', 'eq', 'OAA'), ['Amina', 'Grace']],
    ['a district', compare('districtId', 'eq', OTHER_DISTRICT), ['Grace']],
  ])('SR-005: finds people by %s', async (_what, where, expected) => {
    expect((await names(where)).sort()).toEqual([...expected].sort());
  });

  it('SR-005: puts the likest name first', async () => {
    const page = await search(compare('name', 'like', 'Mohamed Hassan'));
    expect(page.recordType === 'Member' && page.items[0]?.data.name?.givenName).toBe('Mohamed');
  });

  it('IBR-030: answers enrolments with who is enrolled, and households with their members', async () => {
    const beneficiaries = await search(compare('programme', 'eq', 'OAA'), everything, 'Beneficiary');
    expect(beneficiaries.total).toBe(2);
    const suspended = await search(compare('status', 'eq', 'suspended'), everything, 'Beneficiary');
    expect(suspended.items).toMatchObject([
      { enrolment: { programme: 'OAA' }, person: { data: { name: { givenName: 'Grace' } } } },
    ]);
    for (const value of [{ type: 'HOUSEHOLD_ID', value: 'H-7' }, 'H-7']) {
      const groups = await search(compare('identifier', 'eq', value), everything, 'Group');
      expect(groups.items).toMatchObject([{ members: [{ role: 'head', data: { name: { givenName: 'Amina' } } }] }]);
    }
  });

  it('IBR-030: can ask every declared field with every operator of it', async () => {
    const id = '00000000-0000-4000-8000-000000000001';
    const values = {
      text: 'a',
      code: 'a',
      name: 'a',
      id,
      date: '2026-01-01',
      moment: '2026-01-01T00:00:00Z',
      number: 1,
      boolean: true,
      identifier: 'a',
    };
    for (const [recordType, fields] of Object.entries(searchableFields)) {
      for (const [field, { kind, operators }] of Object.entries(fields)) {
        for (const operator of operators) {
          const value = operator === 'in' ? [values[kind as keyof typeof values]] : values[kind as keyof typeof values];
          const where = compare(field, operator, value as never);
          await expect(search(where, everything, recordType as RecordType)).resolves.toMatchObject({ recordType });
        }
      }
    }
  });

  it.each([
    ['eq', 1, 1],
    ['eq', 1.5, 0],
    ['ge', 0.5, 1],
    ['lt', 10_000_000_000, 1],
    ['gt', 1e300, 0],
  ] as const)(
    'IBR-030: counts the size of a household as a number like any other: %s %d',
    async (operator, value, total) => {
      expect((await search(compare('size', operator, value), everything, 'Group')).total).toBe(total);
    },
  );

  it('IBR-030: refuses what it does not understand, and what the purpose does not show', async () => {
    await expect(search(compare('shoeSize', 'eq', 40))).rejects.toMatchObject({ code: 'registry.query-not-possible' });
    await expect(search(compare('isDisabled', 'eq', true), aScope({ purpose: 'payment' }))).rejects.toMatchObject({
      details: { problem: 'not-for-this-purpose' },
    });
  });

  it('S2: shows nothing and counts nothing more than location, institution and purpose allow', async () => {
    const scopes = fc.record({
      purpose: fc.constantFrom('enrolment' as const, 'payment' as const, 'audit' as const),
      districts: fc.oneof(fc.constant('all' as const), fc.subarray([DISTRICT, OTHER_DISTRICT])),
      institutions: fc.oneof(fc.constant('all' as const), fc.subarray(['MSW', 'NDA', 'MWO'])),
    });
    const questions = fc.constantFrom<Condition>(
      compare('programme', 'eq', 'OAA'),
      compare('programme', 'in', ['OAA', 'DIS']),
      not(compare('programme', 'eq', 'DIS')),
      compare('sex', 'in', ['male', 'female']),
    );
    const owner: Record<string, string> = { OAA: 'MSW', DIS: 'NDA' };
    await fc.assert(
      fc.asyncProperty(scopes, questions, async (scope, where) => {
        const page = await search(where, scope);
        if (page.recordType !== 'Member') throw new Error('people were asked for');
        expect(page.total).toBe(page.items.length);
        for (const person of page.items) {
          if (scope.districts !== 'all') expect(scope.districts).toContain(person.data.place?.districtId);
          expect(person.data.disability === undefined || scope.purpose === 'enrolment').toBe(true);
          for (const { programme } of [...person.enrolments, ...person.payments]) {
            // The sensitive one is shown to its own institution alone.
            if (scope.institutions === 'all') expect(programme).not.toBe('DIS');
            else expect(scope.institutions).toContain(owner[programme]);
          }
        }
        const asked = JSON.stringify(where);
        if (
          asked.includes('"eq"') &&
          asked.includes('OAA') &&
          scope.institutions !== 'all' &&
          !scope.institutions.includes('MSW')
        ) {
          expect(page.items).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  describe('by one number, as partners do', () => {
    const within = (value: QueryValue, size = 50) =>
      test.platform.inSharedTransaction(actor, (tx) => {
        const query = { recordType: 'Member', where: compare('identifier', 'eq', value) } as const;
        return test.registry.searchWithin(tx, { ...query, page: { number: 1, size } }, everything);
      });
    const found = ({ total, items }: SharedPage) => ({
      total,
      people: (items as readonly { readonly personId: string }[]).map(({ personId }) => personId),
    });
    const numbers = ['N-1', 'n 1', { type: 'NID', value: 'N-1' }, { type: 'PASSPORT', value: 'N-1' }, 'N-2', 'N-none'];

    it('S2: finds whom the search of operators finds, each its own, also when all are asked at once', async () => {
      const expected = await Promise.all(
        numbers.map(async (value) => found(await search(compare('identifier', 'eq', value)))),
      );
      expect((await Promise.all(numbers.map((value) => within(value)))).map(found)).toEqual(expected);
      expect(expected.map(({ total }) => total)).toEqual([1, 1, 1, 0, 1, 0]);
    });

    it('SR-025: counts all who bear a number wrongly and brings no more than a page of them', async () => {
      await test.feed('openimis', ...somePeople(900, 3, { identifiers: [{ type: 'NID', value: '000' }] }));
      const all = found(await search(compare('identifier', 'eq', '000')));
      const [first, other] = await Promise.all([within('000', 2), within('N-1')]);
      expect(found(first)).toEqual({ total: 3, people: all.people.slice(0, 2) });
      expect(found(other).total).toBe(1);
    });
  });

  it('S6: writes every hit to the access log, with the fields that were asked and never their values', async () => {
    const before = (await test.rows('platform.audit_entry')).length;
    await search(compare('identifier', 'eq', 'N-1'));
    const entries = await test.rows(
      `platform.audit_entry e join platform.audit_body b on b.entry_id = e.id order by e.id desc limit 1`,
      'header, body',
    );
    expect((await test.rows('platform.audit_entry')).length).toBe(before + 1);
    expect(JSON.stringify(entries)).toContain('registry.search');
    expect(JSON.stringify(entries)).not.toContain('N-1');
  });
});
