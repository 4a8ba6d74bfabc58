import { auditVerb } from './audit.js';
import type { Verb } from './cli.js';
import { enrolVerb } from './enrol.js';
import { exchangeVerb } from './exchange.js';
import { journeysVerb, journeyVerb } from './journey.js';
import { keysVerb } from './keys.js';
import { loginVerb, logoutVerb } from './login.js';
import { migrateVerb } from './migrate.js';
import { openimisVerb } from './openimis.js';
import { outboxVerb } from './outbox.js';
import { paymentsVerb } from './payments.js';
import { partnerVerb } from './partner.js';
import { registryVerb } from './registry.js';
import { rightsVerb } from './rights.js';
import { serveVerb } from './serve.js';
import { socialRegistryVerb } from './social-registry.js';
import { statusVerb } from './status.js';
import { workVerb } from './work.js';

/** Every verb of the command line. One a line, sorted. */
export const verbs: readonly Verb[] = [
  auditVerb,
  enrolVerb,
  exchangeVerb,
  journeyVerb,
  journeysVerb,
  keysVerb,
  loginVerb,
  logoutVerb,
  migrateVerb,
  openimisVerb,
  outboxVerb,
  paymentsVerb,
  partnerVerb,
  registryVerb,
  rightsVerb,
  serveVerb,
  socialRegistryVerb,
  statusVerb,
  workVerb,
];
