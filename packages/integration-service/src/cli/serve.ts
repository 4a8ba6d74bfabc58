import { serve } from '../main.js';
import type { Verb } from './cli.js';
import { runUntilTold } from './run-until-told.js';

export const serveVerb: Verb = (program, cli) => {
  program
    .command('serve')
    .description('answer the operators’ API until SIGTERM (needs DATABASE_URL, OPENIMIS_URL)')
    .action(() => runUntilTold(cli().environment, serve));
};
