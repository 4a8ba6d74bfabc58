import { readFileSync } from 'node:fs';
import path from 'node:path';
import { BANK_PROFILES, type BankProfile } from './bank-payments/profiles.js';
import { STATEMENT_FORMS, type StatementForm } from './bank-payments/statements.js';
import { PARTNERS, type PartnerName } from './common/partners.js';
import { CLIENT_ID } from './national-id/provider.js';
import type { Client } from './common/token-endpoint.js';

export interface Settings {
  /** Journals go to `store`, keys and client secrets are read from `keys`. */
  readonly stateDir: string;
  readonly countryDir: string;
  /** File with Interlink's public keys. */
  readonly registeredJwks: string;
  /** Where the national ID sends people back to. */
  readonly redirectUri: string;
  /** Where Interlink is reached; the consumer asks it. */
  readonly interlinkUrl: string;
  readonly ports: Readonly<Record<PartnerName | 'hub', number>>;
  readonly bankProfile?: BankProfile;
  readonly bankStatements?: StatementForm;
  /** Between two looks of a management system at its own books; a test shortens it. */
  readonly pushEveryMs?: number;
}

const PORTS: Readonly<Record<PartnerName | 'hub', number>> = {
  hub: 8090,
  'national-id': 8091,
  'civil-registry': 8092,
  bank: 8093,
  // By mutual TLS; opened only when `npm start` made its certificates.
  'bank-payments': 8094,
  sms: 8095,
  witness: 8096,
  consumer: 8097,
  // By SSH; opened only when `npm start` made its keys.
  'bank-sftp': 8098,
  mapper: 8099,
  'relief-agency': 8100,
  'mobile-money': 8102,
  // They pay from accounts at the bank, so they are there when the bank is.
  'payment-switch': 8101,
  'payment-hub': 8103,
};

/** From the environment; throws one sentence when something is missing. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const need = (name: string): string => {
    const value = env[name];
    if (!value) throw new Error(`${name} is not set: start the sandbox by npm start, or set it.`);
    return value;
  };
  const base = Number(env['INTERLINK_PORT_BASE'] ?? 0);
  if (!Number.isInteger(base) || base < 0) throw new Error('INTERLINK_PORT_BASE must be a whole number.');
  return {
    stateDir: path.resolve(need('SANDBOX_STATE_DIR')),
    countryDir: path.resolve(need('SANDBOX_COUNTRY_DIR')),
    registeredJwks: path.resolve(need('SANDBOX_REGISTERED_JWKS')),
    redirectUri: need('SANDBOX_REDIRECT_URI'),
    interlinkUrl: env['SANDBOX_INTERLINK_URL'] ?? `http://127.0.0.1:${8080 + base}`,
    ports: movePorts(base),
    bankProfile: profileOf(env['SANDBOX_BANK_PROFILE'] ?? 'typical'),
    bankStatements: formOf(env['SANDBOX_BANK_STATEMENTS'] ?? 'camt.053'),
  };
}

function profileOf(name: string): BankProfile {
  const found = BANK_PROFILES.find((profile) => profile === name);
  if (!found) throw new Error(`SANDBOX_BANK_PROFILE must be one of ${BANK_PROFILES.join(', ')}.`);
  return found;
}

function formOf(name: string): StatementForm {
  const found = STATEMENT_FORMS.find((form) => form === name);
  if (!found) throw new Error(`SANDBOX_BANK_STATEMENTS must be one of ${STATEMENT_FORMS.join(', ')}.`);
  return found;
}

function movePorts(base: number): Settings['ports'] {
  const moved = { ...PORTS };
  for (const name of ['hub', ...Object.keys(PARTNERS)] as (PartnerName | 'hub')[]) moved[name] = PORTS[name] + base;
  return moved;
}

/** Interlink at one partner: its id is the same everywhere, its secret is not. */
export function readClient(
  { stateDir }: Settings,
  partner: 'bank' | 'civil' | 'hub' | 'mapper' | 'mobile-money' | 'relief' | 'sms' | 'switch',
): Client {
  return {
    id: CLIENT_ID,
    secret: readFileSync(path.join(stateDir, 'keys', `${partner}-client-secret`), 'utf8').trim(),
  };
}
