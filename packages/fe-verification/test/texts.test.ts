/** @jest-environment node */
import { VerificationKind, VerificationOutcome, VerificationReason } from '@interlink/contracts/verification/result';
import { Verdict } from '@interlink/contracts/verification/runs';
import { texts } from '../src/texts.js';

const { ar, en, fr } = texts.byLanguage;
const codesOf = (union: { readonly anyOf: readonly { readonly const: string }[] }) =>
  union.anyOf.map((literal) => literal.const);

describe('The texts of the module', () => {
  it('are the same keys in English, French and Arabic, none empty', () => {
    expect(Object.keys(fr).sort()).toEqual(Object.keys(en).sort());
    expect(Object.keys(ar).sort()).toEqual(Object.keys(en).sort());
    expect([en, fr, ar].flatMap((all) => Object.values(all)).filter((text) => text.trim() === '')).toEqual([]);
  });

  it.each([
    ['kind', codesOf(VerificationKind)],
    ['outcome', codesOf(VerificationOutcome)],
    ['reason', codesOf(VerificationReason)],
    ['verdict', codesOf(Verdict)],
    ['advice', codesOf(Verdict)],
  ])('explain every %s that the service can give', (group, codes) => {
    expect(codes.length).toBeGreaterThan(0);
    expect(codes.filter((one) => !(`${group}.${one}` in en))).toEqual([]);
  });
});
