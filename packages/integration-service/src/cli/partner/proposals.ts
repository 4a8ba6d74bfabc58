import { randomUUID } from 'node:crypto';
import type { PartnerView } from '@interlink/contracts/interconnection/registered-partner';
import type { Command } from 'commander';
import { CliError, type Cli } from '../cli.js';
import { at, opened, toLines } from './opened.js';

/** What was proposed: the second person confirms it, or somebody takes it back (S16). */
export function proposalVerbs(partner: Command, cli: () => Cli): void {
  partner
    .command('confirm <partner>')
    .description('as a second person: confirm what another one proposed, and activate the partner')
    .option('--thumbprints <list>', 'fingerprints of keys and certificates, as the partner told you another way')
    .option(
      '--address <url>',
      'an address that the partner told you, as it is to be used; give it again for each',
      (url: string, before: readonly string[] = []) => [...before, hrefOf(url)],
    )
    .action((id: string, { thumbprints = '', address = [] }: { thumbprints?: string; address?: readonly string[] }) =>
      confirmAll(cli, id, { thumbprints: namesIn(thumbprints), addresses: address }),
    );
  partner
    .command('withdraw <partner> <name>')
    .description('a key or certificate, by its fingerprint, or an address counts no more, confirmed or only proposed')
    .action((id: string, name: string) => withdraw(cli, id, name));
}

/** As people type a list: a blank after a comma is no part of a fingerprint. */
const namesIn = (list: string) =>
  list
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);

/** As it is kept, however it was typed. */
const hrefOf = (url: string) => (URL.canParse(url) ? new URL(url).href : url);

/** By the name that a person reads out, with where it is changed. */
function itemsOf({ keys, certificates, addresses }: PartnerView) {
  const ofAddress = addresses.map((one) => ({ ...one, path: `addresses/${one.id}`, what: `${one.kind} address` }));
  return [
    ...ofAddress.map((one) => ({ ...one, name: hrefOf(one.url), revokedAt: undefined })),
    ...certificates.map((one) => ({ ...one, path: `certificates/${one.id}`, what: 'certificate', name: one.sha256 })),
    ...keys.map((one) => ({ ...one, path: `keys/${one.id}`, what: 'key', name: one.thumbprint })),
  ];
}

interface Named {
  readonly thumbprints: readonly string[];
  readonly addresses: readonly string[];
}

/**
 * Confirms only what was named, keys and certificates by their fingerprint: that is what the second person is there
 * for.
 */
async function confirmAll(cli: () => Cli, id: string, { thumbprints, addresses }: Named): Promise<void> {
  const { api, show, say } = await opened(cli);
  const partner = await api.get<PartnerView>(at(id));
  const items = itemsOf(partner);
  const named = [...thumbprints, ...addresses];
  const waiting = items.filter(({ confirmedAt, revokedAt }) => confirmedAt === undefined && revokedAt === undefined);
  const strange = waiting.find(({ name }) => !named.includes(name));
  if (strange) throw new CliError(notNamed(id, strange));
  // Certificates and keys first: an address alone lets nobody in.
  const order = [...waiting].sort((a, b) => Number('url' in a) - Number('url' in b));
  for (const { path } of order) await api.post(`${at(id)}/${path}/confirm`);
  if (partner.status !== 'active') await api.post(`${at(id)}/activate`);
  const confirmed = await api.get<PartnerView>(at(id));
  show({ partner: confirmed }, () => toLines(confirmed));
  for (const name of named.filter((one) => !items.some((item) => item.name === one)))
    say(`${name} was not proposed: ask the partner, or have it proposed.`);
}

function notNamed(id: string, { what, name }: { readonly what: string; readonly name: string }): string {
  const thing = what.endsWith('address') ? `The ${what} ${name}` : `A ${what} with the fingerprint ${name}`;
  return (
    `${thing} was proposed that you did not name. Ask the partner: if it is its own, name it too; ` +
    `if not, have it taken back with \`npx interlink partner withdraw ${id} ${name}\`.`
  );
}

async function withdraw(cli: () => Cli, id: string, name: string): Promise<void> {
  const { api, show } = await opened(cli);
  const found = itemsOf(await api.get<PartnerView>(at(id))).filter(
    (one) => [name, hrefOf(name)].includes(one.name) && one.revokedAt === undefined,
  );
  if (found.length === 0) {
    throw new CliError(`${id} has no ${name} that counts; \`npx interlink partner show ${id}\` lists what it has.`, 2);
  }
  for (const { path } of found) await api.post(`${at(id)}/${path}/withdraw`, { idempotencyKey: randomUUID() });
  const left = await api.get<PartnerView>(at(id));
  show({ partner: left }, () => toLines(left));
}
