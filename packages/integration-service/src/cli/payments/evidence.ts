import type { Command } from 'commander';
import type { PackVerdict } from '../../payments/verify-pack.js';
import { parseJson } from '../../platform/json.js';
import { CliError, type Cli } from '../cli.js';
import { readText } from '../files.js';

interface CeremonyArguments {
  readonly institution: string;
  readonly place: string;
  readonly witness: string[];
  readonly approver: string[];
}

const collect = (value: string, before: string[]) => [...before, value];

/** Begins the ceremony of the first approvers; on the server, because nobody can be asked who may ask for it (S11). */
export function ceremony(payments: Command, cli: () => Cli): void {
  payments
    .command('ceremony')
    .description('begin the ceremony of the first three approvers of money (on the server, needs DATABASE_URL)')
    .requiredOption('--institution <code>', 'whose money it is, a code of interlink.json')
    .requiredOption('--place <place>', 'where it is held')
    .requiredOption('--witness <name>', 'somebody who sees it; give at least two', collect, [])
    .requiredOption('--approver <login>', 'one of the three; give three', collect, [])
    .action(async ({ institution, place, witness, approver }: CeremonyArguments) => {
      const { environment, show } = cli();
      // Loaded when it is needed: no other command of payments wants a database.
      const { beginCeremony } = await import('./begin-ceremony.js');
      const code = await beginCeremony(environment, { institution, place, witnesses: witness, logins: approver });
      show({ code }, () => [
        `Code of the ceremony: ${code}`,
        'Shown once, good for four hours. Each of the three signs in, opens "Approvers of money" and enrols a key with it.',
      ]);
    });
}

/** Checks an evidence pack where there is neither database nor network. */
export function verify(payments: Command, cli: () => Cli): void {
  payments
    .command('verify <pack>')
    .description('check the evidence pack of a batch; needs neither database nor network')
    .option('--keys <jwks>', 'public keys of the deployment, received by another way than the pack')
    .option('--origin <origin>', 'address at which approvals were signed, e.g. https://openimis.example.org')
    .action(async (path: string, given: { readonly keys?: string; readonly origin?: string }) => {
      const { show } = cli();
      const keys = given.keys === undefined ? undefined : await readKeys(given.keys);
      const { verifyPack } = await import('../../payments/verify-pack.js');
      const verdict = await verifyPack(await readText(path), { keys, origin: given.origin });
      show(verdict, () => toLines(verdict));
      if (verdict.problems.length > 0) throw new CliError('The pack does not prove what it says.');
    });
}

/** Anything that is no key set is looked at by who verifies. */
async function readKeys(path: string): Promise<unknown> {
  const keys = parseJson(await readText(path));
  if (keys === undefined) throw new CliError(`${path} is not valid JSON; it should hold public keys (JWKS).`, 2);
  return keys;
}

function toLines({ problems, proven, notProven }: PackVerdict): readonly string[] {
  return [
    ...proven.map((what) => `proven      ${what}`),
    ...notProven.map((what) => `not proven  ${what}`),
    ...problems.map(({ code, at }) => `TAMPERED    ${code}${at === undefined ? '' : ` (${at})`}`),
  ];
}
