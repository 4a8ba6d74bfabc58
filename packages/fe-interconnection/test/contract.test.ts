/** @jest-environment node */
import fc from 'fast-check';
import { Value } from 'typebox/value';
import { FollowRegistry } from '@interlink/contracts/exchange/inquiry';
import { AgreementTerms } from '@interlink/contracts/interconnection/agreement';
import { PRIVATE_MEMBERS } from '@interlink/contracts/interconnection/private-members';
import { AddCertificate, AddKeys, ExchangeFilter } from '@interlink/contracts/interconnection/partner-commands';
import { AddPartner } from '@interlink/contracts/interconnection/registered-partner';
import { problemsOf as problemsOfTerms, readNames, termsOf } from '../src/components/agreement-terms.js';
import { problemsOf as problemsOfFollow, requestOf } from '../src/components/follow-request.js';
import { problemOf as problemOfKeys, readJwks } from '../src/components/Keys.js';
import { bareFingerprint, problemsOf as problemsOfPartner, toPartner } from '../src/components/PartnerForm.js';
import { toFilter } from '../src/pages/ExchangesPage.js';

/** What people type: sensible, nearly sensible, and anything. */
const typed = (maxLength: number, ...sensible: readonly string[]) =>
  fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(...sensible) },
    fc.string({ maxLength }),
    fc.constantFrom(...sensible).map((one) => ` ${one} `.slice(0, maxLength)),
  );
const longest = (letter: string, length: number) => letter.repeat(length);

