import type { Texts } from '../../src/texts.js';

type Schema = { readonly enum: readonly string[] } | { readonly anyOf: readonly { readonly const: string }[] };

/** Every value that a schema of literals allows. */
export const literalsOf = (schema: Schema): readonly string[] =>
  'enum' in schema ? schema.enum : schema.anyOf.map((one) => one.const);

/** A group of texts, and the codes that the service can give for it. */
export type Explained = readonly [group: string, codes: readonly string[]];

/** What holds for the texts of every module: three languages with the same keys, and words for every code. */
export function describeTexts({ byLanguage: { ar, en, fr } }: Texts, explained: readonly Explained[]): void {
  describe('The texts of the module', () => {
    it('are the same keys in English, French and Arabic, none empty', () => {
      expect(Object.keys(fr).sort()).toEqual(Object.keys(en).sort());
      expect(Object.keys(ar).sort()).toEqual(Object.keys(en).sort());
      expect([en, fr, ar].flatMap((all) => Object.values(all)).filter((text) => text.trim() === '')).toEqual([]);
    });

    it('hold the same placeholders in each language', () => {
      const placeholders = (text = '') => [...new Set(text.match(/\{\w+\}/g))].sort().join();
      // A plural form may say the number in words.
      const plain = Object.keys(en).filter((key) => !/^(zero|one|two|few|many|other):/.test(en[key] ?? ''));
      const wrong = plain.filter((key) => [fr, ar].some((all) => placeholders(all[key]) !== placeholders(en[key])));
      expect(wrong).toEqual([]);
    });

    it.each(explained)('explain every %s that the service can give', (group, codes) => {
      expect(codes.length).toBeGreaterThan(0);
      expect(codes.filter((one) => !(`${group}.${one}` in en))).toEqual([]);
    });
  });
}
