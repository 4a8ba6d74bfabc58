import type { Maintenance } from '@interlink/contracts/registry/maintenance';
import type { Verb } from './cli.js';
import { confirming } from './confirm.js';
import { loadFile, type LoadDone } from './registry-load.js';
import { lookUps } from './registry/look-ups.js';

/** As `GET /registry/sources` answers. */
interface Source {
  readonly code: string;
  readonly name: string;
  readonly records: number;
  readonly lastSeenAt?: string;
}

/** What is done to the registry as a whole, whose work `interlink work` does, and who is in it. */
export const registryVerb: Verb = (program, cli) => {
  const registry = program
    .command('registry')
    .description('the registry of people: who is in it, its sources, its view, its erasures');
  const opened = async () => {
    const context = cli();
    return { api: await context.api(), show: context.show };
  };
  registry
    .command('status')
    .description('what came from each source, and how far rebuild and sweep are')
    .action(async () => {
      const { api, show } = await opened();
      const sources = await api.get<readonly Source[]>('/registry/sources');
      const maintenance = await api.get<Maintenance>('/registry/maintenance');
      show({ sources, maintenance }, () => [...sources.map(toLine), ...toLines(maintenance)]);
    });
  for (const [verb, what, said] of [
    ['rebuild', 'fold the whole view anew from what sources said', 'The view is folded anew.'],
    ['sweep', 'read all of openIMIS again', 'openIMIS is read again.'],
  ] as const) {
    registry
      .command(verb)
      .description(what)
      .action(async () => {
        const { api, show } = await opened();
        await api.post(`/registry/maintenance/${verb}`, { body: {} });
        show({ asked: verb }, () => [`${said} \`npx interlink registry status\` says how far it is.`]);
      });
  }
  registry
    .command('load <source> <file>')
    .description('the first load of an empty registry: JSON lines, all of a person together; broken off, it goes on')
    .action(async (source: string, file: string) => {
      const { say } = cli();
      const { api, show } = await opened();
      const done = await loadFile(api, source, file, say);
      show(done, () => toLoaded(done));
    });
  lookUps(registry, cli);
  registry
    .command('replay-erasures')
    .description('after a restore: erase again whom secrets/erasures.txt names; asks for your password')
    .action(async () => {
      const { api, show } = await opened();
      const replay = () => api.post<{ keys: number }>('/registry/maintenance/erasures', { body: {} });
      const done = await confirming(api, replay);
      show(done, () => [`${done.keys} keys were destroyed again.`]);
    });
};

const toLoaded = ({ records, people, households, portions, before }: LoadDone) => [
  `${records} records of ${people} people and ${households} households were loaded.`,
  ...(before > 0 ? [`${before} of ${portions} portions were in from an earlier try.`] : []),
];

const toLine = ({ code, name, records, lastSeenAt }: Source) =>
  `${code.padEnd(18)} ${String(records).padStart(10)} records  ${lastSeenAt ?? 'nothing came yet'}  ${name}`;

function toLines({ rebuild, sweep, sweptAt }: Maintenance): string[] {
  const swept = sweptAt === undefined ? '' : `, last one ended ${sweptAt}`;
  const lines = [`sweep of openIMIS: ${sweep}${swept}`];
  if (!rebuild) return [...lines, 'rebuild: never asked for'];
  const { askedBy, askedAt, done, total, finishedAt } = rebuild;
  const state = finishedAt === undefined ? `${done} of ${total}` : `done ${finishedAt}`;
  return [...lines, `rebuild: ${state}, asked by ${askedBy} ${askedAt}`];
}
