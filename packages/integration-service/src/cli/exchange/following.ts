import { randomUUID } from 'node:crypto';
import { FollowedWhom, type FollowedRegistries, type FollowedRegistry } from '@interlink/contracts/exchange/inquiry';
import type { Command } from 'commander';
import { Value } from 'typebox/value';
import { CliError } from '../cli-error.js';
import type { Cli } from '../cli.js';

/** Which events of other registries we are told of. */
export function followingVerbs(exchange: Command, cli: () => Cli): void {
  exchange
    .command('follow <partner>')
    .description('ask a registry to tell us of its events, for example of deaths')
    .requiredOption('--connector <id>', 'for example vital-events, beneficiary-registry')
    .requiredOption('--event <type>', 'a word of the standard, for example Death, enrollement')
    .option('--record <type>', 'what is told, when it is not the usual record of the registry')
    .option('--person <type:number>', 'of one person alone, for example UIN:880012')
    .option('--place <attribute=code>', 'of one place alone, for example birth_place=R1')
    .option('--json', 'answer in JSON')
    .action(async (partner: string, { connector, event, record, ...of }: FollowOptions) => {
      const whom = whomOf(of);
      const api = await cli().api();
      const body = {
        ...{ partner, connector, eventType: event },
        ...(record !== undefined && { recordType: record }),
        ...(whom && { whom }),
      };
      showFollowed(cli(), [
        await api.post<FollowedRegistry>('/followed-registries', { body, idempotencyKey: randomUUID() }),
      ]);
    });
  exchange
    .command('unfollow <id>')
    .description('ask that registry to tell us no more')
    .option('--json', 'answer in JSON')
    .action(async (id: string) => {
      const api = await cli().api();
      showFollowed(cli(), [
        await api.post<FollowedRegistry>(`/followed-registries/${encodeURIComponent(id)}/end`, {
          idempotencyKey: randomUUID(),
        }),
      ]);
    });
  exchange
    .command('followed')
    .description('what other registries tell us of, and what they said to our asking')
    .option('--json', 'answer in JSON')
    .action(async () => {
      const api = await cli().api();
      showFollowed(cli(), (await api.get<FollowedRegistries>('/followed-registries')).items);
    });
}

interface FollowOptions {
  readonly connector: string;
  readonly event: string;
  readonly record?: string;
  readonly person?: string;
  readonly place?: string;
}

function whomOf({ person, place }: Pick<FollowOptions, 'person' | 'place'>): FollowedWhom | undefined {
  if (person !== undefined && place !== undefined) throw new CliError('Say --person or --place, not both.', 2);
  if (person !== undefined) {
    const [type, value] = partsOf(person, ':');
    return checked({ by: 'identifier', type, value }, '--person is a type and a number, for example UIN:880012.');
  }
  if (place === undefined) return undefined;
  const [attribute, value] = partsOf(place, '=');
  return checked({ by: 'place', attribute, value }, '--place is a place and its code, for example birth_place=R1.');
}

/** At the first sign: what follows may bear it too. */
function partsOf(text: string, sign: string): readonly [string, string] {
  const at = text.indexOf(sign);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function checked(whom: FollowedWhom, wanted: string): FollowedWhom {
  if (Value.Check(FollowedWhom, whom)) return whom;
  throw new CliError(wanted, 2);
}

function showFollowed(cli: Cli, items: readonly FollowedRegistry[]): void {
  cli.show({ items }, () =>
    items.length === 0
      ? ['No registry is followed.']
      : items.map(
          ({ id, partner, role, eventType, about, place, state, ending, code = '' }) =>
            `${id}  ${partner} (${role})  ${eventType} of ${place ?? about}  ${ending === undefined ? state : `ending: ${ending}`}  ${code}`,
        ),
  );
}
