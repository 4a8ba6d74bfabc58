import type { ParkedPage } from '@interlink/contracts/platform/outbox';
import type { Verb } from './cli.js';
import { confirming } from './confirm.js';

export const outboxVerb: Verb = (program, cli) => {
  const outbox = program.command('outbox').description('messages that their receiver refused ten times');
  outbox
    .command('list')
    .description('parked messages, newest first, without content')
    .option('--stream <stream>', 'only of this destination')
    .option('--cursor <id>', 'what comes after this one')
    .option('--json', 'answer in JSON')
    .action(async (options: { readonly stream?: string; readonly cursor?: string }) => {
      const context = cli();
      const { stream, cursor } = options;
      const query = new URLSearchParams({
        ...(stream !== undefined && { stream }),
        ...(cursor !== undefined && { cursor }),
      });
      const page = await (await context.api()).get<ParkedPage>(`/platform/outbox/parked?${query}`);
      context.show(page, () => toLines(page));
    });
  outbox
    .command('replay <id>')
    .description('try a parked message again; asks for your password')
    .option('--json', 'answer in JSON')
    .action(async (id: string) => {
      const context = cli();
      const api = await context.api();
      await confirming(api, () => api.post(`/platform/outbox/${encodeURIComponent(id)}/replay`));
      context.show({ id, state: 'waiting' }, () => [`${id} is tried again.`]);
    });
};

function toLines({ items, next }: ParkedPage): readonly string[] {
  if (items.length === 0) return ['Nothing is parked.'];
  const lines = items.map(
    ({ id, stream, seq, kind, tries, refusal = '', correlationId, createdAt }) =>
      `${id}  ${createdAt}  ${stream} ${seq}  ${kind}  ${tries} tries  ${refusal}  ${correlationId}`,
  );
  return next === undefined ? lines : [...lines, `More: --cursor ${next}`];
}