describe('A form sends only what the service takes', () => {
  const terms = fc.record({
    purpose: typed(60, 'health-waiver', longest('a', 60), 'a'),
    direction: fc.constantFrom('in', 'out'),
    mode: fc.constantFrom('query', 'event', 'file'),
    recordTypes: typed(200, 'Member', '', 'Member, Group', longest('R', 80), longest('R', 81)),
    elements: typed(400, 'demographic_info.name', 'a.b c.d', longest('e', 200), longest('e', 201), 'a..b'),
    legalBasis: typed(300, 'Health Act', longest('h', 300), 'ab'),
    breachContact: typed(200, 'dpo@health.example', 'ab'),
    validFrom: typed(10, '2026-01-01', '2028-02-29', '2026-02-29'),
    validUntil: typed(10, '2026-12-31', '2028-02-29', '2025-12-31'),
    dailyRecords: typed(9, '', '1', '0', '100000000', '999999999'),
    retentionDays: typed(5, '0', '90', '36500', '36501', '99999', '-1', '1.5'),
    ...{ consentRequired: fc.boolean(), exactCounts: fc.boolean() },
  });

  it('F2: terms of an agreement without a problem are terms of the contract', () => {
    fc.assert(
      fc.property(terms, (one) => {
        fc.pre(Object.keys(problemsOfTerms(one)).length === 0);
        expect([...Value.Errors(AgreementTerms, termsOf(one))]).toEqual([]);
      }),
      { numRuns: 60, maxSkipsPerRun: 300 },
    );
  });

  const plain = {
    ...{ purpose: 'health-waiver', direction: 'out', mode: 'query', recordTypes: 'Member', elements: 'a.b' },
    ...{ legalBasis: 'Health Act', validFrom: '2026-01-01', validUntil: '2026-01-01', dailyRecords: '' },
    ...{ retentionDays: '90', breachContact: 'dpo@health.example', consentRequired: false, exactCounts: false },
  };
  const lines = (count: number) => Array.from({ length: count }, (_, at) => `e${at}`).join('\n');

  it.each([
    [{ elements: lines(300) }, undefined],
    [{ elements: lines(301) }, { elements: 'agreement.tooManyElements' }],
    [{ elements: longest('e', 201) }, { elements: 'agreement.badElement' }],
    [{ recordTypes: lines(50) }, undefined],
    [{ recordTypes: lines(51) }, { recordTypes: 'agreement.badRecordTypes' }],
    [{ recordTypes: longest('R', 81) }, { recordTypes: 'agreement.badRecordTypes' }],
    [{ retentionDays: '36500' }, undefined],
    [{ retentionDays: '36501' }, { retentionDays: 'agreement.numberTooLarge' }],
    [{ dailyRecords: '100000000' }, undefined],
    [{ dailyRecords: '100000001' }, { dailyRecords: 'agreement.numberTooLarge' }],
    [{ validUntil: '2025-12-31' }, { validUntil: 'agreement.endsBefore' }],
    [{ purpose: '' }, { purpose: 'agreement.badPurpose' }],
  ])('F2: says which field of an agreement is beyond what is taken: %#', (over, expected) => {
    const one = { ...plain, ...over };
    const problems: object = expected ?? {};
    expect(problemsOfTerms(one)).toEqual(problems);
    // That it ends before it begins is a rule of the service, not of the shape.
    const isOfShape = Object.keys(problems).length === 0 || 'validUntil' in problems;
    expect(Value.Check(AgreementTerms, termsOf(one))).toBe(isOfShape);
  });

  const partner = fc.record({
    id: typed(40, 'health', longest('h', 40), 'h', '9health'),
    name: typed(120, 'Ministry of Health', ' '),
    dciId: typed(255, 'https://health.example/dci', longest('d', 255)),
    ownDciId: typed(255, 'interlink', ''),
    environment: fc.constantFrom('test', 'production'),
    signature: fc.constantFrom('required', 'optional', 'none'),
    dialect: fc.constantFrom('attached-jws', 'detached-jws', 'signature-string-escaped', 'signature-string-utf8'),
    encryption: fc.constantFrom('none', 'optional', 'required'),
    contactName: typed(120, 'Hana'),
    contactEmail: typed(200, 'hana@health.example', 'nobody', 'a@b'),
    certificate: typed(120, '', longest('ab', 32), longest('AB:', 32), 'abc'),
  });

  it('IBR-036: a partner without a problem is a partner of the contract', () => {
    fc.assert(
      fc.property(partner, fc.boolean(), (one, lenient) => {
        fc.pre(Object.keys(problemsOfPartner(one)).length === 0);
        expect([...Value.Errors(AddPartner, toPartner(one, lenient))]).toEqual([]);
      }),
      { numRuns: 60, maxSkipsPerRun: 300 },
    );
  });

  it('S16: a fingerprint is the same however the partner spells it, and of the contract', () => {
    const bytes = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 32, maxLength: 32 });
    const spelling = fc.record({ between: fc.constantFrom('', ':', ' ', ': '), isLarge: fc.boolean() });
    fc.assert(
      fc.property(bytes, spelling, (all, { between, isLarge }) => {
        const hex = all.map((byte) => byte.toString(16).padStart(2, '0'));
        const spelled = hex.join(between);
        const sha256 = bareFingerprint(isLarge ? spelled.toUpperCase() : spelled);
        expect(sha256).toBe(hex.join(''));
        expect(Value.Check(AddCertificate, { sha256 })).toBe(true);
      }),
    );
  });

  const follow = fc.record({
    partner: typed(40, 'civil-registry', ''),
    connector: typed(40, 'vital-events', ' '),
    eventType: typed(99, 'Death', longest('D', 99)),
    type: typed(40, '', 'UIN', 'N-1_x', '1UIN', 'U I N', longest('U', 40)),
    number: typed(99, '', '880012', longest('8', 99)),
    attribute: typed(99, '', 'birth_place', 'address.region_code', 'birth_date', 'Birth_place', longest('place', 19)),
    code: typed(99, '', 'R1'),
  });

  it('IBR-036: what we want to be told of, without a problem, is of the contract, and of one alone when one was named', () => {
    fc.assert(
      fc.property(follow, (one) => {
        fc.pre(Object.keys(problemsOfFollow(one)).length === 0);
        const request = requestOf(one);
        expect([...Value.Errors(FollowRegistry, request)]).toEqual([]);
        const named = [one.type, one.number, one.attribute, one.code].some((value) => value.trim() !== '');
        // Whom somebody named is never left out in silence: we would be told of everybody.
        expect('whom' in request).toBe(named);
      }),
      { numRuns: 60, maxSkipsPerRun: 1000 },
    );
  });

  const jwk = { kty: 'OKP', crv: 'Ed25519', x: 'AA' };
  const jwks = (...keys: unknown[]) => readJwks(JSON.stringify({ keys }));

  it.each(PRIVATE_MEMBERS)('S16: a key with the private part %s is not even sent', (part) => {
    expect(problemOfKeys(jwks(jwk, { ...jwk, [part]: 'secret' }))).toBe('reason.private-key');
    // Also when somebody blanked it out.
    expect(problemOfKeys(jwks({ ...jwk, [part]: '' }))).toBe('reason.private-key');
  });

  it.each([
    ['nothing', undefined, 'keys.notJwks'],
    ['text for a key', jwks(jwk, 'AA'), 'keys.notJwks'],
    ['null for a key', jwks(null), 'keys.notJwks'],
    ['twenty keys', jwks(...Array.from({ length: 20 }, () => jwk)), undefined],
    ['one more', jwks(...Array.from({ length: 21 }, () => jwk)), 'keys.tooMany'],
  ])('IBR-036: keys are those of the contract or told as none: %s', (_what, keys, problem) => {
    expect(problemOfKeys(keys)).toBe(problem);
    expect(Value.Check(AddKeys, { jwks: { keys } })).toBe(problem === undefined);
  });

  it('a filter of the exchange log is one of the contract, whatever is typed', () => {
    const all = fc.record({
      ...{ partner: typed(40, 'health'), operation: typed(60, 'search'), result: typed(40, '200') },
      ...{ from: typed(10, '2026-11-01', '2026-02-30'), until: typed(10, '2026-11-30', 'today') },
    });
    fc.assert(
      fc.property(all, (one) => {
        expect([...Value.Errors(ExchangeFilter, toFilter(one))]).toEqual([]);
      }),
    );
  });

  it('a filter ends with the day that was given, which is in it', () => {
    const days = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (date) => {
        const day = date.toISOString().slice(0, 10);
        const { from = '', until = '' } = toFilter({ from: day, until: day });
        expect(Date.parse(until) - Date.parse(from)).toBe(86_400_000);
        expect(from <= date.toISOString() && date.toISOString() < until).toBe(true);
      }),
    );
  });
});

describe('A list of names', () => {
  it('has each name once, without what stands between, in the order in which it was typed', () => {
    const name = fc.stringMatching(/^[a-z_.]{1,12}$/);
    const between = fc.constantFrom(',', '\n', '; ', ' ', ' ,\n');
    fc.assert(
      fc.property(fc.array(name, { maxLength: 12 }), between, (names, separator) => {
        expect(readNames(names.join(separator))).toEqual([...new Set(names)]);
      }),
    );
  });
});
