#!/usr/bin/env node
/**
 * Serves the built shell under /front and passes /api to openIMIS and /interlink to our service, so that a browser
 * sees one origin. Environment: PORT, OPENIMIS_URL, INTERLINK_URL, PROXY_TIMEOUT_MS. Listens on loopback only.
 */
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSettings } from './server/settings.mjs';
import { createProxies } from './server/proxies.mjs';
import { createStaticFiles } from './server/static-files.mjs';
import { sendProblem } from './server/problem.mjs';
import { setSecurityHeaders } from './server/security-headers.mjs';

const dist = path.resolve(process.argv[2] ?? path.join(path.dirname(fileURLToPath(import.meta.url)), 'dist'));
const isUnder = (pathname, prefix) => pathname === prefix || pathname.startsWith(`${prefix}/`);

function createListener({ openimisUrl, interlinkUrl, proxyTimeoutMs }) {
  const proxies = createProxies({ '/api': openimisUrl, '/interlink': interlinkUrl }, proxyTimeoutMs);
  const serveFile = createStaticFiles(dist, '/front');
  return (request, response) => {
    const { pathname } = new URL(request.url, 'http://shell');
    const target = Object.keys(proxies).find((prefix) => isUnder(pathname, prefix));
    if (target) return proxies[target](request, response);
    setSecurityHeaders(response);
    if (pathname === '/') return response.writeHead(302, { location: '/front' }).end();
    if (isUnder(pathname, '/front')) return serveFile(request, response, pathname);
    // fe-core asks for it every five minutes, whether the old openIMIS is there or not.
    if (pathname === '/keepLegacyAlive') return response.writeHead(204).end();
    return sendProblem(response, 404, 'Nothing is served at this address. The shell is at /front.');
  };
}

const KEEP_ALIVE_MS = 75_000;

function start() {
  const settings = readSettings(process.env);
  if (!existsSync(path.join(dist, 'index.html'))) {
    throw new Error('The shell is not built: run `npm run build -w @interlink/shell` first.');
  }
  const listener = createListener(settings);
  const server = createServer((request, response) => {
    try {
      listener(request, response);
    } catch {
      sendProblem(response, 400, 'The address of this request cannot be read.');
    }
  });
  // On a slow link the word that a connection was closed comes after the next request has set out on it, and that
  // request is lost: idle connections are kept longer than a person pauses.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = KEEP_ALIVE_MS + 1_000;
  server.on('error', ({ code }) => fail(code === 'EADDRINUSE' ? `Port ${settings.port} is taken.` : code));
  server.listen(settings.port, '127.0.0.1', () => {
    process.stdout.write(`The shell is at http://localhost:${settings.port}/front\n`);
  });
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.once(signal, () => {
      server.close();
      server.closeAllConnections();
    });
  }
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

try {
  start();
} catch (thrown) {
  fail(thrown.message);
}
