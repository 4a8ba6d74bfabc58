import type { Selectable } from 'kysely';
import type { OutboxTables } from '../tables.js';
import type { Tx } from '../transaction.js';
import type { Publish } from './subscriber.js';

export const SMS_RECEIPT = 'platform.sms-receipt';

/** Domain event: what became of a message. Ids and codes only. */
export interface SmsReceipt {
  /** The outbox row's id. */
  readonly reference: string;
  readonly subjectId: string;
  readonly template: string;
  readonly outcome: 'delivered' | 'failed';
}

type Told = Pick<Selectable<OutboxTables['platform.outbox']>, 'body' | 'id' | 'subjectId'>;

/** Tells whoever listens; a message to nobody (erased meanwhile) is told to nobody. */
export function publishReceipt(publish: Publish, tx: Tx, row: Told, outcome: SmsReceipt['outcome']): void {
  const template = row.body['template'];
  if (row.subjectId === null || typeof template !== 'string') return;
  const body: SmsReceipt = { reference: row.id, subjectId: row.subjectId, template, outcome };
  publish(tx, { kind: SMS_RECEIPT, body });
}
