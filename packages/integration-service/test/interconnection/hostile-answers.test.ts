import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { openOutgoing, type Outgoing } from '../../src/interconnection/outgoing.js';

const actor = { kind: 'system', id: 'interlink', loginName: 'interlink', correlationId: 'c-1' } as const;
const ask = { operation: 'ask', method: 'GET', path: '/ask', cause: { actor, subjectId: 's-1' } } as const;
const TIMEOUT_MS = 300;
/** For whoever is to be heard: no machine is so slow for a moment that this ends first. */
const PATIENCE_MS = 20_000;

describe('S16: a partner that does not speak as HTTP wants', () => {
  let server: Server;
  let answer: (socket: Socket, asked: number) => void;
  let asked = 0;
  const opened: Outgoing[] = [];
  const sockets = new Set<Socket>();
  const open = (over: Partial<Parameters<typeof openOutgoing>[0]> = {}) => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const settings = { partner: 'p', url, timeoutMs: PATIENCE_MS, connections: 2, allowPrivateAddresses: true };
    const outgoing = openOutgoing({ ...settings, ...over }, { now: () => 0, record: async () => undefined });
    opened.push(outgoing);
    return outgoing;
  };
  const reasonOf = (attempt: Promise<unknown>) =>
    attempt.then(
      () => 'answered',
      (thrown: { readonly reason?: string }) => thrown.reason,
    );

  beforeAll(async () => {
    server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('data', () => answer(socket, (asked += 1)));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  beforeEach(() => {
    asked = 0;
  });
  afterAll(async () => {
    await Promise.all(opened.map((outgoing) => outgoing.close()));
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  it.each([
    ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['nothing at all', ''],
    ['half a status line', 'HTTP/1.1 20'],
    ['headers that do not end', 'HTTP/1.1 200 OK\r\nx-a: 1\r\n'],
    ['fewer bytes than it promised', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"truncated":'],
    ['two lengths that differ', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 5\r\n\r\n{}{}{'],
    ['a length below nothing', 'HTTP/1.1 200 OK\r\ncontent-length: -2\r\n\r\n{}'],
    ['a chunk of no size', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n'],
    ['chunks that break off', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n'],
    ['headers without measure', `HTTP/1.1 200 OK\r\n${'x-more: and more\r\n'.repeat(10_000)}\r\n{}`],
    [
      'a protocol that nobody asked for',
      'HTTP/1.1 101 Switching Protocols\r\nupgrade: h2c\r\nconnection: upgrade\r\n\r\n',
    ],
  ])('has given no answer with %s, before its connection ends', async (_what, bytes) => {
    answer = (socket) => socket.end(bytes);
    expect(await reasonOf(open().request(ask))).toBe('unreachable');
  });

  it.each([
    ['says nothing more after the headers', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n'],
    ['promises an answer again and again', 'HTTP/1.1 102 Processing\r\n\r\n'],
  ])('is not waited for beyond its time when it %s', async (_what, bytes) => {
    answer = (socket) => socket.write(bytes);
    expect(await reasonOf(open({ timeoutMs: TIMEOUT_MS }).request(ask))).toBe('timed-out');
  });

  it('is not waited for longer because it sends a byte from time to time', async () => {
    answer = (socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n');
      const drip = setInterval(() => socket.write('x'), 40);
      socket.once('close', () => clearInterval(drip));
    };
    expect(await reasonOf(open({ timeoutMs: TIMEOUT_MS }).request(ask))).toBe('timed-out');
  });

  it('cannot make a small answer a huge one: what is compressed stays as it came', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000));
    answer = (socket) => {
      socket.write(`HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n\r\n`);
      socket.write(bomb);
    };
    expect((await open().request(ask)).bytes).toEqual(bomb);
  });

  it('has its next answer on another connection, whatever it left on the first', async () => {
    answer = (socket, time) => {
      const body = time === 1 ? '{"first":1}HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}' : '{"next":1}';
      const length = time === 1 ? 11 : body.length;
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${length}\r\n\r\n${body}`);
    };
    const outgoing = open({ connections: 1 });
    expect((await outgoing.request(ask)).bytes.toString()).toBe('{"first":1}');
    // An answer that was smuggled in behind the first answers nobody.
    const next = await outgoing.request(ask).then(
      ({ bytes }) => bytes.toString(),
      () => 'none',
    );
    expect(['{"next":1}', 'none']).toContain(next);
  });

  it('holds up no other partner, and the circuit that opens is its own', async () => {
    answer = (socket) => socket.end('junk');
    const broken = open();
    for (let time = 0; time < 8; time += 1) await reasonOf(broken.request(ask));
    expect(await reasonOf(broken.request(ask))).toBe('circuit-open');
    answer = (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}');
    expect((await open().request(ask)).status).toBe(200);
  });
});
