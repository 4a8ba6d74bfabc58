import { createReadStream, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream';
import { sendProblem } from './problem.mjs';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const HASHED = /\.[0-9a-f]{12}\.\w+$/;
const FOREVER = 'public, max-age=31536000, immutable';
const ENCODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
];

/** Everything that may be asked for, listed once: a path that is not in the list cannot leave the folder. */
function listFiles(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
  return new Map(
    files
      .filter((file) => TYPES[path.extname(file)] || /\.(?:br|gz)$/.test(file))
      .map((file) => [file, statSync(file)]),
  );
}

function choose(files, file, accepted) {
  for (const [encoding, ending] of ENCODINGS) {
    if (files.has(file + ending) && new RegExp(`\\b${encoding}\\b`).test(accepted)) return [file + ending, encoding];
  }
  return [file, undefined];
}

function headersFor(file, encoding, { size, mtimeMs }) {
  return {
    'content-type': TYPES[path.extname(file)],
    'content-length': size,
    'cache-control': HASHED.test(file) ? FOREVER : 'no-cache',
    etag: `"${size.toString(36)}-${Math.trunc(mtimeMs).toString(36)}"`,
    vary: 'Accept-Encoding',
    ...(encoding && { 'content-encoding': encoding }),
  };
}

/** A page of the application has no file of its own: every address without an ending is answered by index.html. */
export function createStaticFiles(folder, prefix) {
  const index = path.join(folder, 'index.html');
  let files = listFiles(folder);
  /** A build that was made while this server runs is served from the next page on. */
  const renew = () => {
    if (statSync(index).mtimeMs !== files.get(index)?.mtimeMs) files = listFiles(folder);
  };
  return (request, response, pathname) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      return sendProblem(response, 405, 'Only GET and HEAD are answered here.');
    }
    const asked = path.join(folder, decodeURIComponent(pathname.slice(prefix.length)));
    if (!files.has(asked)) renew();
    const file = files.has(asked) ? asked : index;
    if (file !== asked && pathname.startsWith(`${prefix}/assets/`)) {
      return sendProblem(response, 404, 'This file is not part of the shell. Load the page again.');
    }
    const [chosen, encoding] = choose(files, file, request.headers['accept-encoding'] ?? '');
    const headers = headersFor(file, encoding, files.get(chosen));
    if (request.headers['if-none-match'] === headers.etag) return response.writeHead(304, headers).end();
    response.writeHead(200, headers);
    if (request.method === 'HEAD') return response.end();
    return pipeline(createReadStream(chosen), response, () => undefined);
  };
}
