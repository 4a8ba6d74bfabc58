import { createHash } from 'node:crypto';
import type { VerificationKind, VerificationResult } from '@interlink/contracts/verification/result';
import type { VerifierAnswer } from '@interlink/contracts/verification/verifier';
import type { Selectable } from 'kysely';
import { toJson, type DbHandle } from '../platform/database.js';
import type { Ids } from '../platform/ids.js';
import type { Tx } from '../platform/transaction.js';
import type { SealedPlace, Vault } from '../platform/vault.js';
import type { ResultRow, VerificationTables } from './tables.js';

/** What a result is about and which question it answers. */
export interface AskedAbout {
  readonly subjectId: string;
  readonly kind: VerificationKind;
  readonly source: string;
  readonly requestId: string;
  readonly inputs: string;
}

export type KeptResult = Selectable<ResultRow>;

/** Results and their evidence; personal values only under the subject's key (S15). */
export interface ResultStore {
  /** Writes in the caller's transaction and gives the row as it will be read. */
  add(
    tx: Tx,
    asked: AskedAbout,
    answer: VerifierAnswer<unknown>,
    time: { checkedAt: Date; expiresAt: Date; tookMs: number },
  ): Promise<KeptResult>;
  /** The newest answer to the same question that still holds; never one that says `unavailable`. */
  findReusable(asked: AskedAbout, now: Date): Promise<KeptResult | undefined>;
  get(subjectId: string, id: string): Promise<KeptResult>;
  /** Oldest first. */
  list(subjectId: string): Promise<KeptResult[]>;
  /** Undefined when there were none, or the subject's key was destroyed. */
  openAttributes<Attributes>(row: KeptResult): Promise<Attributes | undefined>;
}

const TABLE = 'verification.result';
/** Of the keys under which all is kept that was said of somebody. */
export const PURPOSE = 'verification';

export function postgresResultStore(database: DbHandle, vault: Vault, ids: Ids): ResultStore {
  const rows = () => database.db<VerificationTables>().selectFrom(TABLE).selectAll();
  return {
    add: (tx, asked, answer, time) => addResult(tx, vault, { ...asked, ...time, id: ids.next() }, answer),
    findReusable: ({ subjectId, kind, source, requestId, inputs }, now) =>
      rows()
        .where('subjectId', '=', subjectId)
        .where('kind', '=', kind)
        .where('source', '=', source)
        .where('inputs', '=', inputs)
        .where('outcome', '!=', 'unavailable')
        .where('expiresAt', '>', now)
        // A "no" is given again to a repeat of the request; whoever asks anew is answered anew.
        .where((is) => is.or([is('outcome', '=', 'verified'), is('requestId', '=', requestId)]))
        .orderBy('checkedAt', 'desc')
        .orderBy('id', 'desc')
        .executeTakeFirst(),
    get: (subjectId, id) => rows().where('subjectId', '=', subjectId).where('id', '=', id).executeTakeFirstOrThrow(),
    list: (subjectId) => rows().where('subjectId', '=', subjectId).orderBy('checkedAt').orderBy('id').execute(),
    async openAttributes<Attributes>(row: KeptResult) {
      if (row.attributes === null) return undefined;
      const text = await vault.open(database, placeOf(row, 'attributes'), row.attributes);
      return text === undefined ? undefined : (JSON.parse(text) as Attributes);
    },
  };
}

type NewResult = AskedAbout & Pick<KeptResult, 'id' | 'checkedAt' | 'expiresAt' | 'tookMs'>;

async function addResult(tx: Tx, vault: Vault, start: NewResult, answer: VerifierAnswer<unknown>): Promise<KeptResult> {
  const { raw, signature } = answer.evidence;
  // Of whom was erased is kept what was found, and nothing of what was said.
  const isErased = (await vault.erasedAmong(tx, [start.subjectId], PURPOSE)).size > 0;
  const seal = (column: string, text: string | undefined) =>
    text === undefined || isErased ? null : vault.seal(tx, placeOf(start, column), text);
  const row: KeptResult = {
    ...start,
    outcome: answer.outcome,
    reasons: [...answer.reasons],
    signature,
    evidenceSha256: raw === undefined || isErased ? null : createHash('sha256').update(raw).digest('hex'),
    evidence: await seal('evidence', raw && Buffer.from(raw).toString('base64')),
    attributes: await seal(
      'attributes',
      answer.attributes === undefined ? undefined : JSON.stringify(answer.attributes),
    ),
    proof: answer.proof,
  };
  await tx
    .db<VerificationTables>()
    .insertInto(TABLE)
    .values({ ...row, proof: toJson(row.proof) })
    .execute();
  return row;
}

function placeOf({ subjectId, id }: Pick<KeptResult, 'subjectId' | 'id'>, column: string): SealedPlace {
  return { table: TABLE, column, rowId: id, subjectId, purpose: PURPOSE };
}

/** What may be told of a row: no personal value. */
export function toResult(row: KeptResult, reused: boolean): VerificationResult {
  return {
    id: row.id,
    kind: row.kind,
    outcome: row.outcome,
    reasons: row.reasons,
    source: row.source,
    checkedAt: row.checkedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    tookMs: row.tookMs,
    reused,
    evidence: { ...(row.evidenceSha256 === null ? {} : { sha256: row.evidenceSha256 }), signature: row.signature },
  };
}
