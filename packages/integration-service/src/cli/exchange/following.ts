import { randomUUID } from 'node:crypto';
import type { FollowedRegistries, FollowedRegistry, FollowedWhom } from '@interlink/contracts/exchange/inquiry';
import type { Command } from 'commander';
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
    const [type, value] = partsOf(person, ':', '--person is a type and a number, for example UIN:880012.');
    return { by: 'identifier', type, value };
  }
  if (place === undefined) return undefined;
  const [attribute, value] = partsOf(place, '=', '--place is an attribute and a code, for example birth_place=R1.');
  return { by: 'place', attribute, value };
}

/** At the first sign: what follows may bear it too. */
function partsOf(text: string, sign: string, wanted: string): readonly [string, string] {
  const at = text.indexOf(sign);
  if (at < 1 || at === text.length - 1) throw new CliError(wanted, 2);
  return [text.slice(0, at), text.slice(at + 1)];
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
