import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { ConfigError } from './config-error.js';

export type Environment = Readonly<Record<string, string | undefined>>;
export type Mode = 'development' | 'test' | 'production';

/** What the environment says. A url that a process does not need may be absent; its use then says so. */
export interface EnvironmentSettings {
  readonly mode: Mode;
  readonly configDir: string;
  readonly secretsDir: string;
  readonly databaseUrl: string | undefined;
  readonly databaseOwnerUrl: string | undefined;
  readonly databaseSealUrl: string | undefined;
  readonly openimisUrl: string | undefined;
  readonly publicOrigin: string;
  readonly port: number;
  readonly opsPort: number;
  readonly host: string;
  /** Undefined: plain http, behind a proxy. */
  readonly tls: TlsSettings | undefined;
  readonly failpoint: string | undefined;
  readonly telemetryUrl: string | undefined;
  readonly logLevel: string;
}

/** PEM texts. */
export interface TlsSettings {
  readonly certificate: string;
  readonly key: string;
  /** Authorities of client certificates; undefined: none is asked for. */
  readonly clientAuthorities: string | undefined;
}

export interface DocumentedSetting {
  readonly name: string;
  readonly meaning: string;
  readonly default?: string;
  /** May also be given as `<NAME>_FILE`, the path of a file that holds it. */
  readonly secret?: boolean;
}

/** One entry a setting; docs/reference/configuration.md is made from it. Sorted. */
export const environmentSettings: readonly DocumentedSetting[] = [
  { name: 'DATABASE_OWNER_URL', meaning: 'PostgreSQL as `interlink_owner`; `migrate` alone needs it.', secret: true },
  {
    name: 'DATABASE_SEAL_URL',
    meaning: 'PostgreSQL as `interlink_seal`; `work` seals the audit log with it.',
    secret: true,
  },
  { name: 'DATABASE_URL', meaning: 'PostgreSQL as `interlink_app`; `serve` and `work` need it.', secret: true },
  {
    name: 'INTERLINK_CONFIG',
    meaning: 'Folder of the deployment: interlink.json, rights.json, mapping.json, messages.json.',
    default: 'openimis-config/development',
  },
  { name: 'INTERLINK_FAILPOINT', meaning: 'Name of the point at which the process kills itself; tests only.' },
  { name: 'INTERLINK_HOST', meaning: 'Address on which the service listens.', default: '127.0.0.1' },
  { name: 'INTERLINK_LOG_LEVEL', meaning: 'trace, debug, info, warn, error or silent.', default: 'info' },
  {
    name: 'INTERLINK_MODE',
    meaning: '`development`, `test` or `production`; production refuses conveniences.',
    default: 'production',
  },
  { name: 'INTERLINK_OPS_PORT', meaning: 'Port of metrics and ready details; loopback only.', default: '8081' },
  { name: 'INTERLINK_PORT', meaning: 'Port of the operators’ API.', default: '8080' },
  {
    name: 'INTERLINK_PUBLIC_ORIGIN',
    meaning: 'Origin at which browsers see openIMIS and Interlink; changes must come from it.',
    default: 'http://127.0.0.1:3000',
  },
  { name: 'INTERLINK_SECRETS_DIR', meaning: 'Folder with keys and partners’ secrets.', default: '/run/secrets' },
  {
    name: 'INTERLINK_TLS_CERTIFICATE',
    meaning:
      'Certificate chain (PEM) of `serve`, which then speaks TLS itself; without it a proxy must. Read when it starts.',
    secret: true,
  },
  {
    name: 'INTERLINK_TLS_CLIENT_CA',
    meaning: 'Authorities (PEM) of partners’ client certificates; without it none is asked for.',
    secret: true,
  },
  { name: 'INTERLINK_TLS_KEY', meaning: 'Private key (PEM) of INTERLINK_TLS_CERTIFICATE.', secret: true },
  { name: 'OPENIMIS_URL', meaning: 'Where the openIMIS backend answers, without `/api`.' },
  {
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    meaning: 'OpenTelemetry collector (OTLP over HTTP) that gets the spans; none are sent when it is not set.',
  },
];

