/** @jest-environment node */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { JourneyAction, JourneyState, StepName } from '@interlink/contracts/enrolment/states';
import { VerificationOutcome, VerificationReason } from '@interlink/contracts/verification/result';
import { branchTable, type BranchStep } from '@interlink/domain/enrolment/branches';
import { fillText } from '@interlink/fe-kit/texts';
import { texts } from '../src/texts.js';

const SRC = path.resolve(__dirname, '../src');
const sources = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name);
    if (statSync(file).isDirectory()) return sources(file);
    return /\.tsx?$/.test(name) ? [readFileSync(file, 'utf8')] : [];
  });
const code = sources(SRC).join('\n');
const { ar, en, fr } = texts.byLanguage;
const literals = (schema: { anyOf: readonly { const: string }[] }) => schema.anyOf.map((one) => one.const);
const POLICY = { accountNotCheckable: 'provisional', accountNameClose: 'hold' } as const;
const STEPS: readonly BranchStep[] = ['identity', 'civil-status', 'account', 'eligibility'];
const branches = STEPS.flatMap((step) => Object.entries(branchTable(step, POLICY)));

describe('The texts of the module', () => {
  it('are the same keys in English, French and Arabic, none empty', () => {
    expect(Object.keys(fr).sort()).toEqual(Object.keys(en).sort());
    expect(Object.keys(ar).sort()).toEqual(Object.keys(en).sort());
    expect([en, fr, ar].flatMap((all) => Object.values(all)).filter((text) => text.trim() === '')).toEqual([]);
  });

  it('hold the same placeholders in each language', () => {
    const placeholders = (text = '') => [...new Set(text.match(/\{\w+\}/g))].sort().join();
    // A plural form may say the number in words.
    const plain = Object.keys(en).filter((key) => !/^(zero|one|two|few|many|other):/.test(en[key] ?? ''));
    const wrong = plain.filter((key) => [fr, ar].some((all) => placeholders(all[key]) !== placeholders(en[key])));
    expect(wrong).toEqual([]);
  });

  it('have every key that the source names', () => {
    const named = [...code.matchAll(/text\(\s*'([^']+)'/g)].map(([, key]) => key ?? '');
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter((key) => !(key in en))).toEqual([]);
  });

  it.each([
    ['state', literals(JourneyState)],
    ['next', literals(JourneyState)],
    ['step', literals(StepName)],
    ['reason', literals(VerificationReason)],
    ['outcome', literals(VerificationOutcome)],
    ['reason', branches.map(([reason]) => reason).filter((reason) => !reason.startsWith('outcome:'))],
    ['advice', branches.flatMap(([, branch]) => branch.advice ?? [])],
  ])('explain every %s that the service can give', (group, codes) => {
    expect(codes.length).toBeGreaterThan(0);
    expect(codes.filter((one) => !(`${group}.${one}` in en))).toEqual([]);
  });

  it('use the plural rules of the language', () => {
    expect([1, 2, 3, 11].map((count) => fillText(ar['find.found'] ?? '', 'ar', { count }))).toEqual([
      'عُثر على شخص واحد. قارن مع الوثائق.',
      'عُثر على شخصين. قارن مع الوثائق.',
      'عُثر على 3 أشخاص. قارن مع الوثائق.',
      'عُثر على 11 شخصاً. قارن مع الوثائق.',
    ]);
    expect(fillText(fr['home.held'] ?? '', 'fr', { count: 0 })).toBe('0 parcours à examiner');
  });

  it('name no action that does not exist', () => {
    const used = [...code.matchAll(/may\(journey, '([^']+)'\)/g)].map(([, action]) => action ?? '');
    expect(used.filter((action) => !literals(JourneyAction).includes(action))).toEqual([]);
  });
});
