import * as fc from 'fast-check';
import { isGranted } from '../../src/interconnection/elements.js';
import { consentAt, findConsentJws, judgeConsent, type ConsentFacts } from '../../src/interconnection/judge-consent.js';

const nowMs = Date.parse('2026-11-24T08:00:00Z');
const now = nowMs / 1000;
const END_MS = nowMs + 3_600_000;
const asked = { type: 'UIN', value: '880012' };
const judge = (over: Partial<ConsentFacts>) =>
  judgeConsent({
    ...{ consent: undefined, authorize: undefined, partnerIds: ['mis', 'https://mis.example/dci'], ownId: 'interlink' },
    ...{ asked, nowMs, ...over },
  });
const claims = { iss: 'mis', aud: 'interlink', sub: '880012', iat: now - 60, exp: now + 3600, jti: 'c-7' };
const signed = (over: Record<string, unknown> = {}, rest: Partial<ConsentFacts> = {}) =>
  judge({
    authorize: { consent_jws: 'a.b.c' },
    signed: { payload: { ...claims, ...over }, reference: 'jws hash' },
    ...rest,
  });

describe('a consent that a partner states', () => {
  it('says nothing where nothing is said', () => {
    expect(judge({})).toEqual({});
    expect(judge({ consent: {}, authorize: '' })).toEqual({});
  });

  it('is believed when it says which it is or when it was given', () => {
    expect(judge({ consent: { id: 'c-1' } })).toEqual({ consent: { reference: 'c-1' } });
    expect(judge({ consent: { ts: '2026-11-24T07:00:00Z' } })).toEqual({
      consent: { reference: 'stated 2026-11-24T07:00:00Z' },
    });
  });

  it('is none where a purpose alone is said, which is taken as that', () => {
    expect(judge({ consent: { purpose: { code: 'HEALTH_WAIVER' } } })).toEqual({
      purpose: 'health-waiver',
      consent: { reference: undefined, purpose: 'health-waiver' },
    });
    expect(judge({ authorize: { purpose: { code: 'tax' } } })).toEqual({ purpose: 'tax' });
  });

  it('is asked under the purpose of the authorisation, and given for its own', () => {
    const consent = { id: 'c-1', purpose: { code: 'eligibility' } };
    expect(judge({ consent, authorize: { purpose: { code: 'tax' } } })).toEqual({
      purpose: 'tax',
      consent: { reference: 'c-1', purpose: 'eligibility' },
    });
  });

  it('S2: limits by what either of the two objects names, and by both to what they have in common', () => {
    const consent = { id: 'c-1', scopes: ['name', 'birth_date'] };
    expect(judge({ consent })).toMatchObject({ consent: { elements: ['name', 'birth_date'] } });
    const authorize = { scope: 'name.surname sex' };
    expect(judge({ consent, authorize })).toMatchObject({ consent: { elements: ['name.surname'] } });
    expect(judge({ authorize })).toEqual({ consent: { reference: undefined, elements: ['name.surname', 'sex'] } });
  });

  it.each([
    ['consent', { consent: { ts: '2026-11-24T08:01:01Z' } }],
    ['authorisation', { authorize: { ts: '2027-01-01T00:00:00Z' } }],
    ['consent without a readable time', { consent: { ts: 'soon' } }],
  ])('does not hold when it is a %s of the future', (_what, facts) => {
    expect(judge(facts).consent).toBe('not-valid');
  });
});

