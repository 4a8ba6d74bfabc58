import { randomUUID, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Agreement } from '@interlink/contracts/interconnection/agreement';
import type { NewCredential } from '@interlink/contracts/interconnection/partner-commands';
import type { PartnerSummary, PartnerView } from '@interlink/contracts/interconnection/registered-partner';
import type { Command } from 'commander';
import { CliError, type Cli, type Verb } from './cli.js';
import { confirming } from './confirm.js';
import { selfTestVerb } from './self-test/verb.js';

type Context = () => Cli;

const at = (id: string) => `/partners/${encodeURIComponent(id)}`;

/** Partners from the command line; the second person signs in as himself (S16). */
export const partnerVerb: Verb = (program, cli) => {
  const partner = program.command('partner').description('systems that exchange data with us');
  readingVerbs(partner, cli);
  changingVerbs(partner, cli);
  selfTestVerb(partner, cli);
  agreementVerbs(partner.command('agreement').description('what a partner may have'), cli);
};

function readingVerbs(partner: Command, cli: Context): void {
  partner
    .command('list')
    .description('partners and how many of their keys and addresses wait for a second person')
    .action(async () => {
      const { api, show } = await opened(cli);
      const partners = await api.get<readonly PartnerSummary[]>('/partners');
      show({ partners }, () =>
        partners.map(({ id, status, origin, waiting }) => `${status.padEnd(9)} ${origin.padEnd(10)} ${waiting}  ${id}`),
      );
    });
  partner
    .command('show <partner>')
    .description('one partner with its keys, their fingerprints, and its addresses')
    .action(async (id: string) => {
      const { api, show } = await opened(cli);
      const found = await api.get<PartnerView>(at(id));
      show({ partner: found }, () => toLines(found));
    });
}

function changingVerbs(partner: Command, cli: Context): void {
  const post = async (path: string, body: unknown = {}) => {
    const { api, show } = await opened(cli);
    const view = await api.post<PartnerView>(path, { body, idempotencyKey: randomUUID() });
    show({ partner: view }, () => toLines(view));
  };
  partner
    .command('add <file>')
    .description('write a partner down as the JSON file says')
    .action(async (file: string) => post('/partners', await readJson(file)));
  partner
    .command('keys <partner> <jwks>')
    .description('propose the keys of a JWKS file; the older ones stay valid meanwhile')
    .action(async (id: string, file: string) => post(`${at(id)}/keys`, { jwks: await readJson(file) }));
  partner
    .command('fetch-keys <partner>')
    .description('propose the new keys that its confirmed jwks address holds')
    .action((id: string) => post(`${at(id)}/keys/fetch`));
  partner
    .command('address <partner> <kind> <url>')
    .description('propose an address: api, callback, jwks or notify')
    .action((id: string, kind: string, url: string) => post(`${at(id)}/addresses`, { kind, url }));
  partner
    .command('certificate <partner> <file>')
    .description('propose the client certificate of a PEM file; the older ones stay valid meanwhile')
    .action(async (id: string, file: string) => post(`${at(id)}/certificates`, { sha256: await fingerprintOf(file) }));
  confirmVerb(partner, cli);
  partner
    .command('suspend <partner>')
    .description('nothing passes from now on')
    .action((id: string) => post(`${at(id)}/suspend`));
  partner
    .command('secret <partner>')
    .description('make a client secret; it is shown once')
    .action(async (id: string) => {
      const { api, show } = await opened(cli);
      const made = await api.post<NewCredential>(`${at(id)}/credentials`, { idempotencyKey: randomUUID() });
      show({ credential: made }, () => [`client id      ${made.clientId}`, `client secret  ${made.clientSecret}`]);
    });
}

function confirmVerb(partner: Command, cli: Context): void {
  partner
    .command('confirm <partner>')
    .description('as a second person: confirm what another one proposed, and activate the partner')
    .requiredOption(
      '--thumbprints <list>',
      'fingerprints of keys and certificates, as the partner told you another way',
    )
    .option(
      '--address <url>',
      'an address that the partner told you, as it is to be used; give it again for each',
      (url: string, before: readonly string[] = []) => [...before, hrefOf(url)],
    )
    .action((id: string, { thumbprints, address = [] }: { thumbprints: string; address?: readonly string[] }) =>
      confirmAll(cli, id, { thumbprints: namesIn(thumbprints), addresses: address }),
    );
}

/** As people type a list: a blank after a comma is no part of a fingerprint. */
const namesIn = (list: string) => list.split(',').map((one) => one.trim());

/** As it is kept, however it was typed. */
const hrefOf = (url: string) => (URL.canParse(url) ? new URL(url).href : url);

interface Named {
  readonly thumbprints: readonly string[];
  readonly addresses: readonly string[];
}

