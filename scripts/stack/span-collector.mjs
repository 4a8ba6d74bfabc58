import { appendFileSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';

/**
 * Stands in for an OpenTelemetry collector: what it is sent (OTLP over HTTP, JSON) stays in `file`, one message a line,
 * so that the tests can look spans through as they do logs (S13). Listens on loopback, on a free port.
 */
export async function startSpanCollector(file) {
  mkdirSync(path.dirname(file), { recursive: true });
  const server = createServer((request, response) => {
    const pieces = [];
    request.on('data', (piece) => pieces.push(piece));
    request.on('end', () => {
      appendFileSync(file, `${Buffer.concat(pieces).toString('utf8')}\n`);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  // The tests' process ends when its tests have, whoever still has a connection here.
  server.unref();
  return { url: `http://127.0.0.1:${server.address().port}` };
}
