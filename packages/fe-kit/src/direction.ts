import { useLanguage, type UiLanguage } from './language.js';

export function directionOf(language: UiLanguage): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}

/** `dir` and `lang` for the outermost element of a page of ours; the host around it knows no direction. */
export function useDirection(): { readonly dir: 'ltr' | 'rtl'; readonly lang: UiLanguage } {
  const lang = useLanguage();
  return { dir: directionOf(lang), lang };
}
