import fc from 'fast-check';
import { wholeNumber, zonedTime } from '../../src/cli/read-arguments.js';
import { openFakeService } from './fake-service.js';

type Service = Awaited<ReturnType<typeof openFakeService>>;
let service: Service;
beforeAll(async () => {
  service = await openFakeService();
});
afterAll(() => service.close());
beforeEach(() => service.answers({}));

/** Wrong use is told in one line before anything is asked of the service. */
async function expectRefused(command: string, words: string): Promise<void> {
  const { code, out, err } = await service.type(command);
  expect({ code, out, asked: service.seen }).toEqual({ code: 2, out: '', asked: [] });
  expect(err.trimEnd().split('\n')).toHaveLength(1);
  expect(err).toContain(words);
}

describe('a wrong argument', () => {
  const count = 'payments cash-count b1 --day 2026-11-25';
  it.each([
    ['an advance in words', `${count} --advance much --returned 0`, '--advance is a whole number'],
    ['an advance with cents', `${count} --advance 1.5 --returned 0`, '--advance is a whole number'],
    ['an advance with an exponent', `${count} --advance 1e6 --returned 0`, '"1e6" is none'],
    ['cash that came back in hexadecimal', `${count} --advance 5 --returned 0x10`, '--returned is a whole number'],
    ['less than nothing', `${count} --advance 5 --returned=-5`, '--returned is a whole number'],
    ['no money at all, which is not zero', `${count} --advance= --returned 0`, '"" is none'],
    ['more than can be counted exactly', `${count} --advance 9007199254740993 --returned 0`, '--advance is a whole'],
    ['households in words', 'social-registry publish --most all', '--most is a whole number of at least 1'],
    ['no household', 'social-registry publish --most 0', '--most is a whole number of at least 1'],
    ['half a household', 'social-registry publish --most 2.5', '--most is a whole number of at least 1'],
    ['a time in words', 'keys rotate message --from tomorrow', 'tomorrow is not a time'],
    ['a number as time', 'keys rotate message --from 1', '1 is not a time'],
    ['a day that never was', 'keys rotate message --from 2026-02-30T08:00:00Z', 'is not a time'],
    ['a time without zone', 'keys rotate message --from 2026-12-31T08:00:00', 'give one as 2026-12-31T08:00:00Z'],
    ['a purpose that there is not', 'keys rotate dance', 'message, token, encryption'],
    ['a person and a place', 'exchange follow r --connector c --event Death --person A:1 --place b=2', 'not both'],
    ['a person without a number', 'exchange follow r --connector c --event Death --person UIN', 'UIN:880012'],
    ['nobody to look for', 'registry search --purpose case', 'a name, --number, --phone or --born'],
    ['nothing said of why', 'registry search Amina', "required option '--purpose <why>' not specified"],
    ['a reason that there is not', 'registry person p1 --purpose curiosity', 'Allowed choices are enrolment'],
    ['a birthday that never was', 'registry search --born 1950-02-30 --purpose case', '--born is a day as'],
    ['a past day in words', 'registry person p1 --purpose case --as-of yesterday', '--as-of is a day as'],
    ['a past moment without zone', 'registry household h1 --purpose case --known-at 2026-01-01T08:00', 'not a time'],
    [
      'a page before the first',
      'registry search Amina --purpose case --page 0',
      '--page is a whole number of at least 1',
    ],
    ['a file with --since alone', 'exchange show mis --limit 0', '--limit is 1 to 200'],
  ])('ends with 2 and one line that says what to do: %s', async (_what, command, words) => {
    await expectRefused(command, words);
  });

  it.each([
    ['text', 'hello'],
    ['a list', [{ instrId: 'I1', mark: 'paid' }]],
    ['an object without marks', { lines: [] }],
    ['marks that are no list', { marks: 'all of them' }],
    ['nothing', ''],
    ['JSON that was cut off', '{"marks":[{"instrId":"I1"'],
  ])('ends with 2 when the file of marks holds %s, and hands nothing in', async (_what, content) => {
    await expectRefused(
      `payments marks b1 ${service.file('marks.json', content)}`,
      'that the page of the list has saved',
    );
  });

  it('ends with 2 when the keys for a pack are no JSON, instead of failing unforeseen', async () => {
    const pack = service.file('pack.jsonl', '{}\n');
    await expectRefused(`payments verify ${pack} --keys ${service.file('keys.json', 'PEM?')}`, 'is not valid JSON');
    await expectRefused(`payments verify ${pack} --keys /nowhere/keys.json`, 'cannot be read');
  });

  it.each<[string, unknown]>([
    ['a number', 7],
    ['a list', []],
    ['keys that are none', { keys: [null, 5, {}] }],
    ['keys of another form', { keys: 'all' }],
  ])('ends with 1 when the keys for a pack are %s: then it proves nothing', async (_what, keys) => {
    const pack = service.file('pack.jsonl', '{}\n');
    const { code, err } = await service.type(`payments verify ${pack} --keys ${service.file('keys.json', keys)}`);
    expect({ code, err }).toEqual({ code: 1, err: 'interlink: The pack does not prove what it says.\n' });
  });
});