export async function readEnvironment(environment: Environment): Promise<EnvironmentSettings> {
  const values = new Map<string, string>();
  for (const setting of environmentSettings) {
    const value = await valueOf(setting, environment);
    if (value !== undefined) values.set(setting.name, value);
  }
  const text = (name: string) => values.get(name) ?? '';
  return {
    mode: toMode(text('INTERLINK_MODE')),
    configDir: text('INTERLINK_CONFIG'),
    secretsDir: text('INTERLINK_SECRETS_DIR'),
    databaseUrl: values.get('DATABASE_URL'),
    databaseOwnerUrl: values.get('DATABASE_OWNER_URL'),
    databaseSealUrl: values.get('DATABASE_SEAL_URL'),
    openimisUrl: toHttpUrl('OPENIMIS_URL', values.get('OPENIMIS_URL'))?.replace(/\/$/, ''),
    publicOrigin: toOrigin(text('INTERLINK_PUBLIC_ORIGIN')),
    port: toPort('INTERLINK_PORT', text('INTERLINK_PORT')),
    opsPort: toPort('INTERLINK_OPS_PORT', text('INTERLINK_OPS_PORT')),
    host: text('INTERLINK_HOST'),
    tls: toTls(values),
    failpoint: values.get('INTERLINK_FAILPOINT'),
    telemetryUrl: toHttpUrl('OTEL_EXPORTER_OTLP_ENDPOINT', values.get('OTEL_EXPORTER_OTLP_ENDPOINT')),
    logLevel: text('INTERLINK_LOG_LEVEL'),
  };
}

async function valueOf({ name, default: fallback }: DocumentedSetting, environment: Environment) {
  const direct = environment[name];
  if (direct !== undefined && direct !== '') return direct;
  const file = environment[`${name}_FILE`];
  if (file === undefined || file === '') return fallback;
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new ConfigError(`${name}_FILE names ${file}, which cannot be read.`, { cause });
  });
  return text.trim();
}

/** Half of it would be plain http, or a server that knows nobody, without a word. */
function toTls(values: ReadonlyMap<string, string>): TlsSettings | undefined {
  const certificate = values.get('INTERLINK_TLS_CERTIFICATE');
  const key = values.get('INTERLINK_TLS_KEY');
  const clientAuthorities = values.get('INTERLINK_TLS_CLIENT_CA');
  if (certificate === undefined && key === undefined && clientAuthorities === undefined) return undefined;
  if (certificate === undefined || key === undefined) {
    throw new ConfigError('INTERLINK_TLS_CERTIFICATE and INTERLINK_TLS_KEY are needed together.');
  }
  try {
    createSecureContext({ cert: certificate, key, ...(clientAuthorities !== undefined && { ca: clientAuthorities }) });
  } catch (cause) {
    throw new ConfigError('INTERLINK_TLS_CERTIFICATE, _KEY and _CLIENT_CA must be PEM and belong together.', { cause });
  }
  return { certificate, key, clientAuthorities };
}

function toMode(text: string): Mode {
  if (text === 'development' || text === 'test' || text === 'production') return text;
  throw new ConfigError('INTERLINK_MODE must be development, test or production.');
}

function toPort(name: string, text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port < 65_536) return port;
  throw new ConfigError(`${name} must be a port number, 0 to 65535.`);
}

function toOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && url.origin === text.replace(/\/$/, '')) return url.origin;
  throw new ConfigError('INTERLINK_PUBLIC_ORIGIN must be an origin such as https://openimis.example.org.');
}

function toHttpUrl(name: string, text: string | undefined): string | undefined {
  if (text === undefined || /^https?:$/.test(URL.canParse(text) ? new URL(text).protocol : '')) return text;
  throw new ConfigError(`${name} must be an address such as http://127.0.0.1:4318.`);
}

/** The value, or one sentence about what is missing. */
export function required(value: string | undefined, name: string): string {
  if (value === undefined || value === '') throw new ConfigError(`${name} is not set.`);
  return value;
}
