import { problemText, type ApiProblem } from './api-problem.js';
import type { TextReader } from './texts.js';

/** What happened and what to do next, in the language of who reads the kit's texts. */
export function problemWords(problem: ApiProblem, { text, language }: TextReader): string {
  const own = problemText(problem, language);
  if (own !== undefined) return own;
  if (problem.code === 'lost') return text('error.lost');
  return text(problem.correlationId === undefined ? 'error.unreferenced' : 'error.unknown');
}
