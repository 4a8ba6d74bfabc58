/** All but the last four characters hidden; a value of four or fewer is hidden whole. */
export function mask(value: string): string {
  const letters = [...value];
  const shown = letters.length > 4 ? 4 : 0;
  return '•'.repeat(letters.length - shown) + letters.slice(letters.length - shown).join('');
}

/** `A. N.`: what an SMS may show of a name. */
export function initials(givenName: string, surname: string): string {
  return [givenName, surname]
    .map((name) => [...name.trim()][0])
    .filter((letter) => letter !== undefined)
    .map((letter) => `${letter.toLocaleUpperCase()}.`)
    .join(' ');
}

/** A reference a person can read out: the last eight of the journey's id, which are its random part. */
export function publicReference(journeyId: string): string {
  return journeyId.replaceAll('-', '').slice(-8).toUpperCase();
}
