import { useEffect } from 'react';
import { useSelector } from 'react-redux';
import { directionOf, findLocale } from './locales.js';
import type { HostState } from './store.js';

const REMEMBERED = 'interlink.shell.language';
/** fe-core writes this cookie and reads the texts of its login page by it. */
const COOKIE = /(?:^|; )publicPageLanguage=([^;]*)/;

function anonymousLanguage(): string {
  const chosen = COOKIE.exec(document.cookie)?.[1];
  return findLocale(chosen ?? navigator.language)?.fileNames ?? 'en';
}

/**
 * The language of the page: the user's, or before anybody is known the one of the last visit, so that a reload does
 * not turn the page round twice. Keeps `lang` and `dir` of the document in step.
 */
export function useLanguage(): string {
  const user = useSelector(({ core }: HostState) => core.user?.i_user?.language);
  const isInitialized = useSelector(({ core }: HostState) => core.isInitialized === true);
  const guess = isInitialized ? undefined : (localStorage.getItem(REMEMBERED) ?? undefined);
  const language = user ?? guess ?? anonymousLanguage();
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = directionOf(language);
    if (user !== undefined) localStorage.setItem(REMEMBERED, user);
  }, [language, user]);
  return language;
}
