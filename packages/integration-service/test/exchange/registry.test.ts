import { readdirSync } from 'node:fs';
import path from 'node:path';
import { connectors } from '../../src/exchange/connectors/registry.js';

describe('the registry of connectors', () => {
  const folder = path.resolve(__dirname, '../../src/exchange/connectors');
  const files = readdirSync(folder).map((file) => path.basename(file, '.ts'));

  it('lists every file, by its name, sorted', () => {
    expect(connectors.map(({ id }) => id)).toEqual(files.filter((file) => file !== 'registry').sort());
  });
});
