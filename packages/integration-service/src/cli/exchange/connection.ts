import { isDeepStrictEqual } from 'node:util';
import { operations, type DciOperation } from '@interlink/contracts/exchange/dci/role';
import type { Command } from 'commander';
import { compactVerify, CompactSign, createRemoteJWKSet, importJWK, type JWK } from 'jose';
import { CliError } from '../cli-error.js';
import { readObject, readText } from '../files.js';
import { headerOf, type Parties } from './message.js';
import { parseJsonObject } from '../../platform/json.js';

/** How a message leaves: as whom, to where, signed by what. */
export interface ConnectionOptions {
  readonly to: string;
  readonly client: string;
  readonly secretFile: string;
  readonly key: string;
  readonly sender: string;
  readonly receiver: string;
  readonly replyTo?: string;
  readonly tokenUrl?: string;
  readonly jwksUrl?: string;
}

export interface Outcome {
  readonly status: number;
  /** `verified`: by a published key of the answering side; `absent`: acknowledgements bear none. */
  readonly signature: 'absent' | 'invalid' | 'verified';
  readonly accepted: boolean;
  readonly answer: unknown;
}

/** The options of a command that speaks as a partner. */
export function connected(command: Command): Command {
  return command
    .requiredOption('--to <url>', 'address of the role, for example http://127.0.0.1:8080/interlink/dci/sr')
    .requiredOption('--client <id>', 'OAuth2 client id')
    .requiredOption('--secret-file <file>', 'file with the client secret')
    .requiredOption('--key <file>', 'private Ed25519 key that signs, as a JWK with kid')
    .requiredOption('--sender <id>', 'sender_id')
    .option('--receiver <id>', 'receiver_id', 'interlink')
    .option('--reply-to <url>', 'sender_uri: where a late answer goes')
    .option('--token-url <url>', 'where tokens are given, when it is not Interlink')
    .option('--jwks-url <url>', 'keys that sign the answers, when it is not Interlink')
    .option('--json', 'answer in JSON');
}

const TIMEOUT_MS = 30_000;

/** Signs one message with an Ed25519 key of a file, sends it and looks at the answer's signature. Throws CliError. */
export async function sendMessage(
  options: ConnectionOptions,
  operation: DciOperation,
  message: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
  const token = await fetchToken(options);
  const parties: Parties = { sender: options.sender, receiver: options.receiver, replyTo: options.replyTo };
  const header = headerOf(operation, message, parties, new Date());
  const parts = { token, path: `/registry${operations[operation].path}`, header, message };
  return postSigned(options, parts);
}

/** Sends header and message below the role's address, signed. Throws CliError. */
export async function postSigned(
  options: ConnectionOptions,
  {
    token,
    path,
    header,
    message,
  }: { readonly token: string; readonly path: string } & Record<'header' | 'message', object>,
): Promise<Outcome> {
  const signature = await signWith(await readObject(options.key), options.key, { header, message });
  const answer = await call(options, path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ signature, header, message }),
  });
  return outcomeOf(options, answer);
}

/** What was answered, and whether a published key signed it. */
export async function outcomeOf(options: ConnectionOptions, answer: Response): Promise<Outcome> {
  const body = parseJsonObject(await answer.text());
  return {
    status: answer.status,
    signature: await judge(body, keysAt(options)),
    accepted: answer.status === 200 && !isRefusal(body),
    answer: body,
  };
}

/** One request below the role's address. Throws CliError when nobody answers. */
export const call = ({ to }: ConnectionOptions, path: string, init: RequestInit): Promise<Response> =>
  request(`${trimmed(addressOf(to))}${path}`, init);

function addressOf(text: string, wanted = '--to is the address of a role, for example https://host/interlink/dci/sr.') {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new CliError(wanted, 2);
}

/** Where a part of Interlink is, unless an option names another address. */
function elsewhere(to: string, path: string, option: string, named: string | undefined): string {
  if (named === undefined) return `${addressOf(to).origin}/interlink/${path}`;
  return addressOf(named, `${option} is an address that begins with https://; ${JSON.stringify(named)} is none.`).href;
}

const keysAt = ({ to, jwksUrl }: ConnectionOptions) => elsewhere(to, '.well-known/jwks.json', '--jwks-url', jwksUrl);

const trimmed = (url: URL) => url.href.replace(/\/+$/, '');

async function request(url: string, init: RequestInit): Promise<Response> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  return fetch(url, { redirect: 'error', signal, ...init }).catch(() => {
    throw new CliError(`${new URL(url).origin} does not answer.`);
  });
}

export async function fetchToken(options: ConnectionOptions): Promise<string> {
  const { to, client, secretFile, tokenUrl } = options;
  // What could not be verified afterwards is not even sent.
  keysAt(options);
  const secret = (await readText(secretFile)).trim();
  const form = { grant_type: 'client_credentials', client_id: client, client_secret: secret };
  const answer = await request(elsewhere(to, 'oauth2/client/token', '--token-url', tokenUrl), {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  const { access_token: token } = parseJsonObject(await answer.text()) as { readonly access_token?: unknown };
  if (typeof token === 'string') return token;
  throw new CliError(`No token was given (${answer.status}): is the partner active, and the secret right?`, 4);
}

async function signWith(jwk: Readonly<Record<string, unknown>>, file: string, parts: object): Promise<string> {
  const { crv, d, kid } = jwk as JWK;
  const key = crv === 'Ed25519' && d !== undefined && (await importJWK(jwk as JWK, 'EdDSA').catch(() => undefined));
  if (!key || kid === undefined) throw new CliError(`${file} does not hold a private Ed25519 key with a kid.`, 2);
  const signer = new CompactSign(Buffer.from(JSON.stringify(parts))).setProtectedHeader({ alg: 'EdDSA', kid });
  return signer.sign(key);
}

async function judge(body: Readonly<Record<string, unknown>>, jwksUrl: string): Promise<Outcome['signature']> {
  const { signature, header, message } = body;
  if (typeof signature !== 'string') return 'absent';
  try {
    const { payload } = await compactVerify(signature, createRemoteJWKSet(new URL(jwksUrl)));
    const signed: unknown = JSON.parse(Buffer.from(payload).toString('utf8'));
    return isDeepStrictEqual(signed, { header, message }) ? 'verified' : 'invalid';
  } catch {
    // Not of this form, not of these bytes, or no such key: nobody vouches for it.
    return 'invalid';
  }
}

/** The first thing that was found wrong, in the service's words and with its code. */
export function refusalOf(answer: unknown): string {
  const { errors } = Object(answer) as { readonly errors?: readonly Record<'code' | 'message', string>[] };
  const [first] = errors ?? [];
  return first ? `${first.message} (${first.code})` : JSON.stringify(answer);
}

function isRefusal({ header, message, errors }: Readonly<Record<string, unknown>>): boolean {
  const { ack_status: ack } = (message ?? {}) as { readonly ack_status?: unknown };
  const { status } = (header ?? {}) as { readonly status?: unknown };
  return errors !== undefined || ack === 'ERR' || status === 'rjct';
}
