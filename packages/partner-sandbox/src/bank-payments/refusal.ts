import { isDay } from './calendar.js';
import { centsOf, isAmount, type PaymentMessage } from './message.js';

/** What the bank finds wrong in a valid file, as ISO reason or its own word; undefined when it takes it. */
export function refusalOf(message: PaymentMessage, idempotencyKey: string): string | undefined {
  const { messageId, count, sum, blocks, instructions } = message;
  if (messageId !== idempotencyKey) return 'idempotency_key_is_the_message_id';
  if (count !== String(instructions.length) || blocks.some((block) => block.count !== count)) return 'AM18';
  const total = instructions.reduce((added, { amount }) => added + centsOf(amount), 0n);
  if (!isAmount(sum) || centsOf(sum) !== total || blocks.some((block) => block.sum !== sum)) return 'AM10';
  if (blocks.length !== 1) return 'one_payment_information_block';
  return (
    problemOfBlock(message) ??
    instructions.map(problemOfTransfer).find((problem) => problem !== undefined) ??
    problemOfRepeats(instructions)
  );
}

/** Two payments under one id are one payment twice, or one of which nobody could say what became of it. */
export function problemOfRepeats(instructions: PaymentMessage['instructions']): string | undefined {
  const isRepeated = (ids: readonly string[]) => new Set(ids).size < ids.length;
  const of = (name: 'endToEndId' | 'instrId' | 'uetr') =>
    instructions.map((one) => one[name]).filter((id) => id !== '');
  if (isRepeated(of('endToEndId'))) return 'DU04';
  return isRepeated(of('instrId')) || isRepeated(of('uetr')) ? 'DU03' : undefined;
}

/** Fields that the schema leaves to agreement and this bank asks for. */
function problemOfBlock({ debtorName, debtorAccount, debtorAgent, debtorCurrency, ...rest }: PaymentMessage) {
  if (rest.initiator === '' || debtorName === '') return 'BE22';
  if (debtorAccount === '') return 'AC02';
  if (debtorAgent === '') return 'RC03';
  if (rest.method !== 'TRF') return 'payment_method';
  if (!['NURG', 'SDVA', 'URGP', 'INST'].includes(rest.serviceLevel)) return 'FF01_service_level';
  if (!['SSBE', 'PENS', 'GOVT', 'OTHR'].includes(rest.categoryPurpose)) return 'FF03_category_purpose';
  if (!['DEBT', 'SLEV'].includes(rest.chargeBearer)) return 'charge_bearer';
  if (!isDay(rest.executionDate)) return 'CH03';
  if (rest.batchBooking !== 'false') return 'batch_booking';
  return rest.instructions.some(({ currency }) => currency !== debtorCurrency) ? 'CURR' : undefined;
}

function problemOfTransfer(one: PaymentMessage['instructions'][number]): string | undefined {
  if (one.instrId === '' || one.endToEndId === '') return 'id_missing';
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(one.uetr)) return 'uetr';
  if (centsOf(one.amount) <= 0n || !/^\d+\.\d{2}$/.test(one.amount)) return 'AM01';
  if (one.creditorAgent === '') return 'RC04';
  if (one.creditorName === '') return 'BE22';
  if (one.account === '') return 'AC03';
  if (one.scheme !== 'BBAN') return 'account_scheme';
  if (!/^[A-Z]{4}$/.test(one.purpose)) return 'purpose';
  return one.remittance === '' ? 'remittance' : undefined;
}
