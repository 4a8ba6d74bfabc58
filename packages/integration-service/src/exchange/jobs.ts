import { systemActor } from '../platform/actor.js';
import { orReport } from '../platform/jobs/or-report.js';
import type { JobDefinition } from '../platform/jobs/worker.js';
import type { Tx } from '../platform/transaction.js';
import { WORK, workOn } from './callbacks/work.js';
import { runFile } from './bulk/run.js';
import { BULK } from './bulk/steps.js';
import { forgetFiles, listForgottenFiles } from './bulk/store.js';
import type { Inquiries } from './client/inquiries.js';
import type { ExchangeContext } from './context.js';
import { forgetReceived } from './server/receive.js';
import { forgetExpired, listForgotten } from './store/transactions.js';
import { flushNotices } from './subscriptions/flush.js';

const FORGOTTEN_MS = 30_000;
const DAY_MS = 86_400_000;

/** Asynchronous requests, notices that wait for their time, and what has been kept long enough. */
export function exchangeJobs(context: ExchangeContext): readonly JobDefinition[] {
  const { platform, policy } = context;
  return [
    { name: BULK, concurrency: 2, run: ({ id }) => runFile(context, String(id)) },
    { name: WORK, concurrency: 4, run: ({ id }) => workOn(context, String(id)) },
    {
      name: 'exchange.work-forgotten',
      everySeconds: 15,
      // A wake-up may be lost; the request is not.
      run: async () => {
        const before = new Date(platform.clock.now().getTime() - FORGOTTEN_MS);
        for (const id of await listForgotten(platform, before))
          await orReport(platform, WORK, () => workOn(context, id));
      },
    },
    {
      name: 'exchange.run-forgotten-files',
      everySeconds: 15,
      run: async () => {
        const now = platform.clock.now();
        const before = new Date(now.getTime() - FORGOTTEN_MS);
        for (const id of await listForgottenFiles(platform, before, now)) {
          await orReport(platform, BULK, () => runFile(context, id));
        }
      },
    },
    { name: 'exchange.flush-notices', everySeconds: 5, run: () => flushNotices(context) },
    {
      name: 'exchange.forget-expired',
      everySeconds: 300,
      run: async () => {
        const inOne = (forget: (tx: Tx) => Promise<number>) =>
          platform.inTransaction(systemActor(platform.ids.next()), forget);
        const before = new Date(platform.clock.now().getTime() - policy.receivedDays * DAY_MS);
        while ((await inOne((tx) => forgetExpired(tx, platform))) > 0);
        while ((await inOne((tx) => forgetReceived(tx, platform, before))) > 0);
        while ((await inOne((tx) => forgetFiles(tx, platform, policy.synchroniseDays))) > 0);
      },
    },
  ];
}

/** What we asked of others, and what has been kept of it long enough. */
export const inquiryJobs = (inquiries: Inquiries): readonly JobDefinition[] => [
  { name: 'exchange.forget-inquiries', everySeconds: 3600, run: () => inquiries.forget() },
  { name: 'exchange.look-after-inquiries', everySeconds: 10, run: () => inquiries.lookAfter() },
];
