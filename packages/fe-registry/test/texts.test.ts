/** @jest-environment node */
import { AskedOutcome, AskedReason } from '@interlink/contracts/exchange/refresh';
import {
  AssistanceUnit,
  BenefitStatus,
  EnrolmentStatus,
  MaritalStatus,
  Sex,
} from '@interlink/contracts/registry/codes';
import { ConflictKind, ResolveConflict } from '@interlink/contracts/registry/conflict';
import { DecideHousehold, HouseholdDifference } from '@interlink/contracts/registry/household-across';
import { HouseholdRole } from '@interlink/contracts/registry/household';
import { Erasure, ErasureState } from '@interlink/contracts/registry/erasure';
import { QualityDimension } from '@interlink/contracts/registry/quality';
import { Purpose } from '@interlink/contracts/registry/scope';
import { StatisticsTable } from '@interlink/contracts/registry/statistics';
import { LinkedRecord, PaymentView, Provenance } from '@interlink/contracts/registry/view';
import { singleFields } from '@interlink/domain/registry/choose-fields';
import { PURPOSES } from '../src/purposes.js';
import { describeTexts, literalsOf } from '../../fe-kit/test/support/module-texts.js';
import { texts } from '../src/texts.js';

describeTexts(texts, [
  ['purpose', literalsOf(Purpose)],
  ['asked.outcome', literalsOf(AskedOutcome)],
  ['asked.reason', literalsOf(AskedReason)],
  ['status', literalsOf(EnrolmentStatus)],
  ['benefit', literalsOf(BenefitStatus)],
  ['sex', literalsOf(Sex)],
  ['marital', literalsOf(MaritalStatus)],
  ['role', literalsOf(HouseholdRole)],
  ['across.difference', literalsOf(HouseholdDifference)],
  ['across.decision', literalsOf(DecideHousehold.properties.decision)],
  ['across.decided', ['apart', 'same']],
  ['conflict.help', literalsOf(ConflictKind)],
  ['statistics', literalsOf(StatisticsTable)],
  ['quality.dimension', literalsOf(QualityDimension)],
  ['quality.help', literalsOf(QualityDimension)],
  ['privacy.state', literalsOf(ErasureState)],
  ['privacy.kind', literalsOf(Erasure.properties.kind)],
  ['field', singleFields],
  ['chosenBy', literalsOf(Provenance.properties.chosenBy)],
  ['linkedBy', literalsOf(LinkedRecord.properties.linkedBy)],
  ['payment', literalsOf(PaymentView.properties.status)],
  ['unit', literalsOf(AssistanceUnit)],
  ['resolution', literalsOf(ResolveConflict.properties.decision)],
  ['source', ['openimis', 'socialRegistry']],
  ['sourceKind', ['openimis', 'dci', 'file']],
  ['settlement', ['open', 'over', 'said', 'settled', 'short']],
  ['freshness', ['fresh', 'never', 'quiet']],
  ['action.registry', ['read-person', 'search', 'read-conflicts', 'read-household', 'read-faulty', 'export-person']],
  ['action.audit', ['query', 'read-accesses']],
  ['action.social-registry', ['list-changes', 'read-change', 'read-household', 'read-photo', 'read-standing']],
  ['statistics', ['sex', 'age', 'disability', 'district']],
  ['statistics.payment', ['sent', 'paid', 'failed', 'returned']],
]);

it('The page offers every purpose of the contract, and no other', () => {
  expect([...PURPOSES].sort()).toEqual([...literalsOf(Purpose)].sort());
});
