import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/** What a link does to what passes it. The loss shows as TCP shows it: the segment comes later, and all behind it. */
export interface Conditions {
  readonly bitsPerSecond: number;
  /** There and back. */
  readonly roundTripMs: number;
  /** Share of segments that are lost and sent again. */
  readonly loss: number;
}

/** The rural link that the desk is made for. */
export const RURAL: Conditions = { bitsPerSecond: 256_000, roundTripMs: 600, loss: 0.02 };
const SEGMENT = 1460;
/** RFC 6298: a lost segment is sent again after a second at the earliest. */
const RETRANSMIT_MS = 1_000;

/** A TCP proxy before a server; without conditions it passes everything at once. */
export interface WeakLink {
  readonly port: number;
  /** Bytes both ways since the last call, headers included. */
  takeBytes(): number;
  takeLost(): number;
  setConditions(conditions: Conditions | undefined): void;
  /** The next answers to requests that begin so are lost, with their connection, after the server had the request. */
  dropAnswers(requestLine: string, count: number): void;
  dropped(): number;
  close(): Promise<void>;
}

/** The same numbers in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

class Link {
  conditions: Conditions | undefined;
  bytes = 0;
  lost = 0;
  dropped = 0;
  toDrop = { line: '', count: 0 };
  readonly #random = seeded(2_026);
  /** When each direction has sent what is queued: all connections share the link. */
  readonly #freeAt = { up: 0, down: 0 };

  /** When the last byte of a chunk is there, if it sets out now. */
  arrival(direction: 'up' | 'down', size: number): number {
    if (!this.conditions) return 0;
    const { bitsPerSecond, roundTripMs, loss } = this.conditions;
    const start = Math.max(Date.now(), this.#freeAt[direction]);
    this.#freeAt[direction] = start + (size * 8_000) / bitsPerSecond;
    const lost = Array.from({ length: Math.ceil(size / SEGMENT) }, () => this.#random() < loss).filter(Boolean).length;
    this.lost += lost;
    return this.#freeAt[direction] + roundTripMs / 2 + lost * RETRANSMIT_MS;
  }

  isToBeDropped(chunk: Buffer): boolean {
    const { line, count } = this.toDrop;
    return count > 0 && chunk.subarray(0, line.length).toString('latin1') === line;
  }
}

/** What is under way in one direction of one connection. One timer for all of it: timers of their own may overtake. */
class Lane {
  readonly #underWay: { readonly at: number; readonly act: () => void }[] = [];
  #last = 0;

  arrive(at: number, act: () => void): void {
    this.#last = Math.max(this.#last, at);
    this.#underWay.push({ at: this.#last, act });
    if (this.#underWay.length === 1) this.#wait();
  }

  #wait(): void {
    const next = this.#underWay[0];
    if (next) setTimeout(() => this.#deliver(), Math.max(0, next.at - Date.now()));
  }

  #deliver(): void {
    while (this.#underWay[0] && this.#underWay[0].at <= Date.now()) this.#underWay.shift()?.act();
    this.#wait();
  }
}

/** One direction of one connection: in order to its end, whatever each chunk's own delay. */
function carry(link: Link, direction: 'up' | 'down', from: Socket, to: Socket, onChunk: (chunk: Buffer) => boolean) {
  const lane = new Lane();
  const later = (size: number, act: () => void) => lane.arrive(link.arrival(direction, size), act);
  from.on('data', (chunk: Buffer) => {
    if (!onChunk(chunk)) return;
    link.bytes += chunk.length;
    for (let at = 0; at < chunk.length; at += SEGMENT) {
      const segment = chunk.subarray(at, at + SEGMENT);
      later(segment.length, () => to.writable && to.write(segment));
    }
  });
  // An end is said by end(), which first sends what waits; only a broken connection breaks the other.
  from.on('end', () => later(0, () => to.end()));
  from.on('error', () => later(0, () => to.destroy()));
}

function join(link: Link, client: Socket, targetPort: number): void {
  const server = connect({ port: targetPort, host: '127.0.0.1', allowHalfOpen: true });
  let losesAnswer = false;
  carry(link, 'up', client, server, (chunk) => {
    losesAnswer ||= link.isToBeDropped(chunk);
    return true;
  });
  carry(link, 'down', server, client, () => {
    if (!losesAnswer) return true;
    if (!client.destroyed) {
      link.dropped += 1;
      link.toDrop.count -= 1;
    }
    client.destroy();
    server.destroy();
    return false;
  });
}

/** Opens a link to a server of this machine. */
export async function openWeakLink(targetPort: number): Promise<WeakLink> {
  const link = new Link();
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (client) => {
    open.add(client);
    client.on('close', () => open.delete(client));
    // The handshake takes a round trip before anything can be sent.
    setTimeout(() => !client.destroyed && join(link, client, targetPort), link.conditions?.roundTripMs ?? 0);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const take = (name: 'bytes' | 'lost') => {
    const taken = link[name];
    link[name] = 0;
    return taken;
  };
  return {
    port: (server.address() as AddressInfo).port,
    takeBytes: () => take('bytes'),
    takeLost: () => take('lost'),
    setConditions: (conditions) => void (link.conditions = conditions),
    dropAnswers: (line, count) => void (link.toDrop = { line, count }),
    dropped: () => link.dropped,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
