import { canonicalJson } from '../interconnection/canonical-json.js';
import { toHex, type Sha256 } from './hashing.js';

/** What an approver approves: all that decides which money goes where (A1.5). */
export interface ApprovedStatement {
  readonly deployment: string;
  readonly batchId: string;
  readonly root: string;
  readonly count: number;
  /** Decimal text. */
  readonly total: string;
  readonly currency: string;
  readonly debtorAccount: string;
  readonly debtorAgent: string;
  readonly executionDate: string;
  readonly format: string;
  readonly ruleSetVersion: string;
}

/** Version of the rules of this folder that a statement names; a change of a rule changes it. */
export const RULE_SET_VERSION = '2026-1';

/** The canonical text that is shown, kept and hashed. */
export function statementText(statement: ApprovedStatement): string {
  return canonicalJson(statement, 'as-is');
}

/** Hex of the statement's SHA-256; an approval names it. */
export function statementHash(statement: ApprovedStatement, sha256: Sha256): string {
  return toHex(sha256(statementText(statement)));
}
