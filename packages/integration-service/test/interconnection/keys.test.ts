import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadOwnKeys } from '../../src/interconnection/keys.js';
import { makeSecrets } from './test-keys.js';

describe('our own keys', () => {
  it('show the public half alone', async () => {
    const secrets = await makeSecrets({});
    const { signing, oidc } = await loadOwnKeys(secrets.dir);
    expect([signing.publicJwk, oidc.publicJwk]).toEqual([secrets.signing.publicJwk, secrets.oidc.publicJwk]);
    expect(JSON.stringify([signing.publicJwk, oidc.publicJwk])).not.toContain('"d"');
    secrets.remove();
  });
  it('stop the start when one is missing or of another kind', async () => {
    const secrets = await makeSecrets({});
    writeFileSync(join(secrets.dir, 'interlink-oidc.jwk'), JSON.stringify(secrets.signing.privateJwk));
    await expect(loadOwnKeys(secrets.dir)).rejects.toThrow('P-256');
    secrets.remove();
    await expect(loadOwnKeys(secrets.dir)).rejects.toThrow('ENOENT');
  });
});
