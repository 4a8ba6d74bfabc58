import type { Verb } from './cli.js';

/**
 * Every verb of the command line, loaded when it is typed: most need little of what a server does. One a line, sorted.
 */
const VERBS: Readonly<Record<string, () => Promise<Verb>>> = {
  audit: async () => (await import('./audit.js')).auditVerb,
  enrol: async () => (await import('./enrol.js')).enrolVerb,
  exchange: async () => (await import('./exchange.js')).exchangeVerb,
  journey: async () => (await import('./journey.js')).journeyVerb,
  journeys: async () => (await import('./journey.js')).journeysVerb,
  keys: async () => (await import('./keys.js')).keysVerb,
  login: async () => (await import('./login.js')).loginVerb,
  logout: async () => (await import('./login.js')).logoutVerb,
  migrate: async () => (await import('./migrate.js')).migrateVerb,
  openimis: async () => (await import('./openimis.js')).openimisVerb,
  outbox: async () => (await import('./outbox.js')).outboxVerb,
  partner: async () => (await import('./partner.js')).partnerVerb,
  payments: async () => (await import('./payments.js')).paymentsVerb,
  registry: async () => (await import('./registry.js')).registryVerb,
  rights: async () => (await import('./rights.js')).rightsVerb,
  serve: async () => (await import('./serve.js')).serveVerb,
  'social-registry': async () => (await import('./social-registry.js')).socialRegistryVerb,
  status: async () => (await import('./status.js')).statusVerb,
  work: async () => (await import('./work.js')).workVerb,
};

/** The verb that was typed; all of them when none was, for the help and for what is misspelt. */
export function loadVerbs(words: readonly string[]): Promise<readonly Verb[]> {
  const typed = words.find((word) => !word.startsWith('-')) ?? '';
  const load = Object.hasOwn(VERBS, typed) ? VERBS[typed] : undefined;
  return Promise.all((load ? [load] : Object.values(VERBS)).map((one) => one()));
}
