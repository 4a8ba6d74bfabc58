import { signAs } from '../interconnection/message-writer.js';
import type { PaymentsKit } from './payments-kit.js';

/** What a test has the switch say otherwise; `words`: of some payments. */
interface TellingOver {
  readonly header?: object;
  readonly status?: string;
  readonly words?: Readonly<Record<string, string>>;
  readonly transaction?: string;
}

/** A message that the payment switch signs, about whatever it likes. */
export async function tellingSwitch(
  kit: PaymentsKit,
  messageId: string,
  instrIds: readonly string[],
  over: TellingOver = {},
) {
  const at = kit.clock.now().toISOString();
  const header = {
    ...{ version: '1.0.0', message_id: `m-${Math.random()}`, message_ts: at, action: 'on-disburse', status: 'succ' },
    ...{ sender_id: 'payment-switch', receiver_id: 'interlink', total_count: instrIds.length, ...over.header },
  };
  const wordOf = (instrId: string) => over.words?.[instrId] ?? over.status ?? 'succ';
  const statuses = instrIds.map((id) => ({ reference_id: id, timestamp: at, status: wordOf(id) }));
  const message = { transaction_id: over.transaction ?? messageId, disbursements_status: statuses };
  const signature = await signAs('attached', { header, message }, { ...kit.switchKey }, at);
  return { ear: kit.payments.disbursed, bytes: Buffer.from(JSON.stringify({ signature, header, message })) };
}
