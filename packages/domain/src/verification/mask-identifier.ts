const SHOWN = 4;

/** All but the last four characters hidden; a short one is hidden whole. */
export function maskIdentifier(identifier: string): string {
  const letters = [...identifier];
  const hidden = letters.length > SHOWN ? letters.length - SHOWN : letters.length;
  return '•'.repeat(hidden) + letters.slice(hidden).join('');
}
