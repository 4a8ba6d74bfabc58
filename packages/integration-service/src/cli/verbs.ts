import type { Verb } from './cli.js';
import { migrateVerb } from './migrate.js';
import { serveVerb } from './serve.js';
import { statusVerb } from './status.js';
import { workVerb } from './work.js';

/** Every verb of the command line. One a line, sorted. */
export const verbs: readonly Verb[] = [migrateVerb, serveVerb, statusVerb, workVerb];
