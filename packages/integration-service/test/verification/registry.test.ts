import { readdirSync } from 'node:fs';
import path from 'node:path';
import { verifiers } from '../../src/verification/verifiers/registry.js';

describe('the registry of verifiers', () => {
  const folder = path.resolve(__dirname, '../../src/verification/verifiers');
  const files = readdirSync(folder).map((file) => path.basename(file, '.ts'));

  it('lists every file, by its name, sorted', () => {
    expect(verifiers.map(({ id }) => id)).toEqual(files.filter((file) => file !== 'registry').sort());
  });
  it('has a verifier of each kind', () => {
    expect(new Set(verifiers.map(({ kind }) => kind))).toEqual(
      new Set(['account', 'civil-status', 'enrolment', 'identity']),
    );
  });
});
