/** @jest-environment node */
import { CredentialState } from '@interlink/contracts/payments/approvers';
import { BatchState, LineState } from '@interlink/contracts/payments/batch';
import { DecisionKind } from '@interlink/contracts/payments/decision';
import { PayMarkKind } from '@interlink/contracts/payments/pay-point';
import { SampleAnswer } from '@interlink/contracts/payments/sample';
import { NEXT_ACTIONS } from '@interlink/domain/payments/causes';
import { describeTexts, literalsOf } from '../../fe-kit/test/support/module-texts.js';
import { texts } from '../src/texts.js';

describeTexts(texts, [
  ['state', [...literalsOf(BatchState), ...literalsOf(LineState)]],
  ['credential', literalsOf(CredentialState)],
  ['decision', literalsOf(DecisionKind)],
  ['mark', literalsOf(PayMarkKind)],
  ['sample.said', literalsOf(SampleAnswer)],
  ['next', [...NEXT_ACTIONS, 'look-at-booking', 'wait-statement']],
  ['excluded', ['approval-in-doubt', 'check-missing', 'enrolment-unfinished']],
]);
