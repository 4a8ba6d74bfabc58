/** @jest-environment node */
import { ChangeState, EffectCode, Evidence, LifeEvent } from '@interlink/contracts/social-registry/change-request';
import { MaritalStatus, Sex } from '@interlink/contracts/registry/codes';
import { Standing } from '@interlink/contracts/social-registry/eligibility';
import { IntakeProblemCode } from '@interlink/contracts/social-registry/intake';
import { AnswerProblemCode } from '@interlink/contracts/social-registry/questionnaire';
import { UploadRefusal, UploadState } from '@interlink/contracts/social-registry/upload';
import { describeTexts, literalsOf } from '../../fe-kit/test/support/module-texts.js';
import { DRAFT_TONES } from '../src/components/intake/draft-tones.js';
import { texts } from '../src/texts.js';

describeTexts(texts, [
  ['state', literalsOf(UploadState)],
  ['next', literalsOf(UploadState)],
  ['refusal', literalsOf(UploadRefusal)],
  ['problem', literalsOf(AnswerProblemCode)],
  ['problem', literalsOf(IntakeProblemCode)],
  ['intake.next', Object.keys(DRAFT_TONES)],
  ['intake.state', Object.keys(DRAFT_TONES)],
  ['problem', ['differs-from-head', 'duplicate', 'household-split', 'no-household', 'too-many-members']],
  ['results', literalsOf(Standing)],
  ['change.event', literalsOf(LifeEvent)],
  ['change.state', literalsOf(ChangeState)],
  ['change.next', literalsOf(ChangeState)],
  ['change.effect', literalsOf(EffectCode)],
  ['change.evidence', literalsOf(Evidence.properties.kind)],
  ['change.marital', literalsOf(MaritalStatus)],
  ['change.sex', literalsOf(Sex)],
  ['change.channel', ['partner', 'person', 'staff']],
  ['change.field', ['accounts', 'addresses', 'deathDate', 'maritalStatus', 'phones', 'place']],
  ['change.reason', ['already-dead', 'before-birth', 'date-in-future', 'evidence-missing', 'village-unknown']],
]);
