import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

export interface Telemetry {
  /** Sends what waits; the collector's failure is not ours. */
  stop(): Promise<void>;
}

const FLUSH_MS = 2000;

/**
 * Sends the spans of this process by OTLP over HTTP to a collector; without one, spans cost nothing. `endpoint` is what
 * OpenTelemetry calls OTEL_EXPORTER_OTLP_ENDPOINT. Nothing of the machine or the environment is added to them (S13).
 */
export function startTelemetry(endpoint: string | undefined, process: string): Telemetry {
  if (endpoint === undefined) return { stop: async () => undefined };
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces`, timeoutMillis: FLUSH_MS });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': `interlink-${process}` }),
    spanProcessors: [new BatchSpanProcessor(exporter, { exportTimeoutMillis: FLUSH_MS })],
  });
  provider.register();
  return { stop: () => provider.shutdown().catch(() => undefined) };
}
