import { pino, type DestinationStream } from 'pino';
import { logFields, type LogFields } from './log-fields.js';

/** Messages are fixed sentences; what varies goes into the fields of `log-fields.ts` and nowhere else (S13). */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export interface LogOptions {
  readonly level: string;
  readonly process: string;
  /** Told the name of each field that was dropped, to count it. */
  readonly onDropped?: (field: string) => void;
  readonly destination?: DestinationStream;
}

export function openLog({ level, process, onDropped, destination }: LogOptions): Log {
  const options = { level, base: { process }, timestamp: () => `,"time":"${new Date().toISOString()}"` };
  const out = destination ? pino(options, destination) : pino(options);
  const write =
    (severity: 'debug' | 'info' | 'warn' | 'error') =>
    (message: string, fields: LogFields = {}) =>
      out[severity](allowed(fields, onDropped), message);
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

/** What TypeScript could not see (a spread object, plain JavaScript) is dropped here. */
function allowed(fields: LogFields, onDropped?: (field: string) => void): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    const expected = (logFields as Readonly<Record<string, 'string' | 'number' | 'boolean'>>)[name];
    if (expected !== undefined && typeof value === expected) kept[name] = value;
    else if (value !== undefined) onDropped?.(name);
  }
  return kept;
}
