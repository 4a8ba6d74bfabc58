import { SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import { logFields, type LogFields } from './log-fields.js';

const tracer = trace.getTracer('interlink');

/** Spans have the fields that logs may have and no others (S13). Without an SDK in the process they cost nothing. */
export async function inSpan<R>(name: string, fields: LogFields, work: () => Promise<R>): Promise<R> {
  return tracer.startActiveSpan(name, { attributes: attributesOf(fields) }, async (span: Span) => {
    try {
      return await work();
    } catch (thrown) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw thrown;
    } finally {
      span.end();
    }
  });
}

/** Something that is already over: `tookMs` is how long it was. */
export function spanOf(name: string, fields: LogFields): void {
  const end = Date.now();
  const span = tracer.startSpan(name, { startTime: end - (fields.tookMs ?? 0) });
  if (span.isRecording()) span.setAttributes(attributesOf(fields));
  span.end(end);
}

function attributesOf(fields: LogFields): Record<string, string | number> {
  const known = Object.entries(fields).filter(([name, value]) => name in logFields && value !== undefined);
  return Object.fromEntries(known.map(([name, value]) => [`interlink.${name}`, value as string | number]));
}
