import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A collector that keeps what it is sent. */
async function startCollector() {
  const received: { path: string | undefined; body: string }[] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
    request.on('end', () => {
      received.push({ path: request.url, body });
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** The tracer keeps the provider that it met first: each test loads both anew. */
let startTelemetry: typeof import('../../src/platform/telemetry.js').startTelemetry;
let inSpan: typeof import('../../src/platform/tracing.js').inSpan;
let trace: typeof import('@opentelemetry/api').trace;
beforeEach(async () => {
  jest.resetModules();
  ({ trace } = await import('@opentelemetry/api'));
  ({ startTelemetry } = await import('../../src/platform/telemetry.js'));
  ({ inSpan } = await import('../../src/platform/tracing.js'));
});
afterEach(() => trace.disable());

describe('the spans of a process', () => {
  it('reach the collector by the time the process stops, with the fields that logs may have and no others', async () => {
    const collector = await startCollector();
    const telemetry = startTelemetry(collector.url, 'serve');
    const fields = { stream: 'sms', kind: 'sms.send', mobile: '+243810000001' };
    await inSpan('outbox.deliver', fields as never, async () => undefined);
    await telemetry.stop();
    await collector.close();
    expect(collector.received.map(({ path }) => path)).toEqual(['/v1/traces']);
    const [{ body } = { body: '' }] = collector.received;
    expect(body).toContain('"outbox.deliver"');
    expect(body).toContain('"interlink-serve"');
    expect(body).toContain('"interlink.stream"');
    expect(body).not.toContain('+243810000001');
  });

  it('tell a failure without its words', async () => {
    const collector = await startCollector();
    const telemetry = startTelemetry(collector.url, 'work');
    const failing = inSpan('partner.call', {}, () => Promise.reject(new Error('no account 0123456789')));
    await expect(failing).rejects.toThrow();
    await telemetry.stop();
    await collector.close();
    const [{ body } = { body: '' }] = collector.received;
    expect(body).toContain('"status":{"code":2}');
    expect(body).not.toContain('0123456789');
  });

  it('are lost without harm when the collector is away', async () => {
    const telemetry = startTelemetry('http://127.0.0.1:9', 'serve');
    expect(await inSpan('anything', {}, async () => 'done')).toBe('done');
    await telemetry.stop();
  });

  it('are not recorded when no collector is named', async () => {
    const telemetry = startTelemetry(undefined, 'serve');
    const isRecording = await inSpan('anything', {}, async () => trace.getActiveSpan()?.isRecording() ?? false);
    expect(isRecording).toBe(false);
    await telemetry.stop();
  });
});
