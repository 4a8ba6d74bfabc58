import { useContext, useMemo } from 'react';
import { IntlContext } from 'react-intl';
import { useLanguage, type UiLanguage } from './language.js';

/** A translation file: keys may nest. */
export interface TextTree {
  readonly [key: string]: string | TextTree;
}
export type TextValues = Readonly<Record<string, number | string>>;

/** The texts of one module, flat, by language. */
export interface Texts {
  readonly module: string;
  readonly byLanguage: Readonly<Record<UiLanguage, Readonly<Record<string, string>>>>;
}

/** `text` never fails: a key that nobody has is shown as it is. */
export interface TextReader {
  readonly text: (key: string, values?: TextValues) => string;
  readonly has: (key: string) => boolean;
  readonly language: UiLanguage;
}

/** `{a: {b: 'x'}}` becomes `{'a.b': 'x'}`. */
export function flattenTexts(tree: TextTree, prefix = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[`${prefix}${key}`, value] as const]
        : Object.entries(flattenTexts(value, `${prefix}${key}.`)),
    ),
  );
}

export function defineTexts(module: string, trees: Readonly<Record<UiLanguage, TextTree>>): Texts {
  const { ar, en, fr } = trees;
  return { module, byLanguage: { ar: flattenTexts(ar), en: flattenTexts(en), fr: flattenTexts(fr) } };
}

/** The `translations` contribution: a deployment's later module may override any of it. */
export function toHostTranslations({ module, byLanguage }: Texts) {
  return Object.entries(byLanguage).map(([key, messages]) => ({
    key,
    messages: Object.fromEntries(Object.entries(messages).map(([id, text]) => [`${module}.${id}`, text])),
  }));
}

/**
 * Fills `{name}`; `one:…|other:…` is chosen by `values.count` with the plural rules of `language`, which the host's
 * formatter does not have (its locale is always English).
 */
export function fillText(template: string, language: UiLanguage, values: TextValues = {}): string {
  return pluralForm(template, language, values.count).replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in values ? String(values[name]) : whole,
  );
}

function pluralForm(template: string, language: UiLanguage, count: number | string | undefined): string {
  if (!/^(zero|one|two|few|many|other):/.test(template)) return template;
  const forms = new Map(template.split('|').map((form) => form.split(/:(.*)/s).slice(0, 2) as [string, string]));
  const category = new Intl.PluralRules(language).select(Number(count));
  return forms.get(category) ?? forms.get('other') ?? template;
}

/**
 * Our own text in the user's language, unless the deployment overrides it: a host text that is not our English one
 * was put there by somebody.
 */
export function findText(texts: Texts, language: UiLanguage, host: unknown, key: string): string | undefined {
  const english = texts.byLanguage.en[key];
  if (typeof host === 'string' && host !== '' && host !== english) return host;
  return texts.byLanguage[language][key] ?? english;
}

/** Reads the texts of a module in the user's language, falling back to English; or in another, for who reads it. */
export function useText(texts: Texts, readers?: UiLanguage): TextReader {
  const own = useLanguage();
  const language = readers ?? own;
  const intl = useContext(IntlContext);
  return useMemo(() => {
    // What the host has is in the user's language: of no use for another one.
    const messages: Readonly<Record<string, unknown>> = (language === own ? intl?.messages : undefined) ?? {};
    const find = (key: string) => findText(texts, language, messages[`${texts.module}.${key}`], key);
    return {
      text: (key, values) => fillText(find(key) ?? key, language, values),
      has: (key) => find(key) !== undefined,
      language,
    };
  }, [texts, language, own, intl]);
}
