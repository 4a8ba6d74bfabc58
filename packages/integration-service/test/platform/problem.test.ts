import { chooseLanguage } from '../../src/platform/http/problem.js';

describe('the language of a problem', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['fr', 'fr'],
    ['ar-EG,en;q=0.9', 'ar'],
    ['sw, fr;q=0.5, en;q=0.8', 'en'],
    ['sw', 'en'],
    ['fr;q=0, ar;q=0.1', 'ar'],
    ['en;q=broken, fr', 'fr'],
  ])('is, for Accept-Language %s, %s', (header, language) => {
    expect(chooseLanguage(header)).toBe(language);
  });
});
