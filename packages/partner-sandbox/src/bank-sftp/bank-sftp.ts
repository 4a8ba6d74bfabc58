import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ssh from 'ssh2';
import type { AuthContext, Client, Connection } from 'ssh2';
import type { BankDesk } from '../bank-payments/bank-payments.js';
import { openJournal } from '../common/journal.js';
import type { PartnerTools } from '../common/partner-server.js';
import { makeEnvelope, openEnvelope, type BankKeys } from './envelope.js';
import { isDelivered, isManifest, readDelivery } from './folder.js';
import { serveSftp, type FolderEvents } from './session.js';

export interface BankSftpOptions {
  readonly desk: BankDesk;
  readonly keys: BankKeys;
  /** PEM of the host's own key. */
  readonly hostKey: string;
  /** One line of OpenSSH: the only key by which the customer gets in. */
  readonly customerKey: string;
}

/** Opened and closed as the other partners are. */
export interface BankSftp {
  listen(at: { readonly host: string; readonly port: number }): Promise<void>;
  port(): number;
  close(): Promise<void>;
}

interface Delivered {
  readonly messageId: string;
  readonly outcome: string;
}

const USER = 'interlink';

/** The same bank by files: what arrives with a manifest goes into the same books, answers lie in the outbox. */
export function openBankSftp(tools: PartnerTools, options: BankSftpOptions): BankSftp {
  const root = path.join(tools.folder, 'sftp');
  for (const name of ['inbox', 'outbox']) mkdirSync(path.join(root, name), { recursive: true, mode: 0o700 });
  const connections = new Set<Connection>();
  // One for all who connect: what came by one line is answered on the next.
  const events = eventsOf(tools, options, root);
  const server = new ssh.Server({ hostKeys: [options.hostKey] }, (connection) => {
    connections.add(connection);
    undelayed(connection);
    connection.on('close', () => connections.delete(connection));
    // A customer who hangs up in the middle is not the bank's failure.
    connection.on('error', () => connections.delete(connection));
    connection.on('authentication', (attempt) => authenticate(attempt, options.customerKey));
    connection.on('session', (accept) => {
      accept().on('sftp', (acceptSftp) => serveSftp(connection, acceptSftp(), root, events));
    });
  });
  return {
    listen: ({ host, port }) => new Promise((done) => server.listen(port, host, () => done())),
    port: () => (server.address() as { port: number }).port,
    close: () =>
      new Promise((done) => {
        for (const connection of connections) connection.end();
        server.close(() => done());
      }),
  };
}

/** By the registered key, with a signature; no password ever. */
function authenticate(attempt: AuthContext, customerKey: string): void {
  const known = ssh.utils.parseKey(customerKey);
  const isKnown =
    attempt.method === 'publickey' &&
    attempt.username === USER &&
    !(known instanceof Error) &&
    known.getPublicSSH().equals(attempt.key.data);
  if (!isKnown) return attempt.reject(['publickey']);
  if (!attempt.signature) return attempt.accept();
  const isSigned = known.verify(attempt.blob ?? Buffer.alloc(0), attempt.signature, attempt.hashAlgo);
  return isSigned === true ? attempt.accept() : attempt.reject();
}

function eventsOf(tools: PartnerTools, options: BankSftpOptions, root: string): FolderEvents {
  const delivered = openJournal<Delivered>(tools.folder, 'bank-sftp');
  const fault = (operation: string, kind: 'cut-off' | 'lost-answer' | 'timeout' | 'wrong-signature') =>
    tools.faults.take('bank-sftp', operation, [kind]) !== undefined;
  return {
    spoilsUpload: () => (['cut-off', 'timeout'] as const).find((kind) => fault('upload', kind)),
    isDelivered,
    async named(name) {
      if (!isManifest(name)) return false;
      delivered.append(await takeDelivery(tools, options, path.join(root, 'inbox'), name));
      return fault('manifest', 'lost-answer');
    },
    async beforeList(folder) {
      if (folder !== 'outbox') return false;
      if (fault('pick-up', 'timeout')) return true;
      const isForged = fault('pick-up', 'wrong-signature');
      const taken = new Set(delivered.entries.filter(({ outcome }) => outcome === 'taken').map((one) => one.messageId));
      for (const messageId of taken) await writeAnswer(options, path.join(root, folder), messageId, isForged);
      return false;
    },
  };
}

/** Every step is looked at again by the bank's own means, as if the customer were not to be trusted. */
async function takeDelivery(tools: PartnerTools, { desk, keys }: BankSftpOptions, inbox: string, name: string) {
  const delivery = readDelivery(inbox, name);
  if (typeof delivery === 'string') return { messageId: name, outcome: delivery };
  const { manifest, bytes } = delivery;
  const { msgId: messageId } = manifest;
  const text = await openEnvelope(bytes, keys);
  if (text === undefined) return { messageId, outcome: 'envelope' };
  tools.received.add('bank-payments', {
    ...{ operation: 'payment-file', method: 'SFTP', path: `/inbox/${manifest.file}`, correlationId: null, body: text },
  });
  if (!(await desk.isSigned(manifest.sealSig, text))) return { messageId, outcome: 'seal' };
  const { status, body } = desk.takeIn(text, messageId, { count: manifest.nbOfTxs, sum: manifest.ctrlSum });
  return { messageId, outcome: status === 202 ? 'taken' : (body['error'] ?? 'refused') };
}

/** The report of this state of things; a new state is a new file, an old one stays. */
async function writeAnswer({ desk, keys }: BankSftpOptions, outbox: string, messageId: string, isForged: boolean) {
  const report = desk.report(messageId);
  if (!report) return;
  const { id, text, ending } = report;
  const file = path.join(outbox, `${messageId}.${id}${isForged ? '-forged' : ''}.${ending}.pgp`);
  if (!existsSync(file)) writeFileSync(file, await makeEnvelope(text, keys, isForged), { mode: 0o600 });
}

/** What `npm start` has put into the state folder; undefined when it made none. */
export function readSftpFiles(stateDir: string): Omit<BankSftpOptions, 'desk'> | undefined {
  const folder = path.join(stateDir, 'sftp');
  if (!existsSync(path.join(folder, 'host.key'))) return undefined;
  const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
  return {
    hostKey: read('host.key'),
    customerKey: read('customer.pub'),
    keys: { bankPrivate: read('bank.asc'), customerPublic: read('customer.asc') },
  };
}

/**
 * Small packets leave at once: customer and bank would wait some 40 ms for each other at each step. The types lack it.
 */
const undelayed = (connection: Connection) => (connection as unknown as Pick<Client, 'setNoDelay'>).setNoDelay(true);
