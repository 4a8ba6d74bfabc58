import { contributions } from './contributions.js';

/** The openIMIS module: one line in openimis.json enables it; its configuration may replace any contribution. */
export const InterlinkRegistryModule = (config: Readonly<Record<string, unknown>> = {}) => ({
  ...contributions(),
  ...config,
});
