import { randomUUID } from 'node:crypto';
import { confirmWithCode } from '../stack/authenticator.mjs';
import { eventually, signIn, untilBatch } from '../stack/demo-payment.mjs';
import { Problem, step } from '../stack/say.mjs';
import { buildBatch } from './payrolls.mjs';

const POINT = 'Shangani market';
const WITNESS = 'ana.approver';
const OVER = 5_000_00;

/** What the paymaster saw of the person in this place of the list. */
function sawAt(place) {
  if (place % 41 === 7) return { mark: 'absent' };
  if (place % 83 === 11) return { mark: 'refused' };
  if (place % 10 === 3) return { mark: 'proxy', proof: 'came with her card, for her mother' };
  return { mark: 'paid', proof: 'thumb print on the list' };
}

const WORDS = { paid: 'SETTLED', proxy: 'SETTLED', refused: 'REJECTED', absent: 'CANCELLED' };
const isPaid = ({ mark }) => mark === 'paid' || mark === 'proxy';

/** A list of a payment point, two days of cash, each counted and witnessed; the books are the paymaster's own marks. */
export async function payInCash(service, maker, { channel, people }) {
  const made = await buildBatch(service, maker, { channel, people });
  const { api } = maker;
  const sealed = await step('sealed; nothing leaves by wire', () =>
    untilBatch(maker, made.id, ({ state }) => PAYABLE.includes(state), 'The batch was not sealed.'),
  );
  const list = await step('the numbered, signed list of the payment point', async () => {
    await api.post(`/payments/batches/${made.id}/pay-list`, { body: { point: POINT } });
    return api.get(`/payments/batches/${made.id}/pay-list`);
  });
  const marks = marksOf(list, sealed.executionDate);
  if (sealed.state === 'TRANSMITTED') await payTwoDays(service, maker, { batch: sealed, list, marks });
  const batch = await step('receipts written back to openIMIS', () => untilEnd(api, made.id));
  const seen = new Map(marks.map((mark) => [mark.instrId, WORDS[mark.mark]]));
  const counts = await api.get(`/payments/batches/${made.id}/cash-counts`);
  return {
    batch,
    books: { whose: "the paymaster's marks", wordOf: ({ instrId }) => seen.get(instrId) ?? 'not on the list' },
    report: counts.map(
      ({ day, advanceMinor, paidMinor, returnedMinor }) =>
        `${day}: ${advanceMinor / 100} advanced, ${paidMinor / 100} paid, ${returnedMinor / 100} back`,
    ),
    differing: cashDiffers(batch, list, marks, counts),
  };
}

const PAYABLE = ['TRANSMITTED', 'ACKNOWLEDGED', 'PARTIAL', 'SETTLED', 'RECONCILED'];

/** The first half of the list comes on the day of the payment, the rest on the day after. */
function marksOf({ lines }, executionDate) {
  const days = [executionDate, new Date(Date.parse(executionDate) + 86_400_000).toISOString().slice(0, 10)];
  return lines.map(({ instrId }, place) => ({
    instrId,
    ...sawAt(place),
    at: `${days[place < lines.length / 2 ? 0 : 1]}T09:00:00Z`,
    place: POINT,
  }));
}

async function payTwoDays(service, maker, { batch, list, marks }) {
  const minorOf = new Map(list.lines.map(({ instrId, amount }) => [instrId, Math.round(Number(amount) * 100)]));
  const days = [...new Set(marks.map(({ at }) => at.slice(0, 10)))];
  for (const [place, day] of days.entries()) {
    const today = marks.filter(({ at }) => at.startsWith(day));
    const paid = today.filter(isPaid).reduce((sum, { instrId }) => sum + minorOf.get(instrId), 0);
    const count = { day, advanceMinor: paid + OVER, returnedMinor: OVER, isLast: place === days.length - 1 };
    await step(`day ${place + 1}: marked, the answer lost and the marks handed in again`, () =>
      handInTwice(maker.api, batch.id, today),
    );
    await step(`day ${place + 1}: counted by Pam, witnessed by Ana`, () => countDay(service, maker, batch.id, count));
  }
}

/** The second time with the same key, as after an answer that never came. */
async function handInTwice(api, batchId, marks) {
  const call = { body: { marks }, idempotencyKey: randomUUID() };
  for (let time = 0; time < 2; time += 1) await api.post(`/payments/batches/${batchId}/marks`, call);
}

async function countDay(service, { api }, batchId, count) {
  const short = { ...count, advanceMinor: count.advanceMinor + 1 };
  const counts = `/payments/batches/${batchId}/cash-counts`;
  const refused = await api.post(counts, { body: short, idempotencyKey: randomUUID() }).then(
    () => undefined,
    ({ code }) => code,
  );
  if (refused !== 'payments.cash-differs') throw new Problem('A count that does not come out was taken.');
  const { id } = await api.post(counts, { body: count, idempotencyKey: randomUUID() });
  const witness = await signIn(service, WITNESS);
  await confirmWithCode(witness.api, WITNESS);
  await witness.api.post(`/payments/cash-counts/${id}/witness`);
}

const untilEnd = (api, id) =>
  eventually(
    async () => {
      const now = await api.get(`/payments/batches/${id}`);
      const isOver = ({ state, writtenBackAt }) =>
        state === 'SETTLED' ? writtenBackAt : ['CANCELLED', 'REJECTED'].includes(state);
      return now.lines.every(isOver) && now;
    },
    'Not every line came to an end.',
    300_000,
  );

/** Each coin: the list adds up to the batch, what was counted to what was marked, and to what openIMIS is told. */
function cashDiffers(batch, list, marks, counts) {
  const sum = (lines, amountOf) => lines.reduce((total, line) => total + amountOf(line), 0);
  const found = [];
  if (Math.round(Number(list.total) * 100) !== batch.totalMinor) found.push('the list adds up to another total');
  const settled = sum(
    batch.lines.filter(({ state }) => state === 'SETTLED'),
    ({ amountMinor }) => amountMinor,
  );
  const counted = sum(counts, ({ advanceMinor, returnedMinor }) => advanceMinor - returnedMinor);
  if (counted !== settled) found.push(`${counted / 100} left the cash box, ${settled / 100} is settled`);
  if (counts.some(({ witnessLogin }) => !witnessLogin)) found.push('a day that nobody witnessed');
  if (marks.length !== batch.lines.length)
    found.push(`${marks.length} on the list, ${batch.lines.length} in the batch`);
  return found;
}
