import fc from 'fast-check';
import type { Clock } from '../../src/platform/clock.js';
import { hashOfBody } from '../../src/platform/http/canonical-body.js';
import { chooseLanguage } from '../../src/platform/http/problem.js';
import { openRate } from '../../src/platform/http/rate.js';
import { openMetrics } from '../../src/platform/metrics.js';
import { countSmsParts } from '../../src/platform/outbox/sms-parts.js';

/** A clock that a test moves. */
function movableClock() {
  let time = 0;
  const clock: Clock = { now: () => new Date(time) };
  return { clock, pass: (milliseconds: number) => void (time += milliseconds) };
}

describe('the language of an answer', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['fr', 'fr'],
    ['FR-ca', 'fr'],
    ['ar-EG;q=0.4, fr;q=0.9', 'fr'],
    ['de, fr;q=0.2', 'fr'],
    ['fr;q=0, ar', 'ar'],
    ['fr;q=0', 'en'],
    ['fr;level=1;q=0.1, ar;q=0.2', 'ar'],
    ['fr;q=high, ar;q=0.1', 'ar'],
    ['*', 'en'],
    ['sw', 'en'],
    [',,;q=1;,', 'en'],
    ['français', 'en'],
  ])('to %j is the caller’s first of ours, English otherwise', (header, language) => {
    expect(chooseLanguage(header)).toBe(language);
  });

  it('is one of ours, whatever is asked for', () => {
    fc.assert(fc.property(fc.string(), (header) => expect(['ar', 'en', 'fr']).toContain(chooseLanguage(header))));
  });
});

describe('what is let through a minute', () => {
  it('is so many of each, and those of others do not count', () => {
    const rate = openRate(movableClock().clock, 2);
    expect([rate.count('a'), rate.count('a'), rate.count('a'), rate.count('b')]).toEqual([true, true, false, true]);
    expect([rate.isOver('a'), rate.isOver('b'), rate.isOver('c')]).toEqual([true, false, false]);
  });

  it('is counted from the first of it, so that asking on does not keep anybody out longer', () => {
    const { clock, pass } = movableClock();
    const rate = openRate(clock, 1);
    rate.count('a');
    pass(59_999);
    expect(rate.count('a')).toBe(false);
    pass(1);
    expect(rate.isOver('a')).toBe(false);
    expect(rate.count('a')).toBe(true);
  });

  it('never lets more through in one minute than it may, however they come', () => {
    const steps = fc.array(fc.record({ key: fc.constantFrom('a', 'b'), wait: fc.nat(30_000) }), { maxLength: 60 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 4 }), (asked, max) => {
        const { clock, pass } = movableClock();
        const rate = openRate(clock, max);
        const starts = new Map<string, { at: number; n: number }>();
        for (const { key, wait } of asked) {
          pass(wait);
          const now = clock.now().getTime();
          const kept = starts.get(key);
          const window = kept && now < kept.at + 60_000 ? kept : { at: now, n: 0 };
          starts.set(key, { ...window, n: window.n + 1 });
          expect(rate.count(key)).toBe(window.n + 1 <= max);
        }
      }),
    );
  });

  it('remembers those who came last when a flood of addresses comes', () => {
    const rate = openRate(movableClock().clock, 1);
    rate.count('first');
    for (let at = 0; at < 20_000; at += 1) rate.count(`flood-${at}`);
    expect(rate.isOver('flood-19999')).toBe(true);
    expect(rate.isOver('first')).toBe(false);
  });
});

describe('S4: the hash of a body', () => {
  it('is the same for the same content in any order, and another for any other content', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue({ noNullPrototype: true } as never)),
        (body) => {
          const turned = Object.fromEntries(Object.entries(body).reverse());
          expect(hashOfBody(turned)).toBe(hashOfBody(body));
          expect(hashOfBody({ ...body, 'one more': 1 })).not.toBe(hashOfBody(body));
        },
      ),
    );
  });

  it('is, of the bytes of a file, those bytes: told from others and from JSON that looks like them, and at once', () => {
    const photo = Buffer.alloc(10_000_000, 7);
    // The time of the processor, whoever else wants it.
    const before = process.cpuUsage();
    const hash = hashOfBody(photo);
    const { user, system } = process.cpuUsage(before);
    expect(user + system).toBeLessThan(2_000_000);
    const other = Buffer.from(photo);
    other.writeUInt8(8, 9_999_999);
    expect([hashOfBody(Buffer.from(photo)), hashOfBody(other) === hash]).toEqual([hash, false]);
    const bytes = Buffer.from('{"a":1}');
    const alike = [bytes, { a: 1 }, '{"a":1}', { ...bytes }, bytes.toJSON(), Buffer.alloc(0), {}, null];
    expect(new Set(alike.map(hashOfBody)).size).toBe(alike.length);
  });

  it('tells a list by its order, a text from a number, nothing from an empty object', () => {
    const bodies = [[1, 2], [2, 1], ['1', 2], {}, null, '', 0, false, { a: null }, { a: [] }];
    expect(new Set(bodies.map(hashOfBody)).size).toBe(bodies.length);
    expect(hashOfBody(undefined)).toBe(hashOfBody(null));
  });
});

describe('a measurement', () => {
  it('of one name is one, however often it is asked for: nothing is counted twice or lost', async () => {
    const metrics = openMetrics();
    metrics.counter('asked', 'Asked', ['partner']).inc({ partner: 'bank' });
    metrics.counter('asked', 'Asked', ['partner']).inc({ partner: 'bank' });
    expect(await metrics.registry.metrics()).toContain('interlink_asked{partner="bank"} 2');
  });

  it('is of one process alone', async () => {
    const [one, other] = [openMetrics(), openMetrics()];
    one.gauge('waiting', 'Waiting').set(3);
    expect(await other.registry.metrics()).not.toContain('interlink_waiting');
  });
});

describe('how many SMS a text is', () => {
  it.each([
    ['nothing', '', 1],
    ['160 letters', 'a'.repeat(160), 1],
    ['161 letters', 'a'.repeat(161), 2],
    ['306 letters', 'a'.repeat(306), 2],
    ['307 letters', 'a'.repeat(307), 3],
    ['80 euro signs, which are two letters each', '€'.repeat(80), 1],
    ['81 euro signs', '€'.repeat(81), 2],
    ['70 Arabic letters', 'م'.repeat(70), 1],
    ['71 Arabic letters', 'م'.repeat(71), 2],
    ['one letter beside the alphabet', `${'a'.repeat(70)}ç`, 2],
    ['35 faces of two units each', '😀'.repeat(35), 1],
    ['36 faces', '😀'.repeat(36), 2],
    ['a euro sign that does not fit at the end of the first', `${'a'.repeat(152)}€${'a'.repeat(152)}`, 3],
    ['faces that are not cut at the end of each', '😀'.repeat(67), 3],
  ])('is as it is billed: %s', (_what, text, parts) => {
    expect(countSmsParts(text)).toBe(parts);
  });

  it('never grows less when the text goes on', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', '€', 'م', '😀', '\n'), maxLength: 250 });
    fc.assert(
      fc.property(letters, letters, (text, more) => {
        expect(countSmsParts(text + more)).toBeGreaterThanOrEqual(countSmsParts(text));
      }),
    );
  });
});
