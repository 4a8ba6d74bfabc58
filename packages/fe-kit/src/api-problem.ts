import { errorCatalogue, type ErrorCode } from '@interlink/contracts/errors';
import type { UiLanguage } from './language.js';

/** `lost`: no answer came, so nobody knows whether it was done. `unknown`: an answer that no catalogue has. */
export type ProblemCode = ErrorCode | 'lost' | 'unknown';

/** A refusal of the API, as plain data: it is kept in the store. */
export interface ApiProblem {
  readonly code: ProblemCode;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly correlationId?: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;
}

/** The only error that the API client throws. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(readonly problem: ApiProblem) {
    super(problem.code);
  }
}

/** What failed as a problem, whatever was thrown: a saga must always end in an `_ERR`. */
export function toProblem(thrown: unknown): ApiProblem {
  return thrown instanceof ApiError ? thrown.problem : { code: 'unknown', status: 0, details: {} };
}

export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorCatalogue, code);
}

/** A code that is kept with something, in words; what is no code of ours as it is. */
export const codeText = (code: string, language: UiLanguage): string =>
  isErrorCode(code) ? errorCatalogue[code][language] : code;

/** What happened and what to do next; undefined for what only the kit's own texts can say. */
export function problemText(problem: ApiProblem, language: UiLanguage): string | undefined {
  return isErrorCode(problem.code) ? errorCatalogue[problem.code][language] : undefined;
}
