import type { AccessPage } from '@interlink/contracts/audit/entries';
import type { RefreshedPerson } from '@interlink/contracts/exchange/refresh';
import type { ConflictPage } from '@interlink/contracts/registry/conflict';
import type { FaultyPage, FaultyQuery, Quality, QualityQuery } from '@interlink/contracts/registry/quality';
import type { Purpose } from '@interlink/contracts/registry/scope';
import type {
  Erasure,
  ErasurePreview,
  Reasoned,
  RetentionPreview,
  SetLegalHold,
  SubjectExport,
} from '@interlink/contracts/registry/erasure';
import type { HouseholdAcross, HouseholdPairs } from '@interlink/contracts/registry/household-across';
import type { Statistics, StatisticsQuery } from '@interlink/contracts/registry/statistics';
import type { PersonView } from '@interlink/contracts/registry/view';
import { defineRequest } from '@interlink/fe-kit/store/request';
import type {
  ConflictDecision,
  ConflictFilter,
  HouseholdWord,
  LinkDecision,
  PeoplePage,
  SourceName,
  SourceState,
  When,
} from '../api.js';
import type { Wanted } from '../search-by.js';

const named = (name: string) => `INTERLINK_REGISTRY_${name}`;

interface ById {
  readonly id: string;
}
interface For {
  readonly purpose: Purpose;
}
interface At {
  readonly when?: When;
}

export const searchPeople = defineRequest<For & { readonly wanted: Wanted; readonly page: number }, PeoplePage>(
  named('SEARCH'),
);
export const loadPerson = defineRequest<ById & For & At, PersonView>(named('PERSON'));
export const refreshPerson = defineRequest<ById & For & { readonly key: string }, RefreshedPerson>(named('REFRESH'));
export const loadOpenImisPerson = defineRequest<For & { readonly uuid: string }, PersonView>(named('OPENIMIS_PERSON'));
export const loadHousehold = defineRequest<ById & For & At, HouseholdAcross>(named('HOUSEHOLD'));
export const findHouseholdPairs = defineRequest<ById & For & { readonly number: string }, HouseholdPairs>(
  named('HOUSEHOLD_PAIRS'),
);
export const decideHousehold = defineRequest<HouseholdWord, unknown>(named('DECIDE_HOUSEHOLD'));
export const listConflicts = defineRequest<ConflictFilter, ConflictPage>(named('CONFLICTS'));
export const resolveConflict = defineRequest<ConflictDecision, unknown>(named('RESOLVE'));
export const mergePeople = defineRequest<LinkDecision & { readonly from: string }, PersonView>(named('MERGE'));
export const unlinkRecord = defineRequest<LinkDecision & { readonly recordId: string }, PersonView>(named('UNLINK'));
export const listSources = defineRequest<undefined, readonly SourceState[]>(named('SOURCES'));
export const nameSources = defineRequest<undefined, readonly SourceName[]>(named('SOURCE_NAMES'));
export const loadStatistics = defineRequest<StatisticsQuery, Statistics>(named('STATISTICS'));
export const loadQuality = defineRequest<QualityQuery, Quality>(named('QUALITY'));
export const listFaulty = defineRequest<
  Pick<FaultyQuery, 'judged' | 'purpose'> & { readonly rule: string; readonly cursor?: string | undefined },
  FaultyPage
>(named('FAULTY'));
export const previewErasure = defineRequest<ById & For, ErasurePreview>(named('ERASURE_PREVIEW'));
export const askErasure = defineRequest<ById & { readonly body: Reasoned; readonly key: string }, unknown>(
  named('ASK_ERASURE'),
);
export const setLegalHold = defineRequest<ById & { readonly body: SetLegalHold }, unknown>(named('LEGAL_HOLD'));
export const exportPerson = defineRequest<ById & For, SubjectExport>(named('EXPORT'));
export const listErasures = defineRequest<undefined, readonly Erasure[]>(named('ERASURES'));
export const decideErasure = defineRequest<ById & { readonly act: 'confirmation' | 'withdrawal' }, unknown>(
  named('DECIDE_ERASURE'),
);
export const loadRetention = defineRequest<undefined, RetentionPreview>(named('RETENTION'));
export const askRetention = defineRequest<{ readonly reason: string; readonly key: string }, unknown>(
  named('ASK_RETENTION'),
);
export const listAccesses = defineRequest<ById, AccessPage>(named('ACCESSES'));

/** Why the one at the screen looks at people: kept in memory for as long as the page is open, and nowhere else. */
export const PURPOSE = named('PURPOSE');
export const choosePurpose = (purpose: Purpose) => ({ type: PURPOSE, payload: purpose });
