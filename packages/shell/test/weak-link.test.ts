import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openWeakLink, RURAL, type WeakLink } from './support/weak-link.js';

let server: Server;
let link: WeakLink;
let asked: string[];

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.end(bodyOf(Number(new URL(request.url ?? '', 'http://test').searchParams.get('size'))));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  link = await openWeakLink((server.address() as AddressInfo).port);
});
afterEach(async () => {
  await link.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** Text that shows a byte out of its place. */
function bodyOf(size: number): string {
  return Array.from({ length: Math.ceil(size / 8) }, (_, at) => String(at).padStart(8, '0'))
    .join('')
    .slice(0, size);
}

async function get(path: string): Promise<{ size: number; tookMs: number }> {
  const since = Date.now();
  const answer = await fetch(`http://127.0.0.1:${link.port}${path}`, { headers: { connection: 'close' } });
  const body = await answer.text();
  expect(body).toBe(bodyOf(body.length));
  return { size: body.length, tookMs: Date.now() - since };
}

describe('the weak link between a browser and the shell', () => {
  it('passes everything unchanged and counts it', async () => {
    expect((await get('/?size=5000')).size).toBe(5_000);
    expect(link.takeBytes()).toBeGreaterThan(5_000);
    expect(link.takeBytes()).toBe(0);
  });

  it('takes at least two round trips for a first answer: one to shake hands, one to ask', async () => {
    link.setConditions({ ...RURAL, loss: 0 });
    expect((await get('/?size=10')).tookMs).toBeGreaterThanOrEqual(1_190);
  });

  it('carries no more than its rate', async () => {
    link.setConditions({ bitsPerSecond: 256_000, roundTripMs: 0, loss: 0 });
    expect((await get('/?size=32000')).tookMs).toBeGreaterThanOrEqual(980);
  });

  it('shares its rate among all connections', async () => {
    link.setConditions({ bitsPerSecond: 256_000, roundTripMs: 0, loss: 0 });
    const took = await Promise.all([get('/?size=16000'), get('/?size=16000')]);
    expect(Math.max(...took.map(({ tookMs }) => tookMs))).toBeGreaterThanOrEqual(980);
  });

  it('delivers what was lost, later', async () => {
    link.setConditions({ bitsPerSecond: 10_000_000, roundTripMs: 0, loss: 1 });
    const { size, tookMs } = await get('/?size=100');
    expect(size).toBe(100);
    expect(tookMs).toBeGreaterThanOrEqual(1_990);
    expect(link.takeLost()).toBeGreaterThanOrEqual(2);
  });

  it('delivers every byte in its order, on many connections that the server closes at once', async () => {
    link.setConditions({ bitsPerSecond: 20_000_000, roundTripMs: 3, loss: 0 });
    const sizes = Array.from({ length: 60 }, (_, at) => 1_000 + at * 997);
    const got = await Promise.all(sizes.map((size) => get(`/?size=${size}`)));
    expect(got.map(({ size }) => size)).toEqual(sizes);
  });

  it('loses the answers it is told to lose, after the server had the request', async () => {
    link.dropAnswers('GET /?size=1 ', 1);
    await expect(get('/?size=1')).rejects.toThrow();
    expect(asked).toEqual(['GET /?size=1']);
    expect(link.dropped()).toBe(1);
    expect((await get('/?size=1')).size).toBe(1);
  });
});
