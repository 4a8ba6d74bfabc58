import { createHash, randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { BankAccount } from '../common/country.js';
import { openJournal } from '../common/journal.js';
import { openPartnerServer, takeFault, textOf, type PartnerTools } from '../common/partner-server.js';
import type { FaultKind } from '../common/partners.js';
import { compileSchema, parseJson } from '../common/schema.js';
import { openTokenEndpoint, type Client } from '../common/token-endpoint.js';
import { compareNames } from './names.js';

interface Question {
  readonly accountNumber: string;
  readonly accountName: string;
  readonly requestId: string;
}

interface Answer {
  readonly requestId: string;
  readonly result: 'MATCH' | 'CLOSE_MATCH' | 'NO_MATCH' | 'NOT_POSSIBLE';
  readonly accountStatus: 'OPEN' | 'CLOSED' | 'BLOCKED' | 'UNKNOWN';
  readonly reference: string;
}

const problemOf = compileSchema({
  type: 'object',
  required: ['accountNumber', 'accountName', 'requestId'],
  additionalProperties: false,
  properties: {
    accountNumber: { type: 'string', pattern: '^[0-9A-Za-z]{4,34}$' },
    accountName: { type: 'string', minLength: 1, maxLength: 200 },
    requestId: { type: 'string', minLength: 1, maxLength: 100 },
  },
});

const STATUSES = { open: 'OPEN', closed: 'CLOSED', blocked: 'BLOCKED' } as const;

/** Whether an account is open and held under a name; the holder's name itself is never told. */
export function openAccountCheck(
  tools: PartnerTools,
  client: Client,
  accounts: readonly BankAccount[],
): FastifyInstance {
  const app = openPartnerServer('bank', tools);
  const bearerOf = openTokenEndpoint(app, { path: '/oauth2/token', client, clock: tools.clock });
  const byNumber = new Map(accounts.map((account) => [account.number, account]));
  const checks = openJournal<{ questionHash: string; answer: Answer }>(tools.folder, 'bank-checks');

  app.post('/accounts/verify', { config: { operation: 'verify' } }, async (request, reply) => {
    if (bearerOf(request) === undefined) return reply.code(401).send({ error: 'invalid_token' });
    const question = parseJson(textOf(request)) as Question;
    const problem = problemOf(question);
    if (problem !== undefined) return reply.code(400).send({ error: 'invalid_request', problem });
    const questionHash = hashOf(question);
    const known = checks.entries.find(({ answer }) => answer.requestId === question.requestId);
    if (known && known.questionHash !== questionHash) return reply.code(409).send({ error: 'request_id_in_use' });
    const answer = known?.answer ?? answerTo(question, byNumber.get(question.accountNumber));
    if (!known) checks.append({ questionHash, answer });
    return spoil(answer, takeFault('bank', tools, request, 'wrong-person', 'closed-account'));
  });
  return app;
}

function answerTo({ requestId, accountName }: Question, account: BankAccount | undefined): Answer {
  const reference = `VER-${randomUUID()}`;
  if (!account) return { requestId, result: 'NOT_POSSIBLE', accountStatus: 'UNKNOWN', reference };
  const result = compareNames(accountName, account.holder);
  return { requestId, result, accountStatus: STATUSES[account.status], reference };
}

/** What is told, not what is kept: the next time the bank says what it knows. */
function spoil(answer: Answer, fault: FaultKind | undefined): Answer {
  if (fault === 'closed-account') return { ...answer, accountStatus: 'CLOSED' };
  return fault === 'wrong-person' ? { ...answer, requestId: randomUUID() } : answer;
}

function hashOf({ accountNumber, accountName }: Question): string {
  return createHash('sha256')
    .update(JSON.stringify([accountNumber, accountName]))
    .digest('hex');
}
