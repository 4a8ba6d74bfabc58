import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { logIn } from '../openimis/accounts.js';
import { operatorDirectory } from '../openimis/directory.js';
import { openImisUrl } from './openimis-session.js';
import { answersFrom } from './prompt.js';
import { forgetSession, sessionPath, writeSession } from './session-file.js';

interface Printer {
  print(text: string): void;
}

/** `interlink login` and `interlink logout`. */
export function register(program: Command, cli: Printer): void {
  program
    .command('login')
    .description('Sign in to openIMIS and keep the session for the other verbs; the password comes by prompt or stdin')
    .option('--user <login>', 'login name; asked for when absent')
    .option('--url <address>', 'where openIMIS answers (default: OPENIMIS_URL)')
    .action(async ({ user, url }: { user?: string; url?: string }) => {
      cli.print(await signIn(user, openImisUrl(url, process.env)));
    });
  program
    .command('logout')
    .description('Forget the kept session')
    .action(() => forgetSession(sessionPath(process.env)));
}

async function signIn(user: string | undefined, url: string): Promise<string> {
  const answers = answersFrom({ input: process.stdin, output: process.stderr });
  try {
    const loginName = user ?? (await answers.next('openIMIS login: ')).trim();
    const token = await logIn({ url }, loginName, await answers.next('Password: ', true), randomUUID());
    const operator = await operatorDirectory({ url }, randomUUID).whoIs(token);
    await writeSession(sessionPath(process.env), { openimisUrl: url, loginName, token });
    return `Signed in as ${operator?.displayName ?? loginName} (${loginName}).`;
  } finally {
    answers.close();
  }
}
