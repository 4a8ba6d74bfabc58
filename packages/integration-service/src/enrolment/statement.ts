import { createHash } from 'node:crypto';
import { canonicalStatement } from '@interlink/domain/enrolment/approval-statement';

/** SHA-256 of the RFC 8785 form, hex: what an approval names (S10). */
export function hashOfStatement(text: Readonly<Record<string, string>>): string {
  return createHash('sha256').update(canonicalStatement(text), 'utf8').digest('hex');
}
