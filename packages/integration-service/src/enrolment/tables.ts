import type { Assurance, JourneyState } from '@interlink/contracts/enrolment/states';
import type { JourneyEvent } from '@interlink/domain/enrolment/events';
import type { ColumnType, Generated, Selectable } from 'kysely';

/** `personal`, `journeyEvent` and `approval` are append-only (S1); `journey` is a cache of their fold, and a lease. */
export interface EnrolmentTables {
  'enrolment.journey': {
    id: string;
    programme: string;
    institution: string;
    state: JourneyState;
    version: number;
    /** Blind index of the person: equal for equal people, and nothing can be read from it. */
    personKey: string;
    locationId: string;
    districtId: string | null;
    makerLogin: string;
    makerId: string;
    correlationId: string;
    assurance: Assurance;
    provisional: boolean;
    reasons: readonly string[];
    individualId: string | null;
    /** Whom the officer chose in openIMIS when it was started. */
    applicantIndividualId: string | null;
    /** The person was erased: nothing that was told can be read, and nothing goes on. */
    erasedAt: Date | null;
    /** When the engine looks again by itself. */
    wakeAt: Date | null;
    leaseUntil: Date | null;
    /** Grows with each lease: a stale holder writes nothing. */
    fence: Generated<number>;
    createdAt: Date;
    updatedAt: Date;
  };
  'enrolment.journeyEvent': {
    journeyId: string;
    seq: number;
    at: Date;
    who: string;
    body: ColumnType<JourneyEvent, unknown, never>;
  };
  'enrolment.personal': { journeyId: string; kind: PersonalKind; seq: number; sealed: Buffer };
  'enrolment.approval': {
    journeyId: string;
    seq: number;
    decision: 'approve' | 'reject' | 'override';
    approverLogin: string;
    approverId: string;
    statementHash: string;
    statement: Buffer;
    at: Date;
  };
}

/** What people said or are: encrypted, apart from the events. */
export type PersonalKind = 'account' | 'applicant' | 'mandate' | 'remark' | 'witnesses';

export type JourneyHead = Selectable<EnrolmentTables['enrolment.journey']>;
