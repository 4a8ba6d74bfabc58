import { readFileSync } from 'node:fs';
import path from 'node:path';
import { subscriptions } from '../../src/subscriptions.js';

describe('the list of subscriptions', () => {
  const main = readFileSync(path.resolve(__dirname, '../../src/main.ts'), 'utf8');

  it('names its subscribers and their events in the words of the capabilities, sorted', () => {
    const names = Object.keys(subscriptions);
    expect(names).toEqual([...names].sort());
    for (const kind of Object.values(subscriptions).flat()) expect(kind).toMatch(/^[a-z-]+\.[a-z-]+$/);
  });

  it('is what main.ts starts relays for', () => {
    expect(main).toContain('subscribers(capabilities).map(subscriberDestination)');
  });
});
