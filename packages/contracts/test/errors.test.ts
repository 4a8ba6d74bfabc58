import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { errorCatalogue, isServiceError, ServiceError, type ErrorCode } from '../src/errors';
import type { ErrorText } from '../src/error-catalogue';

const packages = path.resolve(__dirname, '../..');
const codes = Object.entries(errorCatalogue as Readonly<Record<string, ErrorText>>);
/** Only a program that speaks to us can be refused for these: they name headers. */
const OF_PROGRAMS = [
  'interconnection.too-many-requests',
  'platform.idempotency-key-missing',
  'platform.idempotency-key-reused',
];

/** All text of the TypeScript files in these folders of every package. */
function textOf(folder: 'src' | 'test', isWanted: (file: string) => boolean): string {
  return readdirSync(packages)
    .flatMap((name) => {
      const root = path.join(packages, name, folder);
      const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
      return files.filter((file) => /\.tsx?$/.test(file) && isWanted(file)).map((file) => path.join(root, file));
    })
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
}

describe('the catalogue of failures', () => {
  it.each(codes)('%s is named by its capability, in small letters', (code) => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it.each(codes)('%s is a failure of HTTP', (_code, { status }) => {
    expect(status >= 400 && status <= 599).toBe(true);
  });

  it.each(codes)('%s says in each language what happened, in whole sentences', (_code, { en, fr, ar }) => {
    for (const text of [en, fr, ar]) expect(text).toMatch(/^\S.*[.؟?!]$/);
    expect(new Set([en, fr, ar]).size).toBe(3);
    expect(ar).toMatch(/[\u0600-\u06ff]/);
    expect(`${en}${fr}`).not.toMatch(/[\u0600-\u06ff]/);
  });

  it.each(codes.filter(([code]) => !OF_PROGRAMS.includes(code)))(
    '%s speaks of nothing that the reader of a screen never sees',
    (_code, { en, fr, ar }) => {
      for (const text of [en, fr, ar]) expect(text).not.toMatch(/`(?!interlink )\w|\bdetails\b|-Key|Retry-After/);
    },
  );

  it.each(codes)('%s promises in every language the same places to look at', (_code, { en, fr, ar }) => {
    const places = (text: string) => [...text.matchAll(/`(\w+)/g)].map(([, place]) => place).sort();
    expect([places(fr), places(ar)]).toEqual([places(en), places(en)]);
  });

  it('has no two codes with the same words, by which nobody could tell them apart', () => {
    const texts = codes.map(([, { en }]) => en);
    expect(texts.filter((text, at) => texts.indexOf(text) !== at)).toEqual([]);
  });

  it('has no code that a service throws and no test ever looks at', () => {
    const thrown = textOf('src', (file) => !file.endsWith('errors.ts'));
    const tested = textOf('test', (file) => /\.test\.tsx?$/.test(file) && !file.endsWith('errors.test.ts'));
    const untested = codes
      .map(([code]) => code)
      .filter((code) => thrown.includes(`'${code}'`) && !tested.includes(code));
    expect(untested).toEqual([]);
  });
});

describe('a failure that crosses a package', () => {
  it('has a code, the facts for its reader, and its cause, which nobody is told', () => {
    const cause = new Error('marker-4711');
    const failure = new ServiceError('platform.conflict', { version: 3 }, { cause });
    expect(failure).toMatchObject({ name: 'ServiceError', code: 'platform.conflict', details: { version: 3 }, cause });
    expect(failure.message).toBe(errorCatalogue['platform.conflict'].en);
    expect(JSON.stringify({ ...failure })).not.toContain('marker');
  });

  it('is told from a bug', () => {
    expect(isServiceError(new ServiceError('platform.internal'))).toBe(true);
    for (const stranger of [
      new Error('x'),
      { code: 'platform.internal' as ErrorCode },
      undefined,
      'platform.internal',
    ]) {
      expect(isServiceError(stranger)).toBe(false);
    }
  });
});
