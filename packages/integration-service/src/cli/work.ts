import { work } from '../main.js';
import type { Verb } from './cli.js';
import { runUntilTold } from './run-until-told.js';

export const workVerb: Verb = (program, cli) => {
  program
    .command('work')
    .description('deliver messages, run jobs and seal the log until SIGTERM')
    .action(() => runUntilTold(cli().environment, work));
};
