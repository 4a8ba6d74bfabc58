import { trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';

export interface SeenSpan {
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Keeps every span of this test file's process; call it before anything is traced. */
export function keepSpans() {
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  trace.setGlobalTracerProvider(provider);
  return {
    /** Of this name, oldest first. */
    named: (name: string): readonly SeenSpan[] => exporter.getFinishedSpans().filter((span) => span.name === name),
    all: (): readonly SeenSpan[] => exporter.getFinishedSpans(),
    forget: () => exporter.reset(),
    async close() {
      await provider.shutdown();
      trace.disable();
    },
  };
}
