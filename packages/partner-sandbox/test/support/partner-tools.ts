import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { BankOrders } from '../../src/bank-payments/bank-payments';
import type { Verdict } from '../../src/bank-payments/books';
import type { PaymentMessage } from '../../src/bank-payments/message';
import { openFaults } from '../../src/common/faults';
import type { PartnerTools } from '../../src/common/partner-server';
import { openReceived } from '../../src/common/received';

export const NOW = Date.parse('2026-11-24T08:00:00Z');
const SECRET = 'a secret of the tests';
export const client = { id: 'interlink', secret: SECRET };

/** Tools of one partner without the others, with a folder of its own. */
export function ownTools() {
  const folder = mkdtempSync(path.join(tmpdir(), 'partner-'));
  const clock = () => NOW;
  const tools: PartnerTools = { folder, clock, faults: openFaults(), received: openReceived(folder, clock) };
  return {
    tools,
    /** Keeps a value in the folder and says where. */
    write(name: string, value: unknown): string {
      writeFileSync(path.join(folder, name), JSON.stringify(value));
      return path.join(folder, name);
    },
    remove: () => rmSync(folder, { recursive: true }),
    fault: (partner: 'payment-hub' | 'payment-switch', operation: string, kind: string) =>
      tools.faults.add({ partner, operation, kind: kind as never, times: 1, delayMs: 1 }),
  };
}

/** A bank that writes down what it is told to pay, and says of each payment what the test tells it to. */
export function orderBook() {
  const ordered: PaymentMessage[] = [];
  const book = {
    ordered,
    verdicts: [] as readonly Verdict[],
    orders: {
      take: (message: PaymentMessage) => {
        if (ordered.some(({ messageId }) => messageId === message.messageId)) return 'another-of-that-id';
        ordered.push(message);
        return 'taken';
      },
      verdictsOf: (): readonly Verdict[] => book.verdicts,
    } as BankOrders,
  };
  return book;
}

export async function tokenOf(app: FastifyInstance, url: string): Promise<string> {
  const payload = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: client.id,
    client_secret: SECRET,
  }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return (await app.inject({ method: 'POST', url, headers, payload })).json<{ access_token: string }>().access_token;
}
