/** @jest-environment node */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { JourneyAction, JourneyState, StepName } from '@interlink/contracts/enrolment/states';
import { VerificationOutcome, VerificationReason } from '@interlink/contracts/verification/result';
import { branchTable, type BranchStep } from '@interlink/domain/enrolment/branches';
import { fillText } from '@interlink/fe-kit/texts';
import { describeTexts, literalsOf } from '../../fe-kit/test/support/module-texts.js';
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
const POLICY = { accountNotCheckable: 'provisional', accountNameClose: 'hold' } as const;
const STEPS: readonly BranchStep[] = ['identity', 'civil-status', 'account', 'eligibility'];
const branches = STEPS.flatMap((step) => Object.entries(branchTable(step, POLICY)));

describeTexts(texts, [
  ['state', literalsOf(JourneyState)],
  ['next', literalsOf(JourneyState)],
  ['step', literalsOf(StepName)],
  ['reason', literalsOf(VerificationReason)],
  ['outcome', literalsOf(VerificationOutcome)],
  ['reason', branches.map(([reason]) => reason).filter((reason) => !reason.startsWith('outcome:'))],
  ['advice', branches.flatMap(([, branch]) => branch.advice ?? [])],
]);

describe('The words of the desk', () => {
  it('have every key that the source names', () => {
    const named = [...code.matchAll(/text\(\s*'([^']+)'/g)].map(([, key]) => key ?? '');
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter((key) => !(key in en))).toEqual([]);
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
    expect(used.filter((action) => !literalsOf(JourneyAction).includes(action))).toEqual([]);
  });
});
