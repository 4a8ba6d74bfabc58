import { problemText, type ApiProblem } from './api-problem.js';
import type { TextReader } from './texts.js';

/** What happened and what to do next, in the language of who reads the kit's texts. */
export function problemWords(problem: ApiProblem, { text, language }: TextReader): string {
  return problemText(problem, language) ?? text(problem.code === 'lost' ? 'error.lost' : 'error.unknown');
}
