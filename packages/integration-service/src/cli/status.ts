import { readEnvironment } from '../platform/environment.js';
import { CliError, type Cli, type Verb } from './cli.js';

interface Part {
  readonly name: string;
  readonly well: boolean;
}

export const statusVerb: Verb = (program, cli) => {
  program
    .command('status')
    .description('say whether the service, its worker and openIMIS answer')
    .action(async () => {
      const context = cli();
      const parts = await look(context);
      context.show({ parts }, () => parts.map(({ name, well }) => `${well ? 'ok     ' : 'failing'} ${name}`));
      if (parts.some(({ well }) => !well)) throw new CliError('Not everything is well.');
    });
};

async function look({ environment }: Cli): Promise<readonly Part[]> {
  const { port, opsPort, openimisUrl } = await readEnvironment(environment);
  const base = Number(environment['INTERLINK_PORT_BASE'] ?? 0);
  const at = (own: string | undefined, value: number) => (own === undefined ? value + base : value);
  const service = at(environment['INTERLINK_PORT'], port);
  const ops = at(environment['INTERLINK_OPS_PORT'], opsPort);
  const openimis = openimisUrl ?? `http://127.0.0.1:${8000 + base}`;
  return Promise.all([
    answers('openIMIS', `${openimis}/api/core/users/current_user/`, (status) => status < 500),
    answers('service', `http://127.0.0.1:${service}/interlink/health/ready`, (status) => status === 200),
    answers('worker', `http://127.0.0.1:${ops + 1}/ready`, (status) => status === 200),
  ]);
}

async function answers(name: string, url: string, isWell: (status: number) => boolean): Promise<Part> {
  const status = await fetch(url, { signal: AbortSignal.timeout(3000), redirect: 'manual' }).then(
    (answer) => answer.status,
    () => 599,
  );
  return { name, well: isWell(status) };
}
