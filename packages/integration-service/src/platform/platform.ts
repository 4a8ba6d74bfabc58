import { daysIn } from '@interlink/domain/platform/times';
import type PgBoss from 'pg-boss';
import { auditWriter } from './audit/writer.js';
import { readAudit, type ReadAudit } from './audited-read.js';
import type { Clock } from './clock.js';
import type { Config } from './config.js';
import type { Database, DbHandle } from './database.js';
import { openFailpoint, type Failpoint } from './failpoints.js';
import type { Ids } from './ids.js';
import { pgBossSender } from './jobs/sender.js';
import type { Log } from './logging.js';
import type { Metrics } from './metrics.js';
import { openSms, type Sms } from './outbox/sms.js';
import type { SmsTemplates } from './outbox/sms-templates.js';
import { publisher, type Publish, type Subscriptions } from './outbox/subscriber.js';
import { outboxWriter } from './outbox/writer.js';
import { openTogether } from './together.js';
import {
  openTransactions,
  openWriteOnce,
  type InTransaction,
  type TransactionDeps,
  type WriteOnce,
} from './transaction.js';
import { openVault, type Vault } from './vault.js';

/** What every capability's `service.ts` is built from. `db<T>()` reads; `inTransaction` writes. */
export interface Platform extends DbHandle {
  readonly config: Config;
  readonly clock: Clock;
  /** The day, `YYYY-MM-DD`, that it is at a moment where the deployment is. */
  readonly dayOf: (time: Date) => string;
  readonly ids: Ids;
  readonly inTransaction: InTransaction;
  /** The same for short works that come by the hundred: several share one transaction. */
  readonly inSharedTransaction: InTransaction;
  readonly writeOnce: WriteOnce;
  readonly vault: Vault;
  readonly sms: Sms;
  /** Tells every subscriber of a domain event, with the transaction. */
  readonly publish: Publish;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Kills this process here when a test asked for it (never in production). */
  readonly failpoint: Failpoint;
  /** S6: use it around every read of a person. */
  readonly auditedRead: ReadAudit;
}

export interface PlatformParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly database: Database;
  readonly boss: PgBoss;
  /** 32 bytes of secrets/kek. */
  readonly kek: Buffer;
  readonly smsTemplates: SmsTemplates;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Who wants which domain events; nobody when it is left out. */
  readonly subscriptions?: Subscriptions;
}

/** Puts the parts together; opens nothing by itself. */
export function createPlatform(parts: PlatformParts): Platform {
  const { config, clock, ids, database, log, metrics } = parts;
  const vault = openVault(parts.kek, config.settings.deployment);
  const failpoint = openFailpoint(config.failpoint, config.mode);
  const transactions: TransactionDeps = {
    database,
    clock,
    failpoint,
    auditWriter: auditWriter(ids),
    outboxWriter: outboxWriter(ids, vault),
    jobSender: pgBossSender(parts.boss),
  };
  const inTransaction = openTransactions(transactions);
  return {
    config,
    clock,
    dayOf: daysIn(config.settings.timeZone ?? 'UTC'),
    ids,
    vault,
    log,
    metrics,
    failpoint,
    inTransaction,
    inSharedTransaction: openTogether(transactions, inTransaction),
    writeOnce: openWriteOnce({ database }),
    db: database.db,
    sms: openSms(parts.smsTemplates),
    publish: publisher(parts.subscriptions ?? {}),
    auditedRead: readAudit(inTransaction),
  };
}
