// Written by packages/shell/assemble.mjs from openimis.json. DO NOT EDIT.
import type { ListedLocale } from '../listed-locale.js';

export const locales: readonly ListedLocale[] = [
  { languages: ['en', 'en-GB', 'en-US'], intl: 'en', fileNames: 'en' },
  { languages: ['fr', 'fr-FR'], intl: 'fr', fileNames: 'fr' },
  { languages: ['ar'], intl: 'ar', fileNames: 'ar' },
];
