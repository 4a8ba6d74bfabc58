/** Asks whether somebody is enrolled elsewhere. */
export interface EnrolmentCheck {
  readonly subjectId: string;
  readonly nationalId: string;
  readonly requestId: string;
}

/** One enrolment that another registry has; as much as is needed to look at it. */
export interface EnrolmentElsewhere {
  readonly programme: string;
  /** `unknown`: the registry has a word for it that the standard does not. */
  readonly status: 'active' | 'deceased' | 'graduated' | 'suspended' | 'unknown';
  /** YYYY-MM-DD. */
  readonly since?: string | undefined;
}

/** Kept sealed with the answer. */
export interface EnrolmentAttributes {
  readonly enrolments: readonly EnrolmentElsewhere[];
}