describe('a right argument', () => {
  it('is counted exactly as it was typed, nothing included', async () => {
    service.answers({ 'POST /payments/batches/b1/cash-counts': { id: 'c1' } });
    const typed = await service.type('payments cash-count b1 --day 2026-11-25 --advance 0100 --returned 0');
    expect(typed.code).toBe(0);
    expect(service.seen[0]?.body).toEqual({ day: '2026-11-25', advanceMinor: 100, returnedMinor: 0, isLast: false });
  });

  it('is a time in any zone', async () => {
    service.answers({ 'POST /own-keys': { kid: 'k', purpose: 'message', alg: 'EdDSA', state: 'next', store: 'x' } });
    await service.type('keys rotate message --from 2026-12-31T11:00+03:00');
    expect(service.seen[0]?.body).toEqual({ purpose: 'message', from: '2026-12-31T08:00:00.000Z' });
  });

  it('S16: is a list of fingerprints as people type it', async () => {
    const key = { id: 'k1', thumbprint: 't2', use: 'sig' };
    const partner = { id: 'mis', status: 'active', keys: [key], addresses: [], certificates: [] };
    service.answers({ 'GET /partners/mis': partner, 'POST /partners/mis/keys/k1/confirm': {} });
    // One word of the shell holds a blank; `type` cuts at blanks, so that it is written as another one.
    expect(await service.type('partner confirm mis --thumbprints t1,\u00a0t2\u00a0')).toMatchObject({ code: 0 });
    expect(service.seen.map(({ call }) => call)).toContain('POST /partners/mis/keys/k1/confirm');
  });
});

describe('what is typed as an id', () => {
  it.each([
    ['social-registry status ../uploads', '/social-registry/publications/..%2Fuploads'],
    ['social-registry rows a?b', '/social-registry/publications/a%3Fb/rows'],
    ['social-registry pause ../x#y', '/social-registry/publications/..%2Fx%23y/pause'],
    ['social-registry resume a/b', '/social-registry/publications/a%2Fb/resume'],
    ['partner fetch-keys ../own-keys', '/partners/..%2Fown-keys/keys/fetch'],
    ['partner address ../x api https://x.example', '/partners/..%2Fx/addresses'],
    ['registry person ../x --purpose case', '/registry/people/..%2Fx'],
    ['registry household a?b --purpose case', '/registry/households/a%3Fb'],
    ['payments witness ../b1', '/payments/cash-counts/..%2Fb1/witness'],
    ['outbox replay ../x', '/platform/outbox/..%2Fx/replay'],
    ['exchange unfollow ../x', '/followed-registries/..%2Fx/end'],
  ])('is one part of an address, whatever it is: %s', async (command, address) => {
    await service.type(command);
    expect(service.seen[0]?.call.split(' ')[1]).toMatch(new RegExp(`^${address.replaceAll('.', '\\.')}(\\?|$)`));
  });
});

describe('reading numbers and times that were typed', () => {
  it('gives back what was written', () => {
    fc.assert(fc.property(fc.maxSafeNat(), (number) => expect(wholeNumber('--most', String(number))).toBe(number)));
    const time = fc.date({ min: new Date('1970-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(fc.property(time, (one) => expect(zonedTime(one.toISOString())).toBe(one.toISOString())));
  });

  it('gives a safe whole number or refuses, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.-+eExn ٣\u0000') }), (text) => {
        try {
          const number = wholeNumber('--most', text);
          expect(Number.isSafeInteger(number) && number >= 0 && /^\d+$/.test(text)).toBe(true);
        } catch (thrown) {
          expect(thrown).toMatchObject({ name: 'CliError', exitCode: 2 });
        }
      }),
      { numRuns: 500 },
    );
  });
});
