import flatten from 'flat';
import type { ListedModule, ModulesManager } from './modules-manager.js';
import ar from './translations/ar.json';
import en from './translations/en.json';
import fr from './translations/fr.json';

interface Translation {
  readonly key: string;
  readonly messages: Record<string, string>;
}

const translations: readonly Translation[] = [
  { key: 'en', messages: en },
  { key: 'fr', messages: fr },
  { key: 'ar', messages: ar },
];

/** The texts that every openIMIS host brings: fe-core and the modules use them without owning them. */
export const shellModule: ListedModule = {
  key: 'shell',
  npm: '@interlink/shell',
  version: '0.1.0',
  create: () => ({ translations }),
};

/**
 * English under every language: openIMIS's modules have no Arabic and only some French, and fe-core shows the bare
 * key of a text that is missing.
 */
export function englishMessages(modulesManager: ModulesManager): Record<string, string> {
  const english = (modulesManager.getContribs('translations') as readonly Translation[]).filter(
    ({ key }) => key === 'en',
  );
  return Object.assign({}, ...english.map(({ messages }) => flatten(messages)));
}
