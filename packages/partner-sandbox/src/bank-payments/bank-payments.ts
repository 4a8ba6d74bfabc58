import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { decodeProtectedHeader, flattenedVerify, type JWK } from 'jose';
import type { BusinessClock } from '../common/clock.js';
import type { BankAccount } from '../common/country.js';
import { openJournal } from '../common/journal.js';
import { findKey } from '../common/keys.js';
import { openPartnerServer, textOf, type PartnerTools } from '../common/partner-server.js';
import { openedBy } from './envelope.js';
import { openBooks, type Accepted, type Books, type Verdict } from './books.js';
import { viewBooks } from './books-view.js';
import { isBulkFile, readBulkFile } from './bulk-file.js';
import { writeBulkStatus } from './bulk-status-writer.js';
import { writeCamt029 } from './camt-029-writer.js';
import type { Conduct } from './conduct.js';
import { notificationRoutes } from './notifications.js';
import { readPaymentMessage, type PaymentMessage, type Totals } from './message.js';
import { writePain002 } from './pain-002-writer.js';
import { TRAITS, type BankProfile, type Traits } from './profiles.js';
import { isRecall, takeRecall, type TakenRecall } from './recalls.js';
import { refusalOf } from './refusal.js';
import { schemaProblem } from './schema.js';
import { statementRoutes, type StatementForm } from './statements.js';

export interface BankPaymentsOptions {
  readonly businessClock: BusinessClock;
  /** What it was told to do to payments. */
  readonly conduct: Conduct;
  readonly accounts: readonly BankAccount[];
  /** PEM; `ca` is the authority of those who may connect. */
  readonly tls: { readonly key: string; readonly cert: string; readonly ca: string };
  /** File with Interlink's public keys. */
  readonly registeredJwks: string;
  /** The bank's own private key (JWK), for files that were encrypted for it; without one they are refused. */
  readonly decryptionKey?: JWK;
  /** The public schema of pain.001.001.09, taken at install time. */
  readonly xsdFile: string;
  readonly profile: BankProfile;
  /** What its statements are written as; absent: camt.053. */
  readonly statements?: StatementForm;
}

/** All that the routes of the bank work with. */
interface Desk extends Pick<BankPaymentsOptions, 'conduct' | 'decryptionKey' | 'registeredJwks' | 'xsdFile'> {
  readonly books: Books;
  readonly traits: Traits;
  readonly today: () => string;
}

/** `id`: another state of things is another report. */
interface Report {
  readonly id: string;
  readonly text: string;
  readonly ending: 'camt029' | 'pain002' | 'status.csv';
}

interface Taken {
  readonly status: number;
  readonly body: Readonly<Record<string, string>>;
}

/** The bank behind whatever way a file came in by. */
export interface BankDesk {
  /** `said`: what the customer says beside the file of what is in it; of anything else nothing is taken. */
  takeIn(text: string, key: string, said: Totals): Taken;
  /** The newest report about a message, in the way that it was written; undefined when the bank does not know it. */
  report(messageId: string): Report | undefined;
  isSigned(jws: string, text: string): Promise<boolean>;
  readonly orders: BankOrders;
}

/** What another payment system has the bank do from an account that it keeps. */
export interface BankOrders {
  /** In the books when this returns; a bank that refuses repeats takes a message id once. */
  take(message: PaymentMessage, sha256: string): 'another-of-that-id' | 'taken';
  /** How each payment of the message stands today, in their order; undefined when the bank never had it. */
  verdictsOf(messageId: string): readonly Verdict[] | undefined;
}

export interface BankPayments {
  readonly app: FastifyInstance;
  readonly desk: BankDesk;
  /** The books as JSON, for those who compare. */
  readonly books: () => unknown;
}

/**
 * The bank as one pays through it: mutual TLS, signed files, status reports, statements at the end of a business day.
 */
