const BY_OFFICER = 'officer: ';

/** The reason of a line that an officer left out of a batch: what they said, without names. */
export const leftOutByOfficer = (note: string): string => `${BY_OFFICER}${note}`;

/** What an officer said of a line that is left out; undefined of one that a rule left out. */
export const officerNoteOf = (reason: string): string | undefined =>
  reason.startsWith(BY_OFFICER) ? reason.slice(BY_OFFICER.length) : undefined;
