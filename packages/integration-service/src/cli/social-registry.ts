import { randomUUID } from 'node:crypto';
import type { Publication, PublicationRows } from '@interlink/contracts/social-registry/publication';
import type { Command } from 'commander';
import type { Cli, Verb } from './cli.js';
import { wholeNumber } from './read-arguments.js';

type Context = () => Cli;
const PATH = '/social-registry/publications';
const at = (id: string) => `${PATH}/${encodeURIComponent(id)}`;

/** Households into openIMIS from the command line; the work itself is done by `interlink work`. */
export const socialRegistryVerb: Verb = (program, cli) => {
  const social = program.command('social-registry').description('households on their way into openIMIS');
  social
    .command('publish')
    .description('publish households as individuals and groups of openIMIS')
    .option('--upload <id>', 'the households of this file alone')
    .option('--most <count>', 'at most so many households', (text) => wholeNumber('--most', text, 1))
    .action(async ({ upload, most }: { upload?: string; most?: number }) => {
      const { api, show } = await opened(cli);
      const body = { ...(upload !== undefined && { uploadId: upload }), ...(most !== undefined && { most }) };
      const made = await api.post<Publication>(PATH, { body, idempotencyKey: randomUUID() });
      show({ publication: made }, () => toLines(made));
    });
  social
    .command('status [publication]')
    .description('how far a publication is, at which rate; without one: all of them')
    .action(async (id?: string) => {
      const { api, show } = await opened(cli);
      const found = await api.get<Publication | readonly Publication[]>(id === undefined ? PATH : at(id));
      const publications = Array.isArray(found) ? (found as readonly Publication[]) : [found as Publication];
      show({ publications }, () => publications.flatMap(toLines));
    });
  social
    .command('rows <publication>')
    .description('the answer to each household, a hundred at a time')
    .option('--failed', 'only those that openIMIS refused')
    .option('--after <ordinal>', 'from here on')
    .action(async (id: string, { failed, after }: { failed?: boolean; after?: string }) => {
      const { api, show } = await opened(cli);
      const query = new URLSearchParams({ ...(failed && { state: 'failed' }), ...(after !== undefined && { after }) });
      const page = await api.get<PublicationRows>(`${at(id)}/rows?${query.toString()}`);
      show({ ...page }, () => [
        ...page.items.map(
          ({ ordinal, state, householdId, groupId, people, problem }) =>
            `${ordinal}  ${state.padEnd(9)} ${householdId}  ${groupId ?? problem ?? ''}  ${people}`,
        ),
        ...(page.next === undefined ? [] : [`more: --after ${page.next}`]),
      ]);
    });
  changingVerbs(social, cli);
};

function changingVerbs(social: Command, cli: Context): void {
  for (const [verb, what] of [
    ['pause', 'stop after the households under way'],
    ['resume', 'go on'],
  ] as const) {
    social
      .command(`${verb} <publication>`)
      .description(what)
      .action(async (id: string) => {
        const { api, show } = await opened(cli);
        const changed = await api.post<Publication>(`${at(id)}/${verb}`, { body: {} });
        show({ publication: changed }, () => toLines(changed));
      });
  }
}

async function opened(cli: Context) {
  const context = cli();
  return { api: await context.api(), show: context.show };
}

function toLines({ id, state, total, published, failed, perMinute, remainingSeconds }: Publication): string[] {
  const pace = perMinute === undefined ? '' : `, ${perMinute} a minute`;
  const left = remainingSeconds === undefined ? '' : `, ${Math.ceil(remainingSeconds / 60)} min left`;
  return [`${id}  ${state}  ${published} of ${total} published, ${failed} refused${pace}${left}`];
}
