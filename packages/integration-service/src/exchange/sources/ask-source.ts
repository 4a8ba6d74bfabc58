import { recordTypes, type DciRole } from '@interlink/contracts/exchange/dci/role';
import type { RegistryEvidence, RegistryOutcome, RegistryPort } from '@interlink/contracts/exchange/registry-port';
import type { AgreementDecision } from '@interlink/contracts/interconnection/agreement';
import type { ExchangeCause } from '@interlink/contracts/interconnection/partner-port';
import type { Identifier } from '@interlink/contracts/registry/values';
import { combineAnswers, failureOf, refused, type Answered } from '@interlink/domain/exchange/client/asked-source';
import { fromTold, type ReadRecord } from '@interlink/domain/exchange/records/from-dci';
import { isAbout } from '@interlink/domain/exchange/records/is-about';
import { isTelling } from '@interlink/domain/registry/telling';
import { isVolumeUsedUp, type Inbound } from '../../interconnection/service.js';
import type { Platform } from '../../platform/platform.js';
import type { Registry } from '../../registry/service.js';
import { permitOutcome, permitRequest } from '../client/permit-outcome.js';
import { stateRecord, toToldRecord } from './state-record.js';

export interface AskDeps {
  readonly platform: Platform;
  readonly inbound: Pick<Inbound, 'findAgreement' | 'record'>;
  readonly registry: Pick<Registry, 'ingestWithin'>;
}

/** A source of the registry that is also asked. */
export interface AskableSource {
  /** Its code among the sources, and that of its partner. */
  readonly source: string;
  readonly role: DciRole;
  readonly port: Pick<RegistryPort, 'search'>;
  readonly identifiers: readonly string[];
}

export interface AskedPerson {
  readonly cause: ExchangeCause;
  readonly identifiers: readonly Identifier[];
}

type Permit = Extract<AgreementDecision, { allowed: true }>;

/** More than one system has of one person. */
const PAGE = 25;

/**
 * Asks a source about one person by the numbers that it may be told, and keeps what it says as its own statements: what
 * it no longer says stays. Whatever it does or fails to do is an answer. No agreement in force: it is not asked.
 */
export async function askSource(deps: AskDeps, of: AskableSource, person: AskedPerson): Promise<Answered> {
  const { cause, identifiers } = person;
  const numbers = identifiers.filter((one) => of.identifiers.includes(one.type) && isTelling(one));
  if (numbers.length === 0) return { outcome: 'not-asked', records: 0 };
  const answers: Answered[] = [];
  for (const number of numbers) {
    const answer = await askBy(deps, of, cause, number);
    answers.push(answer);
    // Whoever does not answer is not waited for once more.
    if (answer.outcome === 'unavailable') break;
  }
  return combineAnswers(answers);
}

async function askBy(deps: AskDeps, of: AskableSource, cause: ExchangeCause, number: Identifier): Promise<Answered> {
  const { platform, inbound } = deps;
  const question = { query: { by: 'identifier', ...number }, pageSize: PAGE } as const;
  const request = { kind: 'search', question } as const;
  const asked = { partner: of.source, role: of.role };
  const may = await permitRequest(inbound, cause, asked, request);
  if (!may?.allowed) return notAgreed(may?.refusal);
  const since = platform.clock.now();
  const found = await of.port.search({ question, requestId: `refresh:${platform.ids.next()}`, cause });
  const call = { cause, since, evidence: found.evidence };
  const failure = failureOf(found);
  if (failure || found.kind !== 'records') return noted(deps, of, call, may, failure ?? refused('malformed'));
  const told = readAbout(of.role, found, number);
  if ('outcome' in told) return noted(deps, of, call, may, told);
  const permit = await permitOutcome(inbound, cause, asked, { request, outcome: found, operation: 'sync-search' });
  if (permit?.allowed === false) return noted(deps, of, call, may, notAgreed(permit.refusal));
  return keep(deps, of, call, { told, permit: permit ?? may, hasMore: found.total > found.records.length });
}

/** All of it must be understood, and be about whoever was asked for: a source that errs in one thing is not believed. */
function readAbout(
  role: DciRole,
  { records }: Extract<RegistryOutcome, { kind: 'records' }>,
  number: Identifier,
): readonly ReadRecord[] | Answered {
  if (records.length > PAGE) return refused('malformed');
  const reads: ReadRecord[] = [];
  for (const record of records) {
    const told = toToldRecord(Object.values(recordTypes[role])[0], record);
    if (!told) return refused('malformed');
    reads.push(fromTold(told));
  }
  const isSomebodyElse = reads.some((read) => !('records' in read) || !isAbout(read.records, number));
  return isSomebodyElse ? refused('other-person') : reads;
}

interface Call extends RegistryEvidence {
  readonly cause: ExchangeCause;
  readonly since: Date;
}

interface Kept {
  readonly told: readonly ReadRecord[];
  readonly permit: Permit;
  readonly hasMore: boolean;
}

/** What it said and that it said it are kept together, or neither. */
async function keep(deps: AskDeps, of: AskableSource, call: Call, { told, permit, hasMore }: Kept): Promise<Answered> {
  const { platform, inbound, registry } = deps;
  try {
    return await platform.inTransaction(call.cause.actor, async (tx) => {
      const stated = [];
      for (const read of told) stated.push(await stateRecord(tx, registry, of.source, read));
      const taken = stated.flatMap((one) => ('refused' in one ? [] : [one]));
      const isNews = taken.some(({ news }) => news > 0);
      const answer: Answered =
        taken.length < stated.length && !isNews
          ? refused('not-kept')
          : {
              ...{ outcome: isNews ? 'read' : 'unchanged', records: taken.length },
              ...(hasMore && { reason: 'more-there' }),
            };
      await inbound.record(tx, entryOf(of, call, permit, answer));
      return answer;
    });
  } catch (thrown) {
    // More came than the agreement leaves for the day: none of it is used.
    if (isVolumeUsedUp(thrown)) return notAgreed('volume-used-up');
    throw thrown;
  }
}

const notAgreed = (reason: string | undefined): Answered => ({
  ...{ outcome: 'not-agreed', records: 0 },
  ...(reason !== undefined && { reason }),
});

/** What nothing is kept of is on the page of exchanges all the same. */
async function noted(
  { platform, inbound }: AskDeps,
  of: AskableSource,
  call: Call,
  permit: Permit,
  answer: Answered,
): Promise<Answered> {
  await platform.inTransaction(call.cause.actor, (tx) => inbound.record(tx, entryOf(of, call, permit, answer)));
  return answer;
}

function entryOf({ source, role }: AskableSource, { cause, since, evidence }: Call, agreement: Permit, said: Answered) {
  return {
    ...({ partner: source, direction: 'out', operation: `${role}-refresh` } as const),
    ...{ result: said.outcome, refusal: said.reason, agreement, since, messageId: evidence.messageId },
    ...{ subjects: [cause.subjectId], records: said.records },
    ...{ signature: evidence.signature, bytes: evidence.raw?.length ?? 0 },
  };
}
