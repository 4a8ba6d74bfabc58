import fc from 'fast-check';
import { cleanup, render, screen } from '@testing-library/react';
import { IntlProvider } from 'react-intl';
import { Provider } from 'react-redux';
import { createStore } from 'redux';
import { directionOf } from '../src/direction.js';
import { toUiLanguage, type UiLanguage } from '../src/language.js';
import { defineTexts, fillText, findText, flattenTexts, toHostTranslations, useText } from '../src/texts.js';

const texts = defineTexts('mod', {
  en: { greet: 'Hello {name}', deep: { only: 'English only' } },
  fr: { greet: 'Bonjour {name}' },
  ar: { greet: 'مرحباً {name}' },
});
afterEach(cleanup);

function show(language: string, messages: Record<string, string> = {}, readers?: UiLanguage) {
  const Shown = () => {
    const { text } = useText(texts, readers);
    return <p>{`${text('greet', { name: 'Zuri' })}|${text('deep.only')}|${text('missing.key')}`}</p>;
  };
  const store = createStore(() => ({ core: { user: { i_user: { language } } } }));
  render(
    <Provider store={store}>
      <IntlProvider locale="en" messages={messages}>
        <Shown />
      </IntlProvider>
    </Provider>,
  );
  return screen.getByText(/\|/).textContent;
}

describe('The texts of a module', () => {
  it('are read in the language of somebody else than the user when they are for somebody else', () => {
    const host = { 'mod.greet': 'Jambo {name}' };
    expect(show('en', host, 'fr')).toBe('Bonjour Zuri|English only|missing.key');
    cleanup();
    expect(show('fr', host, 'fr')).toBe('Jambo Zuri|English only|missing.key');
  });

  it.each([
    ['fr', 'Bonjour Zuri|English only|missing.key'],
    ['ar', 'مرحباً Zuri|English only|missing.key'],
    ['sw', 'Hello Zuri|English only|missing.key'],
  ])('are read in the language of the user, falling back to English: %s', (language, expected) => {
    expect(show(language)).toBe(expected);
  });

  it('are overridden by what a deployment put into the host', () => {
    expect(show('fr', { 'mod.greet': 'Salut {name}' })).toContain('Salut Zuri');
  });

  it('are not overridden by the English that a host without the language shows', () => {
    expect(findText(texts, 'ar', 'Hello {name}', 'greet')).toBe('مرحباً {name}');
  });

  it('are contributed flat and under the name of the module', () => {
    expect(toHostTranslations(texts).find(({ key }) => key === 'en')?.messages).toEqual({
      'mod.greet': 'Hello {name}',
      'mod.deep.only': 'English only',
    });
  });

  it('follow the plural rules that the formatter of the host lacks', () => {
    const forms = 'one:{count} dossier|other:{count} dossiers';
    expect([0, 1, 2].map((count) => fillText(forms, 'fr', { count }))).toEqual([
      '0 dossier',
      '1 dossier',
      '2 dossiers',
    ]);
    expect(fillText(forms, 'en', { count: 0 })).toBe('0 dossiers');
  });

  it('never lose a text by flattening', () => {
    const tree = fc.letrec((tie) => ({
      node: fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.oneof(fc.string(), tie('node')), { maxKeys: 3 }),
    })).node;
    const count = (node: unknown): number =>
      typeof node === 'string'
        ? 1
        : Object.values(node as object).reduce((sum: number, child) => sum + count(child), 0);
    fc.assert(fc.property(tree, (node) => expect(Object.keys(flattenTexts(node as never))).toHaveLength(count(node))));
  });
});

describe('The language of the user', () => {
  it('is one of ours whatever openIMIS calls it', () => {
    expect(['fr-CH', 'FR', 'ar', 'en-GB', 'sw', undefined].map(toUiLanguage)).toEqual([
      'fr',
      'fr',
      'ar',
      'en',
      'en',
      'en',
    ]);
    expect(directionOf('ar')).toBe('rtl');
    expect(directionOf('fr')).toBe('ltr');
  });
});
