import { randomUUID, X509Certificate } from 'node:crypto';
import type { Agreement } from '@interlink/contracts/interconnection/agreement';
import type { NewCredential } from '@interlink/contracts/interconnection/partner-commands';
import { isPrivateKey } from '@interlink/contracts/interconnection/private-members';
import type { PartnerSummary, PartnerView } from '@interlink/contracts/interconnection/registered-partner';
import type { Command } from 'commander';
import { CliError, type Cli, type Verb } from './cli.js';
import { readObject, readText } from './files.js';
import { at, opened, toLines } from './partner/opened.js';
import { proposalVerbs } from './partner/proposals.js';
import { selfTestVerb } from './self-test/verb.js';

type Context = () => Cli;

/** Partners from the command line; the second person signs in as himself (S16). */
export const partnerVerb: Verb = (program, cli) => {
  const partner = program.command('partner').description('systems that exchange data with us');
  readingVerbs(partner, cli);
  changingVerbs(partner, cli);
  proposalVerbs(partner, cli);
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
    .action(async (file: string) => post('/partners', await readObject(file)));
  partner
    .command('keys <partner> <jwks>')
    .description('propose the keys of a JWKS file; the older ones stay valid meanwhile')
    .action(async (id: string, file: string) => post(`${at(id)}/keys`, { jwks: await readPublicKeys(file) }));
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

function agreementVerbs(agreement: Command, cli: Context): void {
  agreement
    .command('draft <partner> <file>')
    .description('write an agreement down as the JSON file says')
    .action(async (id: string, file: string) => {
      const { api, show } = await opened(cli);
      const body = await readObject(file);
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

async function fingerprintOf(path: string): Promise<string> {
  const pem = await readText(path);
  try {
    return new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase();
  } catch {
    throw new CliError(`${path} does not hold a certificate.`, 2);
  }
}

/** The public keys of a JWKS file. A private one is not even sent. */
async function readPublicKeys(path: string): Promise<object> {
  const jwks = await readObject(path);
  const listed: unknown = jwks['keys'];
  const keys: readonly unknown[] = Array.isArray(listed) ? listed : [jwks];
  if (keys.some((key) => isPrivateKey(Object(key) as Record<string, unknown>))) {
    throw new CliError(`${path} holds a private key, and was not sent: take the partner's public keys.`, 2);
  }
  if (keys !== listed) throw new CliError(`${path} is no JWKS: an object with "keys", a list of public keys.`, 2);
  return jwks;
}

const toLine = ({ id, status, purpose, direction, mode, validUntil }: Agreement) =>
  `${status.padEnd(10)} ${id}  ${purpose}  ${direction}  ${mode}  until ${validUntil}`;
