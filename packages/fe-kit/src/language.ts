import { useSelector } from 'react-redux';

/** The languages that every module of ours has. */
export type UiLanguage = 'ar' | 'en' | 'fr';

interface HostState {
  readonly core?: { readonly user?: { readonly i_user?: { readonly language?: string } } | null };
}

/** `fr`, `fr-CH` and `FR` are French; what we do not have is English. */
export function toUiLanguage(code: string | undefined): UiLanguage {
  const primary = (code ?? 'en').slice(0, 2).toLowerCase();
  return primary === 'ar' || primary === 'fr' ? primary : 'en';
}

/** The signed-in user's language, as openIMIS keeps it. */
export function useLanguage(): UiLanguage {
  return toUiLanguage(useSelector((state: HostState) => state.core?.user?.i_user?.language));
}
