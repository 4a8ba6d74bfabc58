import { systemActor } from '../platform/actor.js';
import type { JobDefinition } from '../platform/jobs/worker.js';
import { WORK, workOn } from './callbacks/work.js';
import type { Inquiries } from './client/inquiries.js';
import type { ExchangeContext } from './context.js';
import { forgetExpired, listForgotten } from './store/transactions.js';
import { flushNotices } from './subscriptions/flush.js';

const FORGOTTEN_MS = 30_000;

/** Asynchronous requests, notices that wait for their time, and what has been kept long enough. */
export function exchangeJobs(context: ExchangeContext): readonly JobDefinition[] {
  const { platform } = context;
  return [
    { name: WORK, concurrency: 4, run: ({ id }) => workOn(context, String(id)) },
    {
      name: 'exchange.work-forgotten',
      everySeconds: 15,
      // A wake-up may be lost; the request is not.
      run: async () => {
        const before = new Date(platform.clock.now().getTime() - FORGOTTEN_MS);
        for (const id of await listForgotten(platform, before)) await workOrReport(context, id);
      },
    },
    { name: 'exchange.flush-notices', everySeconds: 5, run: () => flushNotices(context) },
    {
      name: 'exchange.forget-expired',
      everySeconds: 300,
      run: async () => {
        const forget = () =>
          platform.inTransaction(systemActor(platform.ids.next()), (tx) => forgetExpired(tx, platform));
        while ((await forget()) > 0);
      },
    },
  ];
}

/** One that fails must not keep those behind it waiting: it is tried again in the next round. */
async function workOrReport(context: ExchangeContext, id: string): Promise<void> {
  try {
    await workOn(context, id);
  } catch (thrown) {
    const errorName = thrown instanceof Error ? thrown.name : 'unknown';
    context.platform.log.error('A forgotten request failed', { job: WORK, errorName });
  }
}

/** What we asked of others, and what has been kept of it long enough. */
export const inquiryJobs = (inquiries: Inquiries): readonly JobDefinition[] => [
  { name: 'exchange.forget-inquiries', everySeconds: 3600, run: () => inquiries.forget() },
  { name: 'exchange.look-after-inquiries', everySeconds: 10, run: () => inquiries.lookAfter() },
];
