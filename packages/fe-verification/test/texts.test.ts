/** @jest-environment node */
import { VerificationKind, VerificationOutcome, VerificationReason } from '@interlink/contracts/verification/result';
import { Verdict } from '@interlink/contracts/verification/runs';
import { describeTexts, literalsOf } from '../../fe-kit/test/support/module-texts.js';
import { texts } from '../src/texts.js';

describeTexts(texts, [
  ['kind', literalsOf(VerificationKind)],
  ['outcome', literalsOf(VerificationOutcome)],
  ['reason', literalsOf(VerificationReason)],
  ['verdict', literalsOf(Verdict)],
  ['advice', literalsOf(Verdict)],
]);
