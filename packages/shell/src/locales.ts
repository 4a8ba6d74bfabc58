import { locales } from './generated/locales.js';
import type { ListedLocale } from './listed-locale.js';

const RIGHT_TO_LEFT = ['ar', 'fa', 'he', 'ur'];

const primary = (language: string) => language.toLowerCase().split(/[-_]/)[0];

/** The locale that openimis.json lists for a language of the user or the browser: exactly, else by its first part. */
export function findLocale(language: string | undefined): ListedLocale | undefined {
  if (language === undefined) return undefined;
  return (
    locales.find(({ languages }) => languages.includes(language)) ??
    locales.find(({ languages }) => languages.some((listed) => primary(listed) === primary(language)))
  );
}

/** Which way a language is written. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.includes(primary(language) ?? '') ? 'rtl' : 'ltr';
}

/** The shape that fe-core's App asks of its `localesManager`. */
export const localesManager = {
  getFileNameByLang: (language: string) => findLocale(language)?.fileNames ?? 'en',
  // fe-core's messages carry English plural rules whatever their language.
  getLocale: () => 'en',
};
