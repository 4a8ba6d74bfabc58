/**
 * How payments are called back in a history: two people decide over one or several, one message asks for them until the
 * bank has it, and the bank answers payment by payment, late, twice or not at all on the way. It may refuse, and it may lie.
 */
import { foldRecall, isAnswered } from '@interlink/domain/payments/recall';

const stateOf = (recall, id) => foldRecall(recall.words.filter((word) => (word.about ?? id) === id)).state;

/** What the rules are told of an attempt that somebody wants back. */
function lineOf({ ledger }, attempt) {
  const { state, netMinor } = attempt.folded ?? { state: 'SEALED', netMinor: 0 };
  const earlier = ledger.recalls.filter(({ ids }) => ids.includes(attempt.id));
  const recalls = earlier.map((recall) => stateOf(recall, attempt.id));
  return { state, netMinor, batchState: 'ACKNOWLEDGED', recalls, isAskable: true };
}

/** One decision, one message, one to three payments: all of them or none. */
export function decideRecall(world) {
  const { ledger, rules, random, tally } = world;
  const wanted = random.shuffle(ledger.attempts).slice(0, 1 + random.below(3));
  if (wanted.length === 0 || wanted.some((one) => rules.refuseRecall(lineOf(world, one)) !== undefined)) return;
  if (wanted.some(({ sending }) => !sending)) world.broken.add('A5');
  const ids = wanted.map(({ id }) => id);
  ledger.recalls.push({ id: `recall-${random.word()}`, ids, words: [], tries: 0 });
  tally.recalls += 1;
  tally.recalledPayments += ids.length;
}

/** The same request goes until the channel or the bank has said something about it. */
export function sendRecalls(world, outcome) {
  for (const recall of world.ledger.recalls) {
    const isSilent = recall.ids.every((id) => stateOf(recall, id) === 'ASKED');
    if (!isSilent || !world.rules.mayAskAgain(recall)) continue;
    recall.tries += 1;
    if (outcome === 'crash-before-bytes') continue;
    takeRecall(world, recall);
    if (outcome === 'answered') recall.words.push(wordOf(world.day, 'RECEIVED'));
  }
}

/** The bank: the same request again is the one that it took; another about the same payment is another. */
function takeRecall({ bank, broken, restores }, { id, ids }) {
  if (bank.recalls.some((one) => one.id === id)) return;
  const payments = ids.map((payment) => {
    const one = bank.taken.find((taken) => taken.id === payment);
    const agrees = one !== undefined && !['refuse-recall', 'reject'].includes(one.fate);
    if (agrees) one.recalled = true;
    return { id: payment, agrees };
  });
  // Only a ledger that was restored may have forgotten that it asked.
  const asked = bank.recalls.filter((one) => one.restores === restores).flatMap((one) => one.payments);
  if (asked.some((one) => one.agrees && ids.includes(one.id))) broken.add('second recall');
  bank.recalls.push({ id, payments, restores });
}

/** The bank says what it does about each: it looks into what it has booked, until it has returned it. */
export function askRecalls({ ledger, bank, wire, day }) {
  for (const { id } of ledger.recalls) {
    const taken = bank.recalls.find((one) => one.id === id);
    if (!taken) continue;
    const answers = taken.payments.map((payment) => ({ id: payment.id, said: saidOf(bank, payment) }));
    wire.push({ recall: id, day, answers });
  }
}

function saidOf({ taken }, { id, agrees }) {
  if (!agrees) return 'RJCR';
  const one = taken.find((payment) => payment.id === id);
  const isLookedInto = one.booked && !one.over && one.fate !== 'lie-to-recall';
  return isLookedInto ? 'PDCR' : 'ACCR';
}

/** Words of the answer, and evidence where the bank agrees. */
export function hearRecall({ ledger }, { recall: id, day, answers }, say) {
  const recall = ledger.recalls.find((one) => one.id === id);
  if (!recall) return;
  for (const { id: payment, said } of answers) {
    recall.words.push({ ...wordOf(day, said), about: payment });
    const attempt = ledger.attempts.find((one) => one.id === payment);
    if (attempt && said === 'ACCR') say(attempt, `camt.029:${id}`, day, { rank: 2, kind: 'recall-accepted' });
  }
}

const wordOf = (day, said) => ({ key: `${day}:${said}`, at: new Date(Date.UTC(2026, 0, 1 + day)).toISOString(), said });

/** At rest every request has reached the bank, and every payment of it was answered. */
export function checkRecalls({ ledger, broken }) {
  for (const recall of ledger.recalls) {
    if (!recall.ids.every((id) => isAnswered(stateOf(recall, id)))) broken.add('lost recall');
  }
}
