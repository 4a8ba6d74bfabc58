import flatten from 'flat';
import type { ModulesManager } from './modules-manager.js';

interface Translation {
  readonly key: string;
  readonly messages: Record<string, string>;
}

const shellMessages = { 'root.appName': 'openIMIS', 'core.appName': 'openIMIS' };

/**
 * English under every language: openIMIS's modules have no Arabic and only some French, and fe-core shows the bare
 * key of a text that is missing.
 */
export function englishMessages(modulesManager: ModulesManager): Record<string, string> {
  const english = (modulesManager.getContribs('translations') as readonly Translation[]).filter(
    ({ key }) => key === 'en',
  );
  return Object.assign({}, shellMessages, ...english.map(({ messages }) => flatten(messages)));
}