describe('a consent that a partner signed', () => {
  it('holds when it is from the partner, for us, in its time and about whom is asked', () => {
    expect(signed()).toEqual({ consent: { reference: 'c-7', isSigned: true, untilMs: END_MS } });
    expect(signed({ iss: 'https://mis.example/dci', aud: ['other', 'interlink'], sub: 'UIN:880012' })).toMatchObject({
      consent: { isSigned: true },
    });
  });

  it('holds at any later time until its end, give or take the minute by which clocks differ', () => {
    const { consent } = signed() as { consent: { reference: string } };
    expect(consentAt(consent, END_MS + 59_999)).toBe(consent);
    expect(consentAt(consent, END_MS + 60_000)).toBe('not-valid');
    expect(consentAt({ reference: 'c-1' }, Number.MAX_SAFE_INTEGER)).toEqual({ reference: 'c-1' });
  });

  it('is known by the hash of its text when it has no name', () => {
    expect(signed({ jti: undefined })).toMatchObject({ consent: { reference: 'jws hash' } });
  });

  it('may leave out from whom, for whom and about whom it is, for its signature says the first', () => {
    expect(signed({ iss: undefined, aud: undefined, sub: undefined, iat: undefined })).toMatchObject({
      consent: { isSigned: true },
    });
  });

  it.each([
    ['of another partner', { iss: 'bank' }],
    ['for somebody else', { aud: 'bank' }],
    ['for somebody else, among several', { aud: ['bank', 'tax'] }],
    ['about another person', { sub: '880013' }],
    ['about another person of the same number in another list', { sub: 'BRN:880012' }],
    ['over', { exp: now - 61 }],
    ['without an end', { exp: undefined }],
    ['with an end that is no time', { exp: '2030-01-01' }],
    ['of the future', { iat: now + 61 }],
    ['not begun', { nbf: now + 61 }],
    ['of a time that is none', { iat: 'now' }],
  ])('does not hold when it is %s', (_what, over) => {
    expect(signed(over).consent).toBe('not-valid');
  });

  it.each([undefined, null, 'text', 7, [claims]])('does not hold when it says %j', (payload) => {
    expect(signed({}, { signed: { payload, reference: 'r' } }).consent).toBe('not-valid');
  });

  it('does not hold when nobody known signed it, and the message without it would have been answered', () => {
    expect(signed({}, { signed: undefined }).consent).toBe('not-valid');
    expect(signed({}, { signed: undefined, consent: { id: 'c-1' } }).consent).toBe('not-valid');
  });

  it('of one person opens no question that is not about one person by an identifier', () => {
    expect(signed({}, { asked: undefined }).consent).toBe('not-valid');
    expect(signed({ sub: undefined }, { asked: undefined })).toMatchObject({ consent: { isSigned: true } });
  });

  it('is for its purpose, which the message may repeat but not change', () => {
    expect(signed({ purpose: { code: 'Eligibility' } })).toEqual({
      purpose: 'eligibility',
      consent: { reference: 'c-7', isSigned: true, purpose: 'eligibility', untilMs: END_MS },
    });
    const authorize = (code: string) => ({ consent_jws: 'a.b.c', purpose: { code } });
    expect(signed({ purpose: 'tax' }, { authorize: authorize('tax') })).toMatchObject({ purpose: 'tax' });
    expect(signed({ purpose: 'tax' }, { authorize: authorize('eligibility') }).consent).toBe('not-valid');
  });

  it('comes once: two that differ are none, the same in both places is one', () => {
    const consent = { consent_jws: 'a.b.c' };
    expect(signed({}, { consent })).toMatchObject({ consent: { isSigned: true } });
    expect(signed({}, { consent: { consent_jws: 'd.e.f' } }).consent).toBe('not-valid');
    expect(findConsentJws(consent, undefined)).toBe('a.b.c');
    expect(findConsentJws(consent, { consent_jws: 'd.e.f' })).toBeUndefined();
    expect(findConsentJws({}, undefined)).toBeUndefined();
  });

  const path = fc.constantFrom('name', 'name.surname', 'name.given_name', 'birth_date', 'sex', 'phone');
  const scopes = fc.option(fc.uniqueArray(path), { nil: undefined });
  it('S2: never widens: what it lets pass, each of those that name something names', () => {
    fc.assert(
      fc.property(scopes, scopes, scopes, path, (inJws, inConsent, inAuthorize, element) => {
        const { consent } = signed(
          { scopes: inJws },
          { consent: { id: 'c', scopes: inConsent }, authorize: { consent_jws: 'a.b.c', scopes: inAuthorize } },
        );
        if (consent === undefined || consent === 'not-valid') throw new Error('it holds');
        const named = [inJws, inConsent, inAuthorize].filter((list) => list !== undefined);
        const passes = consent.elements === undefined || isGranted(consent.elements, element);
        expect(passes).toBe(named.every((list) => isGranted(list, element)));
      }),
    );
  });
});
