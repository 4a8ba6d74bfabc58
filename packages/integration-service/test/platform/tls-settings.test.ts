import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readEnvironment } from '../../src/platform/environment';

const folder = mkdtempSync(path.join(tmpdir(), 'interlink-tls-'));
const made = (name: string) => {
  const [key, certificate] = [path.join(folder, `${name}.key`), path.join(folder, `${name}.crt`)];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', '/CN=x'];
  execFileSync('openssl', ['req', '-x509', ...kind, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  return { key, certificate };
};
const own = made('own');
const other = made('other');
afterAll(() => rmSync(folder, { recursive: true }));

describe('TLS of the service itself', () => {
  it('is read from files, and is off where nothing is said', async () => {
    const environment = { INTERLINK_TLS_CERTIFICATE_FILE: own.certificate, INTERLINK_TLS_KEY_FILE: own.key };
    const { tls } = await readEnvironment(environment);
    expect(tls).toEqual({
      certificate: readFileSync(own.certificate, 'utf8').trim(),
      key: readFileSync(own.key, 'utf8').trim(),
      clientAuthorities: undefined,
    });
    expect((await readEnvironment({})).tls).toBeUndefined();
  });

  it.each([
    ['a certificate without its key', { INTERLINK_TLS_CERTIFICATE_FILE: own.certificate }, 'needed together'],
    ['authorities alone', { INTERLINK_TLS_CLIENT_CA_FILE: own.certificate }, 'needed together'],
    [
      'the key of another certificate',
      { INTERLINK_TLS_CERTIFICATE_FILE: own.certificate, INTERLINK_TLS_KEY_FILE: other.key },
      'belong together',
    ],
  ])('S14: refuses to start with %s', async (_what, environment, message) => {
    await expect(readEnvironment(environment)).rejects.toThrow(message);
  });
});
