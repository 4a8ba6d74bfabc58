/** @jest-environment node */
import { AnswerProblemCode } from '@interlink/contracts/social-registry/questionnaire';
import { UploadRefusal, UploadState } from '@interlink/contracts/social-registry/upload';
import { texts } from '../src/texts.js';

const { ar, en, fr } = texts.byLanguage;
const literals = (schema: { readonly enum: readonly string[] }) => schema.enum;

describe('The texts of the module', () => {
  it('are the same keys in English, French and Arabic, none empty', () => {
    expect(Object.keys(fr).sort()).toEqual(Object.keys(en).sort());
    expect(Object.keys(ar).sort()).toEqual(Object.keys(en).sort());
    expect([en, fr, ar].flatMap((all) => Object.values(all)).filter((text) => text.trim() === '')).toEqual([]);
  });

  it.each([
    ['state', literals(UploadState)],
    ['next', literals(UploadState)],
    ['refusal', literals(UploadRefusal)],
    ['problem', literals(AnswerProblemCode)],
    ['problem', ['differs-from-head', 'duplicate', 'household-split', 'no-household', 'too-many-members']],
  ])('explain every %s that the service can give', (group, codes) => {
    expect(codes.length).toBeGreaterThan(0);
    expect(codes.filter((one) => !(`${group}.${one}` in en))).toEqual([]);
  });
});