export function openBankPayments(tools: PartnerTools, options: BankPaymentsOptions): BankPayments {
  const { tls, accounts, profile, businessClock } = options;
  const https = { ...tls, requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.2' } as const;
  const app = openPartnerServer('bank-payments', tools, { https, bodyLimit: 20_000_000 });
  const traits = TRAITS[profile];
  const desk: Desk = {
    ...options,
    books: openBooks(
      openJournal<Accepted>(tools.folder, 'bank-payments'),
      openJournal<TakenRecall>(tools.folder, 'bank-recalls'),
      accounts,
      traits,
    ),
    traits,
    today: () => businessClock.now().toISOString().slice(0, 10),
  };
  const books = () => viewBooks(desk.books, profile, desk.today());
  fileRoutes(app, desk);
  recallRoutes(app, desk);
  statementRoutes(app, { ...desk, form: options.statements ?? 'camt.053' });
  notificationRoutes(app, desk);
  app.get('/books', { config: { operation: 'books' } }, async () => books());
  return { app, books, desk: deskOf(desk) };
}

const deskOf = (desk: Desk): BankDesk => ({
  takeIn: (text, key, said) =>
    isRecall(text) ? takeRecall(desk.books.recalls, text, key, desk.today(), said) : takeIn(desk, text, key, said),
  report: (messageId) => writeReport(desk, messageId) ?? writeAnswer(desk, messageId),
  isSigned: (jws, text) => isSigned(jws, Buffer.from(text), desk.registeredJwks),
  orders: {
    take: (message, sha256) => (keep(desk, message, sha256) ? 'taken' : 'another-of-that-id'),
    verdictsOf: (messageId) => {
      const { books, today } = desk;
      const file = books.accepted.entries.find(({ message }) => message.messageId === messageId);
      return file && books.verdictsOf(file, today()).map(({ verdict }) => verdict);
    },
  },
});

function fileRoutes(app: FastifyInstance, desk: Desk): void {
  app.post('/payments/pain001', { config: { operation: 'payment-file' } }, async (request, reply) => {
    const text = await openedBy(desk.decryptionKey, String(request.headers['content-type']), textOf(request));
    if (text === undefined) return reply.code(400).send({ error: 'cannot_decrypt' });
    if (!(await isSigned(String(request.headers['x-jws-signature']), Buffer.from(text), desk.registeredJwks))) {
      return reply.code(401).send({ error: 'signature_invalid' });
    }
    const { status, body } = takeIn(desk, text, String(request.headers['idempotency-key']));
    if (status === 202) await sleep(desk.traits.holdsReplyMs);
    return reply.code(status).send(body);
  });
  const report = { config: { operation: 'payment-status' } };
  app.get<{ Params: { messageId: string } }>('/payments/:messageId/pain002', report, async ({ params }, reply) => {
    const report = writeReport(desk, params.messageId, false);
    if (!report) return reply.code(404).send({ error: 'unknown_message' });
    return reply.type('application/xml').send(report.text);
  });
}

function recallRoutes(app: FastifyInstance, desk: Desk): void {
  app.post('/payments/camt055', { config: { operation: 'payment-recall' } }, async (request, reply) => {
    const text = await openedBy(desk.decryptionKey, String(request.headers['content-type']), textOf(request));
    if (text === undefined) return reply.code(400).send({ error: 'cannot_decrypt' });
    if (!(await isSigned(String(request.headers['x-jws-signature']), Buffer.from(text), desk.registeredJwks))) {
      return reply.code(401).send({ error: 'signature_invalid' });
    }
    if (!isRecall(text)) return reply.code(400).send({ error: 'not_a_recall' });
    const key = String(request.headers['idempotency-key']);
    const { status, body } = takeRecall(desk.books.recalls, text, key, desk.today());
    return reply.code(status).send(body);
  });
  const answer = { config: { operation: 'recall-answer' } };
  app.get<{ Params: { recallId: string } }>('/payments/:recallId/camt029', answer, async ({ params }, reply) => {
    const found = writeAnswer(desk, params.recallId);
    if (!found) return reply.code(404).send({ error: 'unknown_recall' });
    return reply.type('application/xml').send(found.text);
  });
}

/** Another answer is another message; the same is the same, however often it is fetched. */
function writeAnswer({ books, traits, today }: Desk, recallId: string): Report | undefined {
  const recall = books.recalls.entries.find((one) => one.recallId === recallId);
  const answers = books.answersTo(recallId, today());
  if (!recall || answers.length === 0) return undefined;
  const said = createHash('sha256').update(answers.map(({ status }) => status).join());
  const id = `C${recallId.slice(1, 25)}${said.digest('hex').slice(0, 8)}`;
  const at = `${today()}T12:00:00Z`;
  return { id, text: writeCamt029(recall, answers, { id, at, traits }), ending: 'camt029' };
}

/** What the bank says to a file; when it takes it, the file is in its books before the sender hears of it. */
function takeIn(desk: Desk, text: string, key: string, said?: Totals): Taken {
  const message = readFile(text, key, desk.xsdFile);
  if ('error' in message) return { status: 400, body: message };
  if (said && (said.count !== message.instructions.length || said.sum !== message.sum)) {
    return { status: 400, body: { error: 'totals_differ' } };
  }
  const isTaken = keep(desk, message, createHash('sha256').update(text).digest('hex'));
  return isTaken ? { status: 202, body: { messageId: message.messageId } } : { status: 422, body: { error: 'DU01' } };
}

/** False for another message of an id that the bank knows; the same again is one, where the bank looks. */
function keep({ books, traits, conduct, today }: Desk, message: PaymentMessage, sha256: string): boolean {
  const earlier = books.accepted.entries.find((one) => one.message.messageId === message.messageId);
  if (earlier && traits.refusesRepeats) return earlier.sha256 === sha256;
  const fates = message.instructions.map(({ account }) => conduct.take(account));
  const ordered = Object.fromEntries(fates.flatMap((fate, at) => (fate ? [[at, fate] as const] : [])));
  books.accepted.append({ receivedOn: today(), sha256, message, fates: ordered });
  return true;
}

/** What the file orders; or what is wrong with it. */
function readFile(text: string, key: string, xsdFile: string): PaymentMessage | { error: string; problem?: string } {
  if (isBulkFile(text)) {
    const read = readBulkFile(text, key);
    return typeof read === 'string' ? { error: read } : read;
  }
  const problem = schemaProblem(text, xsdFile);
  if (problem !== undefined) return { error: 'schema', problem };
  const message = readPaymentMessage(text);
  const refusal = refusalOf(message, key);
  return refusal === undefined ? message : { error: refusal };
}

/** The same state of things is the same report, however often it is fetched. */
function writeReport({ books, traits, today }: Desk, messageId: string, inKind = true): Report | undefined {
  const file = books.accepted.entries.find(({ message }) => message.messageId === messageId);
  if (!file) return undefined;
  const verdicts = books.verdictsOf(file, today());
  const states = createHash('sha256')
    .update(JSON.stringify(verdicts.map(({ verdict }) => verdict)))
    .digest('hex');
  const id = `R${messageId.slice(1, 17)}${states.slice(0, 16)}`;
  const at = `${today()}T12:00:00Z`;
  if (inKind && file.message.form === 'bulk')
    return { id, text: writeBulkStatus(file, verdicts, at), ending: 'status.csv' };
  return { id, text: writePain002(file, verdicts, { id, at, traits }), ending: 'pain002' };
}

/** A detached JWS by a registered key over exactly these bytes. */
async function isSigned(jws: string, bytes: Buffer, registeredJwks: string): Promise<boolean> {
  try {
    const { kid = '', b64 } = decodeProtectedHeader(jws);
    const key = await findKey(registeredJwks, kid);
    const [header = '', middle, signature = '', ...more] = jws.split('.');
    // RFC 7797: the bytes as they came, and whoever does not say so signed something else.
    if (!key || middle !== '' || more.length > 0 || b64 !== false) return false;
    await flattenedVerify({ protected: header, payload: bytes, signature }, key, { algorithms: ['EdDSA'] });
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
