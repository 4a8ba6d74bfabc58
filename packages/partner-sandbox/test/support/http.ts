import { connect } from 'node:net';
import { SECRET } from './sandbox';

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

// A restarted partner has closed what was kept open.
const once = { connection: 'close' };

/** As `fetch`, over a connection of its own. */
export const fetchOnce = (url: string, init: RequestInit & { headers?: Record<string, string> } = {}) =>
  fetch(url, { ...init, headers: { ...once, ...init.headers } });

export async function postJson(url: string, body: unknown, token?: string): Promise<Answer> {
  const headers = {
    ...once,
    'content-type': 'application/json',
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

export async function getJson<Body>(url: string, token?: string): Promise<{ status: number; body: Body }> {
  const answer = await fetch(url, { headers: { ...once, ...(token ? { authorization: `Bearer ${token}` } : {}) } });
  return { status: answer.status, body: (await answer.json()) as Body };
}

export async function fetchToken(url: string, secret = SECRET): Promise<string> {
  const form = { grant_type: 'client_credentials', client_id: 'interlink', client_secret: secret };
  const answer = await fetch(url, { method: 'POST', headers: once, body: new URLSearchParams(form) });
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** Switches a fault on by the hub. */
export const switchOn = (hub: string, fault: Readonly<Record<string, unknown>>): Promise<Answer> =>
  postJson(`${hub}/faults`, fault);

/** What comes back on one connection, once two answers of one length did. */
export function exchangeRaw(url: string, token: string, body: string): Promise<string> {
  const { hostname, port, pathname } = new URL(url);
  const head = [
    `POST ${pathname} HTTP/1.1`,
    `host: ${hostname}`,
    `authorization: Bearer ${token}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => socket.write(`${head.join('\r\n')}\r\n\r\n${body}`));
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      const [, first, second] = Buffer.concat(chunks)
        .toString('utf8')
        .split(/HTTP\/1\.1 [^]*?\r\n\r\n/);
      if (second !== undefined && second.length === first?.length) socket.destroy();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('utf8')));
  });
}
