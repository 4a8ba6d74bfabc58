import type { ModuleConfiguration } from './modules-manager.js';

interface Row {
  readonly module: string;
  readonly config: string | null;
  readonly controls: ModuleConfiguration['controls'];
}

const QUERY = '{ moduleConfigurations { module config controls { field usage } } }';

/** Read before anybody signs in, as openIMIS's own shell does; throws when the backend does not answer. */
export async function fetchModuleConfigurations(): Promise<Record<string, ModuleConfiguration>> {
  const response = await fetch('/api/graphql', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query: QUERY }),
  });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const { data } = (await response.json()) as { data?: { moduleConfigurations?: readonly Row[] } };
  const rows = data?.moduleConfigurations ?? [];
  return Object.fromEntries(
    rows.map(({ module, config, controls }) => [module, { ...JSON.parse(config ?? '{}'), controls }]),
  );
}
