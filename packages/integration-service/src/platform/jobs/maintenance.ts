import { forgetOldAnswers, forgetOldKeys } from '../http/idempotency-store.js';
import { forgetDelivered, forgetSmsDeliveries } from '../outbox/forget.js';
import { forgetPeopleSeen } from '../people/count-people.js';
import type { Platform } from '../platform.js';
import { platformPolicy } from '../policy.js';
import { forgetAll } from './forget.js';
import type { JobDefinition } from './worker.js';

/** Of the platform's own tables: what was kept long enough. */
export function maintenanceJob(platform: Platform): JobDefinition {
  const { deliveredDays } = platformPolicy(platform.config);
  return {
    name: 'platform.forget',
    everySeconds: 3600,
    run: () =>
      forgetAll(platform, {
        'platform.idempotency_answer': forgetOldAnswers,
        'platform.idempotency_key': forgetOldKeys,
        'platform.outbox': (tx) => forgetDelivered(tx, deliveredDays),
        'platform.people_seen': forgetPeopleSeen,
        'platform.sms_delivery': (tx) => forgetSmsDeliveries(tx, deliveredDays),
      }),
  };
}
