import type { VerificationKind, VerificationResult } from '@interlink/contracts/verification/result';
import type { QuestionContext, VerifierAnswer } from '@interlink/contracts/verification/verifier';
import { canonicalJson } from '@interlink/domain/interconnection/canonical-json';
import { OutgoingError } from '../interconnection/service.js';
import type { Actor } from '../platform/actor.js';
import type { Clock } from '../platform/clock.js';
import type { InTransaction } from '../platform/transaction.js';
import type { Vault } from '../platform/vault.js';
import { toResult, type AskedAbout, type KeptResult, type ResultStore } from './store.js';

export interface CheckDeps {
  readonly clock: Clock;
  readonly inTransaction: InTransaction;
  readonly store: ResultStore;
  readonly vault: Vault;
}

/** One question to one source. */
export interface Check<Question, Attributes> {
  readonly kind: VerificationKind;
  readonly source: string;
  readonly validSeconds: number;
  readonly ask: (question: Question, context: QuestionContext) => Promise<VerifierAnswer<Attributes>>;
}

interface About {
  readonly subjectId: string;
  readonly requestId: string;
  readonly actor: Actor;
}

// A repeat after a crash comes within minutes; after that a "no" is history.
const REPEAT_MS = 600_000;

/** Answers from what is kept when that still holds, else asks, keeps and answers. */
export async function runCheck<Question extends object, Attributes>(
  check: Check<Question, Attributes>,
  question: Question & About,
  deps: CheckDeps,
): Promise<{ readonly result: VerificationResult; readonly attributes?: Attributes | undefined }> {
  const { subjectId, requestId, actor, ...inputs } = question;
  const asked: AskedAbout = {
    subjectId,
    requestId,
    kind: check.kind,
    source: check.source,
    inputs: deps.vault.blindIndex('verification', canonicalJson(inputs, 'as-is')),
  };
  const kept = await deps.store.findReusable(asked, deps.clock.now());
  if (kept) return reuse<Attributes>(kept, actor, deps);
  const started = deps.clock.now();
  const answer = await answerOf(() => check.ask(question, { requestId, cause: { actor, subjectId } }));
  const row = await keep(asked, answer, { started, actor, validSeconds: check.validSeconds }, deps);
  return { result: toResult(row, false), attributes: answer.attributes };
}

/** Nobody answered, in the words of a result. Anything else that is thrown is a mistake of ours. */
export async function answerOf<Attributes>(
  ask: () => Promise<VerifierAnswer<Attributes>>,
): Promise<VerifierAnswer<Attributes>> {
  try {
    return await ask();
  } catch (thrown) {
    if (!(thrown instanceof OutgoingError)) throw thrown;
    const reason = thrown.reason === 'timed-out' ? 'timed-out' : 'unreachable';
    return {
      outcome: 'unavailable',
      reasons: [reason],
      evidence: { signature: 'absent' },
      proof: { why: thrown.reason },
    };
  }
}

interface Keeping {
  readonly started: Date;
  readonly actor: Actor;
  readonly validSeconds: number;
}

/** Writes the result and its audit entry; `also` commits with them. */
export function keep(
  asked: AskedAbout,
  answer: VerifierAnswer<unknown>,
  { started, actor, validSeconds }: Keeping,
  { clock, inTransaction, store }: CheckDeps,
  also: (tx: Parameters<Parameters<InTransaction>[1]>[0], row: KeptResult) => Promise<void> = () => Promise.resolve(),
): Promise<KeptResult> {
  const checkedAt = clock.now();
  const holdsMs = answer.outcome === 'verified' ? validSeconds * 1000 : REPEAT_MS;
  const time = {
    checkedAt,
    expiresAt: new Date(checkedAt.getTime() + (answer.outcome === 'unavailable' ? 0 : holdsMs)),
    tookMs: Math.max(0, checkedAt.getTime() - started.getTime()),
  };
  return inTransaction(actor, async (tx) => {
    const row = await store.add(tx, asked, answer, time);
    tx.audit({
      stream: `subject:${asked.subjectId}`,
      action: 'verification.check',
      subject: asked.subjectId,
      body: { resultId: row.id, kind: row.kind, source: row.source, outcome: row.outcome, reasons: row.reasons },
    });
    await also(tx, row);
    return row;
  });
}

/** What was kept is read again: that too is a read of a person (S6). */
async function reuse<Attributes>(kept: KeptResult, actor: Actor, { inTransaction, store }: CheckDeps) {
  await inTransaction(actor, (tx) => {
    const body = { resultId: kept.id, kind: kept.kind, source: kept.source };
    tx.audit({ stream: `subject:${kept.subjectId}`, action: 'verification.reuse', subject: kept.subjectId, body });
    return Promise.resolve();
  });
  return { result: toResult(kept, true), attributes: await store.openAttributes<Attributes>(kept) };
}
