/** @jest-environment node */
import { CredentialState } from '@interlink/contracts/payments/approvers';
import { BatchState, LineState } from '@interlink/contracts/payments/batch';
import { DecisionKind } from '@interlink/contracts/payments/decision';
import { PayMarkKind } from '@interlink/contracts/payments/pay-point';
import { SampleAnswer } from '@interlink/contracts/payments/sample';
import { NEXT_ACTIONS } from '@interlink/domain/payments/causes';
import { describeTexts, literalsOf } from '../../fe-kit/test/support/module-texts.js';
import { texts } from '../src/texts.js';

/**
 * Why the service refuses what these pages ask: without words a maker would read a code, in English, in every language.
 */
const REASONS = [
  ...[
    'approver-is-maker',
    'approver-is-payee',
    'challenge-over',
    'channel',
    'code',
    'count-again',
    'credential-needed',
  ],
  ...['execution-date', 'format', 'household-unknown', 'incompatible-roles', 'involved', 'is-active', 'is-refused'],
  ...[
    'is-revoked',
    'line-decided',
    'no-active-credential',
    'no-count',
    'not-found',
    'not-given',
    'not-held',
    'not-proven',
  ],
  ...['not-sealed', 'nothing-to-pay', 'own-count', 'own-credential', 'payee-erased', 'payment-method'],
  ...[
    'payroll-not-approved',
    'programme-has-no-payment-settings',
    'proposer-is-confirmer',
    'recall-open',
    'said-already',
  ],
  ...['bank-clock', 'booked', 'database-clock', 'entry-without-amount', 'fence-differs', 'gap-not-imported'],
  ...['identity-changed', 'journal-ahead', 'journal-damaged', 'journal-missing', 'line-not-unknown'],
  ...['no-negative-answer', 'statements-not-far-enough'],
  ...['signed-already', 'statement-differs', 'unknown-line', 'wallet-currency'],
];

describeTexts(texts, [
  ['reason', REASONS],
  ['state', [...literalsOf(BatchState), ...literalsOf(LineState)]],
  ['credential', literalsOf(CredentialState)],
  ['decision', literalsOf(DecisionKind)],
  ['mark', literalsOf(PayMarkKind)],
  ['sample.said', literalsOf(SampleAnswer)],
  ['next', [...NEXT_ACTIONS, 'look-at-booking', 'wait-statement']],
  ['excluded', ['approval-in-doubt', 'check-missing', 'enrolment-unfinished']],
]);
