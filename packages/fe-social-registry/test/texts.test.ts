/** @jest-environment node */
import { Standing } from '@interlink/contracts/social-registry/eligibility';
import { AnswerProblemCode } from '@interlink/contracts/social-registry/questionnaire';
import { UploadRefusal, UploadState } from '@interlink/contracts/social-registry/upload';
import { describeTexts, literalsOf } from '../../fe-kit/test/support/module-texts.js';
import { texts } from '../src/texts.js';

describeTexts(texts, [
  ['state', literalsOf(UploadState)],
  ['next', literalsOf(UploadState)],
  ['refusal', literalsOf(UploadRefusal)],
  ['problem', literalsOf(AnswerProblemCode)],
  ['problem', ['differs-from-head', 'duplicate', 'household-split', 'no-household', 'too-many-members']],
  ['results', literalsOf(Standing)],
]);
