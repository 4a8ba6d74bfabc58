import { readFileSync } from 'node:fs';
import path from 'node:path';
import { everySubscriber, type Subscriber } from '../../src/platform/outbox/subscriber.js';
import { subscriptions } from '../../src/subscriptions.js';

describe('the list of subscriptions', () => {
  const main = readFileSync(path.resolve(__dirname, '../../src/main.ts'), 'utf8');

  it('names its subscribers and their events in the words of the capabilities, sorted', () => {
    const names = Object.keys(subscriptions);
    expect(names).toEqual([...names].sort());
    for (const kind of Object.values(subscriptions).flat()) expect(kind).toMatch(/^[a-z-]+\.[a-z-]+$/);
  });

  it('is what main.ts starts relays for', () => {
    expect(main).toContain('everySubscriber(subscriptions, subscribers(capabilities)).map(subscriberDestination)');
  });

  const listener = (name: string, ...kinds: string[]): Subscriber => ({ name, kinds, handle: async () => undefined });

  it('gives the listeners when each event that is written has one, and none listens for nothing', () => {
    const listeners = [listener('a', 'x.one', 'x.two'), listener('b', 'x.one')];
    expect(everySubscriber({ a: ['x.two', 'x.one'], b: ['x.one'] }, listeners)).toBe(listeners);
  });

  it.each([
    ['events would be written that nobody takes', { a: ['x.one'], b: ['x.two'] }, [listener('a', 'x.one')], 'b: x.two'],
    ['somebody would listen in vain', { a: ['x.one'] }, [listener('a', 'x.one'), listener('b', 'x.one')], 'b: x.one'],
    ['they name other events', { a: ['x.one'] }, [listener('a', 'x.two')], 'a: x.one; a: x.two'],
  ])('lets no process start when %s', (_why, written, listeners, odd) => {
    expect(() => everySubscriber(written, listeners)).toThrow(odd);
  });
});