/**
 * Confirms only what was named, keys and certificates by their fingerprint: that is what the second person is there
 * for.
 */
async function confirmAll(cli: Context, id: string, { thumbprints, addresses: named }: Named): Promise<void> {
  const { api, show } = await opened(cli);
  const { keys, addresses, certificates, status } = await api.get<PartnerView>(at(id));
  const waiting = addresses.filter(({ confirmedAt }) => confirmedAt === undefined);
  const elsewhere = waiting.find(({ url }) => !named.includes(hrefOf(url)));
  if (elsewhere) {
    throw new CliError(`The ${elsewhere.kind} address ${elsewhere.url} was proposed that you did not name.`);
  }
  const proposed = [
    ...certificates.map((one) => ({ ...one, what: 'certificate', thumbprint: one.sha256 })),
    ...keys.map((one) => ({ ...one, what: 'key' })),
  ].filter(({ confirmedAt, revokedAt }) => confirmedAt === undefined && revokedAt === undefined);
  const strange = proposed.find(({ thumbprint }) => !thumbprints.includes(thumbprint));
  if (strange) {
    const { what, thumbprint } = strange;
    throw new CliError(`A ${what} with the fingerprint ${thumbprint} was proposed that you did not name.`);
  }
  for (const one of proposed) await api.post(`${at(id)}/${one.what}s/${one.id}/confirm`);
  for (const address of waiting) {
    await api.post(`${at(id)}/addresses/${address.id}/confirm`);
  }
  if (status !== 'active') await api.post(`${at(id)}/activate`);
  const confirmed = await api.get<PartnerView>(at(id));
  show({ partner: confirmed }, () => toLines(confirmed));
}

function agreementVerbs(agreement: Command, cli: Context): void {
  agreement
    .command('draft <partner> <file>')
    .description('write an agreement down as the JSON file says')
    .action(async (id: string, file: string) => {
      const { api, show } = await opened(cli);
      const body = await readJson(file);
      const made = await api.post<Agreement>(`${at(id)}/agreements`, { body, idempotencyKey: randomUUID() });
      show({ agreement: made }, () => [toLine(made)]);
    });
  agreement
    .command('list <partner>')
    .description('its agreements')
    .action(async (id: string) => {
      const { api, show } = await opened(cli);
      const agreements = await api.get<readonly Agreement[]>(`${at(id)}/agreements`);
      show({ agreements }, () => agreements.map(toLine));
    });
  for (const action of ['approve', 'activate', 'suspend', 'terminate']) {
    agreement
      .command(`${action} <partner> <agreement>`)
      .description(action === 'approve' ? 'as a second person' : `${action} it`)
      .action(async (id: string, which: string) => {
        const { api, show } = await opened(cli);
        const done = await api.post<Agreement>(`${at(id)}/agreements/${encodeURIComponent(which)}/actions`, {
          body: { action },
        });
        show({ agreement: done }, () => [toLine(done)]);
      });
  }
}

/** Every change of a partner weighs: when the service wants the password again, it is asked for once (S7). */
async function opened(cli: Context) {
  const context = cli();
  const client = await context.api();
  const api = {
    get: client.get,
    post: <T>(...call: Parameters<typeof client.post<T>>) => confirming(client, () => client.post<T>(...call)),
  };
  return { api, show: context.show };
}

async function fingerprintOf(path: string): Promise<string> {
  const pem = await readFile(path).catch(() => {
    throw new CliError(`${path} cannot be read.`);
  });
  try {
    return new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase();
  } catch {
    throw new CliError(`${path} does not hold a certificate.`);
  }
}

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new CliError(`${path} cannot be read.`);
  });
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new CliError(`${path} is not valid JSON.`);
  }
}

function toLines({ id, status, keys, addresses, certificates }: PartnerView): string[] {
  const mark = (confirmedBy: string | undefined) => (confirmedBy === undefined ? 'waits' : `by ${confirmedBy}`);
  return [
    `${id}  ${status}`,
    ...keys.map(
      (key) => `key      ${key.thumbprint}  ${key.use}  ${key.revokedAt ? 'revoked' : mark(key.confirmedBy)}`,
    ),
    ...certificates.map(
      ({ sha256, revokedAt, confirmedBy }) => `tls      ${sha256}  ${revokedAt ? 'revoked' : mark(confirmedBy)}`,
    ),
    ...addresses.map(({ kind, url, confirmedBy }) => `${kind.padEnd(8)} ${url}  ${mark(confirmedBy)}`),
  ];
}

const toLine = ({ id, status, purpose, direction, mode, validUntil }: Agreement) =>
  `${status.padEnd(10)} ${id}  ${purpose}  ${direction}  ${mode}  until ${validUntil}`;
