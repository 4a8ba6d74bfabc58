/** @jest-environment node */
import { BenefitStatus, EnrolmentStatus, MaritalStatus, Sex } from '@interlink/contracts/registry/codes';
import { ConflictKind } from '@interlink/contracts/registry/conflict';
import { HouseholdRole } from '@interlink/contracts/registry/household';
import { Purpose } from '@interlink/contracts/registry/scope';
import { PURPOSES } from '../src/purposes.js';
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
    ['purpose', literals(Purpose)],
    ['status', literals(EnrolmentStatus)],
    ['benefit', literals(BenefitStatus)],
    ['sex', literals(Sex)],
    ['marital', literals(MaritalStatus)],
    ['role', literals(HouseholdRole)],
    ['conflict.help', literals(ConflictKind)],
  ])('say every %s that the service can answer', (group, codes) => {
    expect(codes.length).toBeGreaterThan(0);
    expect(codes.filter((one) => !(`${group}.${one}` in en))).toEqual([]);
  });

  it('offer every purpose of the contract, and no other', () => {
    expect([...PURPOSES].sort()).toEqual([...literals(Purpose)].sort());
  });
});
