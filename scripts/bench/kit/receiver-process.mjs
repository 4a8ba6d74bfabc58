/** `node receiver-process.mjs`: every partner's own receiver. It acknowledges, and keeps what it is told. */
import { createServer } from 'node:http';
import { serve } from './child.mjs';

let heard = [];
let expected = Infinity;
let onAll = () => undefined;
let own = process.cpuUsage();

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    heard.push(Buffer.concat(chunks));
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"message":{"ack_status":"ACK"}}');
    if (heard.length === expected) onAll();
  });
});

serve({
  listen: async () => {
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { url: `http://127.0.0.1:${server.address().port}` };
  },
  forget() {
    heard = [];
    own = process.cpuUsage();
  },
  /** When so many have come; the seconds of processor that they took here. */
  async until({ count }) {
    await new Promise((resolve) => {
      [expected, onAll] = [count, resolve];
      if (heard.length >= count) resolve();
    });
    const { user, system } = process.cpuUsage(own);
    return { cpu: (user + system) / 1e6 };
  },
  heard: () => ({ bodies: heard.map(String) }),
});
