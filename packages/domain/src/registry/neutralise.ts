/**
 * A text as people may open it in a spreadsheet (S17): what a spreadsheet would take for a formula begins with an
 * apostrophe. Never for a file that a machine reads: there it would be another account.
 */
export function neutralise(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
