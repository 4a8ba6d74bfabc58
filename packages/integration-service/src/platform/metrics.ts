import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** Counters and histograms by name; labels are codes of ours, never values of people. */
export interface Metrics {
  readonly registry: Registry;
  /** The counter of that name, made at first use with these label names. */
  counter<L extends string>(name: string, help: string, labels?: readonly L[]): Counter<L>;
  /** Seconds. */
  histogram<L extends string>(name: string, help: string, labels?: readonly L[]): Histogram<L>;
  gauge<L extends string>(name: string, help: string, labels?: readonly L[]): Gauge<L>;
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** One registry a process; `process` values (memory, event loop) are included when asked for. */
export function openMetrics(options: { readonly processValues: boolean } = { processValues: false }): Metrics {
  const registry = new Registry();
  if (options.processValues) collectDefaultMetrics({ register: registry });
  const known = new Map<string, unknown>();
  const once = <M>(name: string, make: () => M): M => {
    if (!known.has(name)) known.set(name, make());
    return known.get(name) as M;
  };
  const shape = <L extends string>(name: string, help: string, labels: readonly L[] = []) => ({
    name: `interlink_${name}`,
    help,
    labelNames: [...labels],
    registers: [registry],
  });
  return {
    registry,
    counter: (name, help, labels) => once(name, () => new Counter(shape(name, help, labels))),
    histogram: (name, help, labels) =>
      once(name, () => new Histogram({ ...shape(name, help, labels), buckets: SECONDS })),
    gauge: (name, help, labels) => once(name, () => new Gauge(shape(name, help, labels))),
  };
}
