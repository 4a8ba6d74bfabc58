/** A whole number of a body or a form; NaN for anything else: JavaScript makes numbers of lists and truths, too. */
export function wholeOf(given: unknown): number {
  if (typeof given === 'number') return Number.isInteger(given) ? given : Number.NaN;
  return typeof given === 'string' && /^-?\d+$/.test(given) ? Number(given) : Number.NaN;
}
