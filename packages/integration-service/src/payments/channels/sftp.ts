import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import SftpClient from 'ssh2-sftp-client';
import { FormatName } from '@interlink/contracts/payments/file-format';
import { Type, type Static } from 'typebox';
import type { ChannelOutcome, ChannelTools, PaymentChannel } from './channel.js';
import { LARGE_ANSWER } from './large-answer.js';
import { unwrap, type EnvelopeKeys } from './openpgp.js';
import { deliver, deliverAtLast } from './sftp-delivery.js';

const SftpSettings = Type.Object(
  {
    /** `sftp://host:port` */
    url: Type.String({ pattern: '^sftp://[^/@]+$' }),
    username: Type.String({ minLength: 1 }),
    /** Files of the secrets folder: our key of SSH; the bank's pinned host key as `SHA256:<base64>`. */
    privateKeyFile: Type.String({ default: 'bank-sftp.key' }),
    hostKeyFile: Type.String({ default: 'bank-sftp-host-key' }),
    /** Armored OpenPGP keys: ours, and the bank's public one. */
    ownKeyFile: Type.String({ default: 'bank-openpgp-own.asc' }),
    bankKeyFile: Type.String({ default: 'bank-openpgp.asc' }),
    /** Where files are put and answers are picked up. */
    inbox: Type.String({ default: 'inbox' }),
    outbox: Type.String({ default: 'outbox' }),
    /** Of `policies.payments.formats`; absent: pain.001.001.09. */
    format: Type.Optional(FormatName),
    /** Until the other side has shown who it is. */
    timeoutMs: Type.Integer({ minimum: 100, default: 20_000 }),
    /** Until an exchange is over, however far it came: of the largest file, over the slowest line. */
    deadlineMs: Type.Integer({ minimum: 100, default: 300_000 }),
  },
  { additionalProperties: false },
);
type SftpSettings = Static<typeof SftpSettings>;

interface Line extends ChannelTools {
  readonly settings: SftpSettings;
  readonly privateKey: string;
  readonly hostKey: string;
  readonly keys: EnvelopeKeys;
}

/**
 * Files over SFTP: signed, then encrypted (OpenPGP); uploaded aside and renamed to the message id, which fails when it
 * is there already; the manifest last. No password, and no host but the one whose key was pinned.
 */
export const sftp: PaymentChannel<typeof SftpSettings> = {
  id: 'sftp',
  settings: SftpSettings,
  open(tools, settings) {
    const line = openLine(tools, settings);
    return {
      send: (file) => withSession(line, (session) => deliver(line, session, file)),
      reports: (messageId) => pickUp(line, messageId, REPORTS),
      recall: (message) => withSession(line, (session) => deliverAtLast(line, session, message)),
      recallAnswers: (messageId) => pickUp(line, messageId, ['.camt029.pgp']),
      ...(settings.format !== undefined && { format: settings.format }),
    };
  },
};

function openLine(tools: ChannelTools, settings: SftpSettings): Line {
  const read = (file: string) => readFileSync(join(tools.secretsDir, file), 'utf8').trim();
  const keys = { ownPrivate: read(settings.ownKeyFile), theirPublic: read(settings.bankKeyFile) };
  return { ...tools, settings, keys, privateKey: read(settings.privateKeyFile), hostKey: read(settings.hostKeyFile) };
}

/** Nothing has left when the host is not the one that was pinned: that is for people to look at. */
async function withSession(line: Line, act: (session: SftpClient) => Promise<ChannelOutcome>): Promise<ChannelOutcome> {
  const opened = await connect(line);
  if (opened === 'wrong-host') return 'refused';
  if (opened === 'no-answer') return 'unknown';
  try {
    return await act(opened.session);
  } catch {
    // The line broke, the server said no to a step or hung: how far the file came nobody knows.
    return 'unknown';
  } finally {
    await opened.hangUp();
  }
}

async function connect({ settings, privateKey, hostKey, alarm }: Line) {
  const { hostname, port } = new URL(settings.url.replace('sftp:', 'http:'));
  // One small packet a step: each would wait for the acknowledgement of the one before, some 40 ms.
  const sock = createConnection({ host: hostname, port: Number(port) || 22, noDelay: true });
  // A server that hangs breaks no line by itself, and whoever waits for it keeps every other payment waiting.
  const deadline = setTimeout(() => sock.destroy(), settings.deadlineMs);
  const session = new SftpClient('interlink', { error: noop, end: noop, close: noop });
  let isTheirs = true;
  try {
    await session.connect({
      sock,
      username: settings.username,
      privateKey,
      readyTimeout: settings.timeoutMs,
      hostVerifier: (key: Buffer) => {
        isTheirs = fingerprintOf(key) === hostKey;
        return isTheirs;
      },
    });
    return { session, hangUp: () => hangUp(session).finally(() => clearTimeout(deadline)) };
  } catch {
    clearTimeout(deadline);
    sock.destroy();
    if (!isTheirs) alarm('sftp-host-key-differs');
    return isTheirs ? ('no-answer' as const) : ('wrong-host' as const);
  }
}

const noop = () => undefined;

/** As OpenSSH shows it. */
export function fingerprintOf(hostKey: Buffer): string {
  return `SHA256:${createHash('sha256').update(hostKey).digest('base64').replace(/=+$/, '')}`;
}

/** A line that is broken already cannot be hung up. */
async function hangUp(session: SftpClient): Promise<void> {
  await session.end().catch(noop);
}

/** Answers stay where they are: we delete nothing that we did not write. */
async function pickUp(line: Line, messageId: string, endings: readonly string[]): Promise<readonly string[]> {
  const opened = await connect(line);
  if (typeof opened === 'string') return [];
  try {
    return await readAnswers(line, opened.session, (name) => isAnswer(name, messageId, endings));
  } catch {
    // The line broke or the server hung: what was not read is there the next time.
    return [];
  } finally {
    await opened.hangUp();
  }
}

async function readAnswers({ settings, keys, alarm }: Line, session: SftpClient, isWanted: (name: string) => boolean) {
  const listed = await session.list(settings.outbox);
  const wanted = listed.filter(({ name }) => isWanted(name));
  const names = wanted.filter(({ size }) => size <= LARGE_ANSWER.maxBytes).map(({ name }) => name);
  // It will be as large the next time: somebody must ask the bank for smaller ones.
  if (names.length < wanted.length) alarm('sftp-answer-too-large');
  const texts: string[] = [];
  for (const name of names.sort()) {
    const bytes = await session.get(`${settings.outbox}/${name}`);
    const text = Buffer.isBuffer(bytes) ? await unwrap(bytes, keys) : undefined;
    if (text === undefined) alarm('sftp-answer-not-signed-by-the-bank');
    else texts.push(text);
  }
  return texts;
}

/** A status report, as pain.002 or in the columns of the format. */
const REPORTS = ['.pain002.pgp', '.status.csv.pgp'];

const isAnswer = (name: string, messageId: string, endings: readonly string[]) =>
  name.startsWith(`${messageId}.`) && endings.some((ending) => name.endsWith(ending));
