import { forgetAll, type Forgetting } from '../platform/jobs/forget.js';
import { daysBefore } from '../platform/jobs/oldest.js';
import { orReport } from '../platform/jobs/or-report.js';
import type { JobDefinition } from '../platform/jobs/worker.js';
import { WORK, workOn } from './callbacks/work.js';
import { runFile } from './bulk/run.js';
import { BULK } from './bulk/steps.js';
import { forgetFileRows, forgetFiles } from './bulk/forget.js';
import { listForgottenFiles } from './bulk/store.js';
import type { Inquiries } from './client/inquiries.js';
import type { ExchangeContext } from './context.js';
import { forgetSent } from './sent-messages.js';
import { forgetReceived } from './server/receive.js';
import { forgetEnded, forgetNotices } from './store/told.js';
import { forgetToldRecords } from './store/told-records.js';
import { forgetExpired, listForgotten } from './store/transactions.js';
import { flushNotices } from './subscriptions/flush.js';

const FORGOTTEN_MS = 30_000;

/** Asynchronous requests, notices that wait for their time, and what has been kept long enough. */
export function exchangeJobs(context: ExchangeContext): readonly JobDefinition[] {
  const { platform } = context;
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
      run: () => forgetAll(platform, keptLongEnough(context)),
    },
  ];
}

function keptLongEnough({ platform, policy }: ExchangeContext): Forgetting {
  return {
    'exchange.bulk_file': (tx) => forgetFiles(tx, platform),
    'exchange.bulk_key': (tx) => forgetFileRows(tx, policy.synchroniseDays),
    'exchange.notice': (tx) => forgetNotices(tx, policy.noticeDays),
    'exchange.received': (tx) => forgetReceived(tx, platform, daysBefore(tx.now, policy.receivedDays)),
    'exchange.sent_message': (tx) => forgetSent(tx, policy.sentDays),
    'exchange.subscription': (tx) => forgetEnded(tx, policy.endedDays),
    'exchange.told': (tx) => forgetToldRecords(tx, daysBefore(tx.now, policy.receivedDays)),
    'exchange.transaction': (tx) => forgetExpired(tx, platform),
  };
}

/** What we asked of others, and what has been kept of it long enough. */
export const inquiryJobs = (inquiries: Inquiries): readonly JobDefinition[] => [
  { name: 'exchange.forget-inquiries', everySeconds: 3600, run: () => inquiries.forget() },
  { name: 'exchange.look-after-inquiries', everySeconds: 10, run: () => inquiries.lookAfter() },
];
