import { randomUUID } from 'node:crypto';
import { isServiceError } from '@interlink/contracts/errors';
import { logIn } from '../openimis/accounts.js';
import { operatorDirectory } from '../openimis/directory.js';
import { CliError, type Cli, type Verb } from './cli.js';
import { addressesOf } from './openimis-session.js';
import { answersFrom } from './prompt.js';

interface LoginOptions {
  readonly user?: string;
  readonly url?: string;
  readonly interlink?: string;
}

export const loginVerb: Verb = (program, cli) => {
  program
    .command('login')
    .description('sign in to openIMIS for the other commands; the password comes by prompt or standard input')
    .option('--user <login>', 'login name; asked for when absent')
    .option('--url <address>', 'where openIMIS answers (default: OPENIMIS_URL)')
    .option('--interlink <address>', 'where the service answers (default: INTERLINK_URL)')
    .action((options: LoginOptions) => signIn(cli(), options));
};

export const logoutVerb: Verb = (program, cli) => {
  program
    .command('logout')
    .description('forget who is signed in')
    .action(() => cli().sessions.forget());
};

async function signIn(cli: Cli, options: LoginOptions): Promise<void> {
  const { openimisUrl, interlinkUrl } = addressesOf(options, cli.environment);
  const endpoint = { url: openimisUrl };
  const answers = answersFrom({ input: process.stdin, output: process.stderr });
  try {
    const loginName = options.user ?? (await answers.next('openIMIS login: ')).trim();
    const password = await answers.next('Password: ', true);
    const token = await logIn(endpoint, loginName, password, randomUUID()).catch(explain);
    const operator = await operatorDirectory(endpoint, randomUUID).whoIs(token);
    await cli.sessions.save({ openimisUrl, interlinkUrl, loginName, token });
    const displayName = operator?.displayName ?? loginName;
    cli.show({ loginName, displayName }, () => [`Signed in as ${displayName} (${loginName}).`]);
  } finally {
    answers.close();
  }
}

function explain(thrown: unknown): never {
  if (!isServiceError(thrown) || thrown.code !== 'platform.unauthenticated') throw thrown;
  throw new CliError('openIMIS does not know this login and password.', 3);
}
