/** The part that one step of the interview fills. */
export const STEP_ANCHOR = 'il-intake-step';

/** Where a question stands on the page; `member` from 0, absent: of the household. */
export const anchorOf = (question: string, member?: number): string =>
  member === undefined ? `il-q-${question}` : `il-q-${member}-${question}`;

/** Takes the focus to the answer of a question, or to the first of a part of the page. */
export function focusQuestion(anchor: string): void {
  const place = document.getElementById(anchor);
  (place?.querySelector<HTMLElement>('input, select, textarea') ?? place)?.focus();
}
