import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import {
  createServer,
  type IncomingMessage,
  request as httpRequest,
  type Server,
  type ServerResponse,
} from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../partner-sandbox/test/support/ports.js';

const shell = path.resolve(__dirname, '..');

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const listen = (server: Server) =>
  new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

/** What a backend got, told back to the caller. */
const echo = (request: IncomingMessage, response: ServerResponse) => {
  if (request.url?.endsWith('/never')) return;
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    response.setHeader('set-cookie', 'JWT=abc; HttpOnly; Path=/');
    response.end(JSON.stringify({ url: request.url, method: request.method, headers: request.headers, body }));
  });
};

const folder = mkdtempSync(path.join(tmpdir(), 'shell-'));
const asset = path.join(folder, 'assets/test.0123456789ab.js');

describe('The server of the built shell', () => {
  let backend: Server;
  let child: ChildProcess;
  let port: number;

  const ask = (where: string, headers: Record<string, string> = {}, method = 'GET', body = '') =>
    new Promise<Answer>((resolve, reject) => {
      const asked = httpRequest({ host: '127.0.0.1', port, path: where, method, headers }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
      });
      asked.on('error', reject);
      asked.end(body);
    });

  beforeAll(async () => {
    mkdirSync(path.dirname(asset), { recursive: true });
    writeFileSync(path.join(folder, 'index.html'), '<!doctype html><div id="root"></div>');
    writeFileSync(asset, 'export {};');
    writeFileSync(`${asset}.br`, 'brotli');
    writeFileSync(`${asset}.gz`, 'gzip');
    backend = createServer(echo);
    const behind = await listen(backend);
    port = await freePort();
    const env = {
      PORT: String(port),
      OPENIMIS_URL: `http://127.0.0.1:${behind}`,
      INTERLINK_URL: `http://127.0.0.1:${await freePort()}`,
      PROXY_TIMEOUT_MS: '5000',
    };
    child = spawn(process.execPath, [path.join(shell, 'serve.mjs'), folder], { env: { ...process.env, ...env } });
    await new Promise((resolve) => child.stdout?.once('data', resolve));
  });

  afterAll(async () => {
    child.kill();
    backend.closeAllConnections();
    await new Promise((resolve) => backend.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  });

  it('sends the bare address to /front', async () => {
    const { status, headers } = await ask('/');
    expect([status, headers.location]).toEqual([302, '/front']);
  });

  it('answers every page of the application with the same document, never from a cache', async () => {
    const pages = await Promise.all(
      ['/front', '/front/', '/front/benefitPlans/benefitPlan/1'].map((page) => ask(page)),
    );
    for (const { status, headers, body } of pages) {
      expect(status).toBe(200);
      expect(headers['cache-control']).toBe('no-cache');
      expect(body).toContain('id="root"');
    }
  });

  it('keeps a hashed file for a year and sends it as it was compressed at build time', async () => {
    const url = '/front/assets/test.0123456789ab.js';
    const plain = await ask(url);
    expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(plain.body).toBe('export {};');
    const gzip = await ask(url, { 'accept-encoding': 'gzip, deflate' });
    expect([gzip.headers['content-encoding'], gzip.body]).toEqual(['gzip', 'gzip']);
    const brotli = await ask(url, { 'accept-encoding': 'gzip, deflate, br' });
    expect([brotli.headers['content-encoding'], brotli.body]).toEqual(['br', 'brotli']);
    const again = await ask(url, { 'if-none-match': String(plain.headers.etag) });
    expect([again.status, again.body]).toEqual([304, '']);
  });

  it('says that a script is gone instead of sending a page in its place', async () => {
    expect((await ask('/front/assets/old.js')).status).toBe(404);
  });

  it.each(['/front/../package.json', '/front/%2e%2e/package.json', '/front/assets/..%2f..%2f..%2fpackage.json'])(
    'gives nothing from outside the built folder for %s',
    async (where) => {
      expect((await ask(where)).body).not.toContain('@interlink/shell');
    },
  );

  it('answers an unreadable address with a problem and goes on', async () => {
    expect((await ask('/front/%zz')).status).toBe(400);
    expect((await ask('/front')).status).toBe(200);
  });

  it('lets no page load anything from elsewhere, nor be framed', async () => {
    const { headers } = await ask('/front');
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['content-security-policy']).not.toMatch(/https?:|script-src[^;]*unsafe/);
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('passes a request on whole: path, body, cookies and Host, and the cookies of the answer back', async () => {
    const sent = { host: 'openimis.example', cookie: 'JWT=1; csrftoken=2', origin: 'http://openimis.example' };
    const { status, headers, body } = await ask('/api/graphql?x=1', sent, 'POST', '{"query":"{a}"}');
    const got = JSON.parse(body) as { url: string; method: string; headers: Record<string, string>; body: string };
    expect(status).toBe(200);
    expect(got).toMatchObject({ url: '/api/graphql?x=1', method: 'POST', body: '{"query":"{a}"}' });
    expect(got.headers).toMatchObject(sent);
    expect(headers['set-cookie']).toEqual(['JWT=abc; HttpOnly; Path=/']);
  });

  it('says itself where a request came from, whatever the caller claims', async () => {
    const { body } = await ask('/api/x', {
      'x-forwarded-for': '10.9.8.7',
      'x-forwarded-proto': 'https',
      forwarded: 'for=1',
    });
    const { headers } = JSON.parse(body) as { headers: Record<string, string> };
    expect(headers['x-forwarded-for']).toBe('127.0.0.1');
    expect(headers['x-forwarded-proto']).toBe('http');
    expect(headers.forwarded).toBeUndefined();
  });

  it('takes only a whole first part of the path for a proxy', async () => {
    expect((await ask('/apiary')).status).toBe(404);
  });

  it('answers 502 with a problem when the service behind is down', async () => {
    const { status, headers, body } = await ask('/interlink/api/v1/session');
    expect([status, headers['content-type']]).toEqual([502, 'application/problem+json']);
    expect(JSON.parse(body)).toMatchObject({ status: 502, code: 'shell.bad-gateway' });
  });

  it('answers 504 with a problem when the backend does not answer in time', async () => {
    const { status, body } = await ask('/api/never');
    expect(status).toBe(504);
    expect(JSON.parse(body)).toMatchObject({ code: 'shell.gateway-timeout' });
  });

  it('listens on loopback only', async () => {
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((address) => address && !address.internal && address.family === 'IPv4');
    const host = outside?.address ?? '127.0.0.2';
    const refused = await new Promise((resolve) => {
      const socket = connect({ host, port });
      socket.on('connect', () => (socket.destroy(), resolve(false)));
      socket.on('error', () => resolve(true));
    });
    expect(refused).toBe(true);
  });

  it('names the setting that is wrong and does not start', async () => {
    const wrong = spawn(process.execPath, [path.join(shell, 'serve.mjs')], {
      env: { ...process.env, OPENIMIS_URL: 'x' },
    });
    const said = await new Promise<string>((resolve) =>
      wrong.stderr.once('data', (data: Buffer) => resolve(data.toString())),
    );
    expect(said).toMatch(/^OPENIMIS_URL must be an http or https address/);
  });
});
