import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { compactVerify, decodeProtectedHeader } from 'jose';
import type { BusinessClock } from '../common/clock.js';
import type { BankAccount } from '../common/country.js';
import { openJournal } from '../common/journal.js';
import { findKey } from '../common/keys.js';
import { watchOwnErrors } from '../common/own-errors.js';
import { accountDays, openBooks, type Accepted, type BankProfile, type Books } from './books.js';
import { readPaymentMessage } from './message.js';
import { schemaProblem } from './schema.js';
import { writeCamt053, writePain002 } from './writers.js';

export interface BankPaymentsOptions {
  /** Journals. */
  readonly folder: string;
  readonly businessClock: BusinessClock;
  readonly accounts: readonly BankAccount[];
  /** PEM; `ca` is the authority of those who may connect. */
  readonly tls: { readonly key: string; readonly cert: string; readonly ca: string };
  /** File with Interlink's public keys. */
  readonly registeredJwks: string;
  /** The public schema of pain.001.001.09, taken at install time. */
  readonly xsdFile: string;
  readonly profile: BankProfile;
}

/** The bank as one pays through it: mutual TLS, signed files, status reports, statements at the end of a business day. */
export function openBankPayments(options: BankPaymentsOptions): FastifyInstance {
  const { tls, folder, accounts, profile, businessClock } = options;
  const https = { ...tls, requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.2' as const };
  const app = fastify({ https, bodyLimit: 20_000_000 }) as unknown as FastifyInstance;
  watchOwnErrors('bank-payments', app);
  app.addContentTypeParser('application/xml', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  const books = openBooks(openJournal<Accepted>(folder, 'bank-payments'), accounts, profile);
  const today = () => businessClock.now().toISOString().slice(0, 10);

  app.post('/payments/pain001', async (request, reply) => {
    const bytes = request.body as Buffer;
    if (!(await isSigned(String(request.headers['x-jws-signature']), bytes, options.registeredJwks))) {
      return reply.code(401).send({ error: 'signature_invalid' });
    }
    const problem = schemaProblem(bytes.toString('utf8'), options.xsdFile);
    if (problem !== undefined) return reply.code(400).send({ error: 'schema', problem });
    return accept(books, options, reply, bytes, String(request.headers['idempotency-key']), today());
  });
  app.get<{ Params: { messageId: string } }>('/payments/:messageId/pain002', async ({ params }, reply) => {
    const file = books.accepted.entries.find(({ message }) => message.messageId === params.messageId);
    if (!file) return reply.code(404).send({ error: 'unknown_message' });
    const verdicts = file.message.instructions.map((instruction) => ({
      instruction,
      verdict: books.verdictOf(file, instruction, today()),
    }));
    const states = createHash('sha256')
      .update(JSON.stringify(verdicts.map(({ verdict }) => verdict)))
      .digest('hex');
    // The same state of things is the same report, however often it is fetched.
    const report = {
      id: `R${params.messageId.slice(1, 17)}${states.slice(0, 16)}`,
      at: `${today()}T12:00:00Z`,
      profile,
    };
    return reply.type('application/xml').send(writePain002(file, verdicts, report));
  });
  statementRoutes(app, books, options, today);
  return app;
}

function accept(
  books: Books,
  { profile }: BankPaymentsOptions,
  reply: FastifyReply,
  bytes: Buffer,
  key: string,
  receivedOn: string,
) {
  const message = readPaymentMessage(bytes.toString('utf8'));
  if (message.messageId !== key) return reply.code(400).send({ error: 'idempotency_key_is_the_message_id' });
  if (Number(message.count) !== message.instructions.length) return reply.code(400).send({ error: 'AM19' });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const earlier = books.accepted.entries.find((one) => one.message.messageId === message.messageId);
  if (earlier && profile !== 'worst') {
    if (earlier.sha256 !== sha256) return reply.code(422).send({ error: 'DU01' });
    return reply.code(202).send({ messageId: message.messageId });
  }
  books.accepted.append({ receivedOn, sha256, message });
  return reply.code(202).send({ messageId: message.messageId });
}

function statementRoutes(
  app: FastifyInstance,
  books: Books,
  { profile }: BankPaymentsOptions,
  today: () => string,
): void {
  // The worst bank has yesterday's statement only the day after tomorrow.
  const until = () =>
    profile === 'worst' ? new Date(Date.parse(today()) - 86_400_000).toISOString().slice(0, 10) : today();
  const daysOf = (account: string) => accountDays(books.movementsOf(account), until());
  const idOf = (account: string, sequence: number) => `S-${account}-${sequence}`;
  app.get<{ Params: { number: string }; Querystring: { after?: string } }>(
    '/accounts/:number/statements',
    async ({ params: { number }, query }) => ({
      statements: daysOf(number)
        .filter(({ sequence }) => sequence > Number(query.after ?? 0))
        .map(({ sequence }) => ({ id: idOf(number, sequence), sequence })),
    }),
  );
  app.get<{ Params: { id: string } }>('/statements/:id', async ({ params: { id } }, reply) => {
    const [, account = '', sequence] = /^S-(.+)-(\d+)$/.exec(id) ?? [];
    const day = daysOf(account).find((one) => one.sequence === Number(sequence));
    if (!day) return reply.code(404).send({ error: 'unknown_statement' });
    return reply.type('application/xml').send(writeCamt053(account, day, id, profile));
  });
}

/** A detached JWS by a registered key over exactly these bytes. */
async function isSigned(jws: string, bytes: Buffer, registeredJwks: string): Promise<boolean> {
  try {
    const { kid = '' } = decodeProtectedHeader(jws);
    const key = await findKey(registeredJwks, kid);
    if (!key || !jws.includes('..')) return false;
    await compactVerify(jws.replace('..', `.${bytes.toString('base64url')}.`), key, { algorithms: ['EdDSA'] });
    return true;
  } catch {
    // Whatever is wrong with it, it is not a signature of this file.
    return false;
  }
}

/** What `npm start` has put into the state folder; undefined when it made no certificates. */
export function readBankFiles(stateDir: string): Pick<BankPaymentsOptions, 'tls' | 'xsdFile'> | undefined {
  const tlsFolder = path.join(stateDir, 'tls');
  const xsdFile = path.join(stateDir, 'schemas', 'pain.001.001.09.xsd');
  if (!existsSync(path.join(tlsFolder, 'server.crt')) || !existsSync(xsdFile)) return undefined;
  const read = (name: string) => readFileSync(path.join(tlsFolder, name), 'utf8');
  return { tls: { key: read('server.key'), cert: read('server.crt'), ca: read('ca.crt') }, xsdFile };
}
