import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below those that the system gives to every connection that goes out, which would take one between the look and the
 * use; each of jest's workers looks in its own part.
 */
const [LOWEST, PART, PARTS] = [11_000, 500, 10];
const part = LOWEST + (Number(process.env['JEST_WORKER_ID'] ?? 0) % PARTS) * PART;
let next = Math.floor(Math.random() * PART);

/** A port of the loopback address on which nobody listens, and which this process was not given before. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < PART; tries += 1) {
    const port = part + (next++ % PART);
    if (await isFree(port)) return port;
  }
  throw new Error(`none of the ports ${part} to ${part + PART - 1} is free`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
