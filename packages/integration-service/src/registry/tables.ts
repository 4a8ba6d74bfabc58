import type { BenefitData, PaymentData, StatusChange } from '@interlink/contracts/registry/enrolment';
import type { HouseholdData } from '@interlink/contracts/registry/household';
import type { PersonData } from '@interlink/contracts/registry/person';
import type { ProgrammeData } from '@interlink/contracts/registry/programme';
import type { QualityRule } from '@interlink/contracts/registry/quality';
import type { RecordKind } from '@interlink/contracts/registry/source-record';
import type { Chosen } from '@interlink/domain/registry/choose-fields';
import type { ColumnType, Generated } from 'kysely';

type Json<T> = ColumnType<T, unknown, unknown>;

/** `sourceRecord`, `link`, `apart`, `fieldChoice` and `householdDecision` are append-only (S1); all else is a view of them. */
export interface RegistryTables {
  'registry.source': {
    code: string;
    name: string;
    kind: 'openimis' | 'dci' | 'file';
    institution: string | null;
    cursor: Json<Readonly<Record<string, unknown>>>;
    records: Generated<number>;
    lastSeenAt: Date | null;
    createdAt: Date;
  };
  'registry.programme': { code: string; source: string; data: Json<ProgrammeData> };
  'registry.sourceRecord': {
    subjectId: string;
    recordId: string;
    seq: number;
    kind: RecordKind;
    source: string;
    validFrom: string | null;
    validTo: string | null;
    recordedAt: Date;
    deleted: boolean;
    sealed: Buffer;
  };
  'registry.link': {
    recordId: string;
    seq: number;
    personId: string;
    linkedBy: LinkedBy;
    score: number | null;
    evidence: string[];
    who: string;
    recordedAt: Date;
  };
  'registry.apart': { recordId: string; otherRecordId: string; holds: boolean; who: string; recordedAt: Date };
  'registry.fieldChoice': {
    recordId: string;
    field: string;
    seq: number;
    holds: boolean;
    who: string;
    recordedAt: Date;
  };
  /** The lesser id first; the reason is sealed by the key of that one. */
  'registry.householdDecision': {
    householdId: string;
    otherId: string;
    seq: number;
    decision: 'apart' | 'rule' | 'same';
    who: string;
    recordedAt: Date;
    sealed: Buffer;
  };
  'registry.recordHead': {
    subjectId: string;
    recordId: string;
    kind: RecordKind;
    source: string;
    seq: number;
    contentHash: string;
    deleted: boolean;
    seenAt: Date;
  };
  'registry.person': {
    personId: string;
    version: number;
    data: Json<PersonData>;
    provenance: Json<Readonly<Record<string, Chosen>>>;
    searchName: string;
    birthDate: string | null;
    deathDate: string | null;
    sex: string | null;
    maritalStatus: string | null;
    isDisabled: boolean | null;
    locationId: string | null;
    districtId: string | null;
    registrationDate: string | null;
    knownSince: string | null;
    changesOn: string | null;
    mergedInto: string | null;
    legalHold: Generated<boolean>;
    lastUpdated: Date;
  };
  'registry.personRecord': {
    personId: string;
    recordId: string;
    source: string;
    recordKey: string;
    linkedBy: LinkedBy;
    linkedAt: Date;
    score: number | null;
    evidence: string[];
    deleted: boolean;
  };
  /** Of `registry.person`, those who have a name. */
  'registry.personName': { personId: string; districtId: string | null; searchName: string };
  'registry.nameWord': { word: string; sound: string };
  'registry.personKey': { personId: string; kind: KeyKind; value: string };
  'registry.enrolment': {
    holderId: string;
    recordId: string;
    holderKind: 'person' | 'household';
    source: string;
    programme: string;
    institution: string | null;
    status: string;
    statusChangedOn: string | null;
    enrolledOn: string | null;
    endsOn: string | null;
    statusHistory: Json<readonly StatusChange[]>;
    lastUpdated: Date;
  };
  'registry.benefit': {
    holderId: string;
    recordId: string;
    source: string;
    programme: string;
    type: string;
    status: string;
    dueOn: string | null;
    data: Json<BenefitData>;
  };
  'registry.payment': {
    holderId: string;
    recordId: string;
    source: string;
    programme: string;
    status: string;
    paidOn: string;
    amountMinor: number;
    currency: string;
    data: Json<PaymentData>;
  };
  'registry.household': {
    householdId: string;
    version: number;
    source: string;
    recordKey: string;
    data: Json<HouseholdData>;
    unit: string;
    size: number;
    povertyScore: number | null;
    locationId: string | null;
    districtId: string | null;
    registrationDate: string | null;
    lastUpdated: Date;
  };
  'registry.householdMember': {
    householdId: string;
    recordId: string;
    personId: string | null;
    role: string | null;
    recipient: string | null;
    fromDay: string | null;
    toDay: string | null;
  };
  /** Whom an earlier statement named and today's does not. */
  'registry.formerMember': { householdId: string; recordId: string };
  'registry.statistic': {
    day: string;
    kind: 'enrolled' | 'enrolled-household' | 'household' | 'overlap' | 'paid' | 'payment' | 'people';
    districtId: string | null;
    sex: string | null;
    age: string | null;
    disability: string | null;
    systems: number | null;
    source: string | null;
    programme: string | null;
    institution: string | null;
    otherSource: string | null;
    otherProgramme: string | null;
    otherInstitution: string | null;
    status: string | null;
    period: string | null;
    currency: string | null;
    people: number;
    records: number;
    amountMinor: number;
  };
  'registry.quality': {
    day: string;
    /** Of the unified view, or of each source's own statement. */
    judged: 'statement' | 'view';
    rule: string;
    source: string | null;
    districtId: string | null;
    people: number;
    faults: number;
  };
  'registry.qualityDay': {
    day: string;
    madeAt: Date;
    tookMs: number;
    rules: Json<readonly QualityRule[]>;
    people: number | null;
  };
  /** `sources` answer for the view, `statedBy` for what they say themselves; one of them names somebody. */
  'registry.qualityFault': { personId: string; rule: string; sources: string[]; statedBy: string[] };
  'registry.statisticDay': { day: string; madeAt: Date; tookMs: number; people: number | null };
  'registry.district': { districtId: string; name: string };
  'registry.rebuild': {
    id: string;
    askedBy: string;
    askedAt: Date;
    done: number;
    total: number;
    finishedAt: Date | null;
  };
  'registry.erasure': {
    id: string;
    kind: 'person' | 'retention';
    state: 'asked' | 'done' | 'withdrawn';
    reason: string;
    askedById: string;
    askedBy: string;
    askedAt: Date;
    decidedById: string | null;
    decidedBy: string | null;
    decidedAt: Date | null;
  };
  'registry.erasurePerson': {
    personId: string;
    erasureId: string;
    districtId: string | null;
    erasedAt: Date | null;
  };
  'registry.conflict': {
    personId: string;
    id: string;
    kind: 'field' | 'overlap' | 'probable-match';
    fingerprint: string;
    field: string | null;
    programmes: string[];
    recordIds: string[];
    otherPersonId: string | null;
    score: number | null;
    state: 'open' | 'resolved';
    version: number;
    openedAt: Date;
    resolvedAt: Date | null;
    resolvedBy: string | null;
    resolution: string | null;
    note: string | null;
  };
}

export type LinkedBy = 'first' | 'identifier' | 'rule' | 'decision';
/**
 * `identifier`: with its type; `number`: without. `birth-sound`: of a name's word, with the day of birth. All others
 * are keyed hashes.
 */
export type KeyKind = 'identifier' | 'number' | 'phone' | 'email' | 'account' | 'birth-sound';
