import { join } from 'node:path';
import { SignedTreeHead } from '@interlink/contracts/audit/tree-head';
import type { AuditVerdict, Tamper, TamperCode } from '@interlink/contracts/audit/verdict';
import { Value } from 'typebox/value';
import { loadTrustedKeys } from '../audit/seal-key.js';
import { verifyLog } from '../audit/verify.js';
import { auditLogVerb } from './audit-log.js';
import { openDatabase } from '../platform/database.js';
import { readEnvironment, required } from '../platform/environment.js';
import { CliError, type Verb } from './cli.js';
import { readText } from './files.js';
import { parseJson } from '../platform/json.js';

interface VerifyArguments {
  readonly anchor?: string;
  readonly key?: string;
}

export const auditVerb: Verb = (program, cli) => {
  const audit = program.command('audit').description('the access and action log');
  auditLogVerb(audit, cli);
  audit
    .command('verify')
    .description('read the whole log and name every tamper (needs DATABASE_URL)')
    .option('--anchor <file>', 'a tree head from a witness: proves completeness up to it')
    .option('--key <file>', 'public seal keys, JWK or JWKS (default: audit-seal.jwk of INTERLINK_SECRETS_DIR)')
    .option('--json', 'answer in JSON')
    .action(async (given: VerifyArguments) => {
      const { environment, show } = cli();
      const { databaseUrl, secretsDir } = await readEnvironment(environment);
      const keys = await loadTrustedKeys(given.key ?? join(secretsDir, 'audit-seal.jwk'));
      const anchor = given.anchor === undefined ? undefined : await readAnchor(given.anchor);
      const connectionString = required(databaseUrl, 'DATABASE_URL');
      const database = openDatabase({ connectionString, name: 'interlink-audit-verify', maxConnections: 2 });
      try {
        const verdict = await verifyLog({ database, keys, ...(anchor && { anchor }) });
        show(verdict, () => toLines(verdict));
        if (verdict.tampers.length > 0) throw new CliError('The log was tampered with.');
      } finally {
        await database.close();
      }
    });
};

async function readAnchor(path: string): Promise<SignedTreeHead> {
  const text = await readText(path);
  const value = parseJson(text);
  if (!Value.Check(SignedTreeHead, value)) throw new CliError(`${path} does not hold a signed tree head.`, 2);
  return { head: value.head, signature: value.signature };
}

const sentences: Readonly<Record<TamperCode, string>> = {
  'body-altered': 'a body was altered',
  'entries-swapped': 'an entry stands in the place of another',
  'entry-altered': 'an entry was altered',
  'entry-inserted': 'an entry was inserted',
  'entry-missing': 'an entry was deleted',
  'head-altered': 'a seal was altered',
  'head-re-signed': 'a seal was made with a key that does not count',
  'heads-not-linked': 'a seal does not follow from the one before it',
  'older-than-anchor': 'the log is older than the anchor: something was restored over it',
  'shard-deleted': 'a whole chain was deleted',
  'suffix-rehashed': 'entries under a seal were written again',
  'tail-deleted': 'the newest entries were deleted',
  'two-heads-of-one-size': 'there are two histories of one size',
};

function toLines(verdict: AuditVerdict): readonly string[] {
  const { entries, heads, erasedBodies, tampers, provenSize } = verdict;
  const read = `${entries} entries in 16 chains, ${heads} seals, ${erasedBodies} erased bodies.`;
  if (tampers.length > 0) return [read, ...tampers.map(toLine)];
  if (provenSize === undefined) return [read, 'Consistent; completeness not proven (give --anchor).'];
  return [read, `Consistent, and complete up to entry ${provenSize}.`];
}

function toLine({ code, shard, at }: Tamper): string {
  const place = [shard === undefined ? '' : `chain ${shard}`, at === undefined ? '' : `at ${at}`].filter(Boolean);
  return `TAMPERED  ${code}: ${sentences[code]}${place.length > 0 ? ` (${place.join(', ')})` : ''}`;
}
