/** One row of `locales` in openimis.json. */
export interface ListedLocale {
  readonly languages: readonly string[];
  readonly intl: string;
  readonly fileNames: string;
}
