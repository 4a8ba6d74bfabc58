import { randomUUID } from 'node:crypto';
import type { FollowedRegistries, FollowedRegistry } from '@interlink/contracts/exchange/inquiry';
import type { Command } from 'commander';
import type { Cli } from '../cli.js';

/** Which events of other registries we are told of. */
export function followingVerbs(exchange: Command, cli: () => Cli): void {
  exchange
    .command('follow <partner>')
    .description('ask a registry to tell us of its events, for example of deaths')
    .requiredOption('--connector <id>', 'for example vital-events, beneficiary-registry')
    .requiredOption('--event <type>', 'a word of the standard, for example Death, enrollement')
    .option('--record <type>', 'what is told, when it is not the usual record of the registry')
    .option('--json', 'answer in JSON')
    .action(async (partner: string, { connector, event, record }: FollowOptions) => {
      const api = await cli().api();
      const body = { partner, connector, eventType: event, ...(record !== undefined && { recordType: record }) };
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
}

function showFollowed(cli: Cli, items: readonly FollowedRegistry[]): void {
  cli.show({ items }, () =>
    items.length === 0
      ? ['No registry is followed.']
      : items.map(
          ({ id, partner, role, eventType, state, ending, code = '' }) =>
            `${id}  ${partner} (${role})  ${eventType}  ${ending === undefined ? state : `ending: ${ending}`}  ${code}`,
        ),
  );
}
