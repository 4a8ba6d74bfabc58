import type { Journey, JourneyStep } from '@interlink/contracts/enrolment/journey';

/** Prints each step once it changed, with how long it took. */
export function openReport(print: (line: string) => void) {
  const shown = new Map<string, string>();
  return (journey: Journey): void => {
    for (const step of journey.steps) {
      const text = toLine(step);
      if (step.status === 'waiting' || shown.get(step.name) === text) continue;
      shown.set(step.name, text);
      print(text);
    }
  };
}

function toLine({ name, status, tookMs, askedOf, reasons, advice }: JourneyStep): string {
  const time = tookMs === undefined ? '' : `${tookMs} ms`;
  const told = [askedOf && `asked of ${askedOf}`, reasons.join(', '), advice && `next: ${advice}`].filter(Boolean);
  return `  ${name.padEnd(14)} ${status.padEnd(8)} ${time.padStart(9)}  ${told.join('; ')}`.trimEnd();
}

/** A journey with its timeline, as a person reads it. */
export function toLines(journey: Journey): readonly string[] {
  const { id, state, programme, applicant, maker, approver, assurance, provisional, openimis, systemMs } = journey;
  const since = Date.parse(journey.createdAt);
  return [
    `Journey ${id}`,
    `  state          ${state}${provisional ? ' (provisional: no payment before the missing check)' : ''}`,
    `  programme      ${programme.name} (${programme.code})`,
    applicant
      ? `  applicant      ${applicant.givenName} ${applicant.surname}, born ${applicant.birthDate.date}`
      : `  applicant      erased on ${journey.erasedAt}`,
    `  assurance      ${assurance}`,
    `  maker          ${maker ?? '—'}, approver ${approver ?? '—'}`,
    `  openIMIS       individual ${openimis.individualId ?? '—'}, beneficiary ${openimis.beneficiaryId ?? '—'}`,
    `  system time    ${systemMs} ms`,
    `  correlation id ${journey.correlationId}`,
    'Steps',
    ...journey.steps.map(toLine),
    'Timeline',
    ...journey.timeline.map(
      ({ at, what, who, sinceMs }) =>
        `  ${at}  +${String(Date.parse(at) - since).padStart(6)} ms (${String(sinceMs).padStart(6)})  ${what.padEnd(22)} ${who}`,
    ),
    ...(journey.allowedActions.length > 0 ? [`Possible now: ${journey.allowedActions.join(', ')}`] : []),
  ];
}
