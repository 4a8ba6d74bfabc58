import type { StepName } from '@interlink/contracts/enrolment/states';
import { mask } from './masking.js';
import type { JourneyStatus } from './status.js';

export interface StatementSubject {
  readonly journeyId: string;
  readonly programmeName: string;
  readonly givenName: string;
  readonly surname: string;
  readonly birthDate: { readonly date: string; readonly precision: string };
  readonly nationalId?: string | undefined;
  readonly locationId: string;
}

const CHECKED: readonly StepName[] = ['identity', 'civil-status', 'account', 'eligibility'];

/** What an approver is shown and confirms. Nothing in it depends on when it is read. */
export function approvalStatement(status: JourneyStatus, subject: StatementSubject): Record<string, string> {
  const checks = CHECKED.map((name) => [`check.${name}`, checkText(status, name)]);
  return {
    act: 'enrol',
    journey: subject.journeyId,
    programme: status.programme,
    programmeName: subject.programmeName,
    givenName: subject.givenName,
    surname: subject.surname,
    birthDate: subject.birthDate.date,
    birthDatePrecision: subject.birthDate.precision,
    nationalId: subject.nationalId === undefined ? 'none' : mask(subject.nationalId),
    location: subject.locationId,
    assurance: status.assurance,
    provisional: status.provisional.length === 0 ? 'no' : [...status.provisional].sort().join(' '),
    maker: status.maker,
    ...Object.fromEntries(checks),
  };
}

function checkText(status: JourneyStatus, name: StepName): string {
  const step = status.steps[name];
  return [step.status, ...[...step.reasons].sort()].join(' ');
}

/** RFC 8785 form of a flat record of texts: the bytes whose SHA-256 an approval names. */
export function canonicalStatement(text: Readonly<Record<string, string>>): string {
  // JavaScript sorts by UTF-16 code unit and prints strings exactly as RFC 8785 asks.
  const members = Object.keys(text)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${JSON.stringify(text[name])}`);
  return `{${members.join(',')}}`;
}
