/**
 * Histories of payments on the real rules: a ledger of ours, a journal outside it, a bank that may lie or pay twice, and
 * a network that loses, repeats and reorders. What the bank did is the truth; the rules are judged by it.
 */
import { decideBenefit } from '@interlink/domain/payments/decide-benefit';
import { isLive } from '@interlink/domain/payments/fold-batch';
import { foldLine } from '@interlink/domain/payments/fold-line';
import { refuseNotReceived } from '@interlink/domain/payments/not-received';
import { refuseRecall } from '@interlink/domain/payments/recall';
import { refuseReissue } from '@interlink/domain/payments/reissue';
import { benefitOf, nothingDecided, noteDecided } from './decided.mjs';
import { makeRandom } from './random.mjs';
import { askRecalls, checkRecalls, decideRecall, hearRecall, sendRecalls } from './recalls.mjs';

const CALENDAR = { bankDays: [0, 1, 2, 3, 4, 5, 6], holidays: [] };
const QUIET_DAYS = 2;
const CURRENCY = 'KES';
const AMOUNT = 200_000;
const MONEY = { minor: AMOUNT, currency: CURRENCY };
const PAYEES = ['ana', 'ben', 'eva'];
const FATES = [
  'pay',
  'pay',
  'pay',
  'reject',
  'pay-after-reject',
  'twice',
  'return',
  'part',
  'lie-to-recall',
  'refuse-recall',
];

/** The rules as they are; a mutant replaces one. */
export const RULES = {
  decideBenefit,
  foldLine,
  refuseReissue,
  refuseNotReceived,
  refuseRecall,
  isLive,
  // What the unique index over live attempts does in the database.
  isKeptOut: (attempts) => attempts.some(({ live }) => live),
  mayResend: () => false,
  // A request that moves no money goes again until something was heard of it.
  mayAskAgain: () => true,
  isFenced: (journal, ledger) => journal.some((id) => !isWritten(ledger, id)),
  amountSent: (attempt) => attempt.amount,
  writeAhead: true,
  totalOf: (attempts) => attempts.reduce((sum, { amount }) => sum + amount, 0),
  accepts: () => true,
};

/** What left is written down only when its sending is; that the attempt was made says nothing. */
const isWritten = (ledger, id) => ledger.attempts.some((one) => one.id === id && one.sending);

const dateOf = (day) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);

export const newTally = () => ({ recalls: 0, recalledPayments: 0 });

/** Plays one history and gives the rules that it broke, each once; `tally` counts what happened in it. */
export function playHistory(seed, rules = RULES, events = 200, tally = newTally()) {
  const world = { ...newWorld(seed, rules), tally };
  for (let event = 0; event < events; event += 1) {
    const act = world.random.pick(ACTS);
    act(world);
    checkAlways(world);
  }
  comeToRest(world);
  checkAtRest(world);
  return [...world.broken].sort();
}

function newWorld(seed, rules) {
  const ledger = { attempts: [], recalls: [], statementsUntil: undefined, suspense: [] };
  return {
    ...{ rules, ledger, random: makeRandom(seed), day: 0, journal: [], wire: [], snapshot: structuredClone(ledger) },
    bank: { taken: [], entries: [], recalls: [] },
    restores: 0,
    decided: nothingDecided(),
    broken: new Set(),
  };
}

const foldOf = ({ rules, ledger }, attempt) =>
  rules.foldLine(
    {
      ...{ amountMinor: attempt.amount, currency: CURRENCY, sealed: true, cancelled: false },
      sending: attempt.sending,
      otherAttemptLive: isBesideLive(ledger, attempt),
    },
    attempt.evidence,
  );

const isBesideLive = ({ attempts }, { id, payee }) =>
  attempts.some((one) => one.payee === payee && one.id !== id && one.live);

function refold(world) {
  // Newest first: whether a newer attempt is live decides over an older one (R3).
  for (const attempt of [...world.ledger.attempts].reverse()) {
    attempt.folded = foldOf(world, attempt);
    attempt.live = world.rules.isLive(attempt.folded.state);
  }
}

const say = (attempt, key, day, said) => attempt.evidence.push({ key, at: new Date(dateOf(day)).toISOString(), said });

// What may happen.

function makeAttempt(world) {
  const { ledger, rules, random } = world;
  if (isFenced(world)) return;
  const payee = random.pick(PAYEES);
  const earlier = ledger.attempts.filter((one) => one.payee === payee);
  const last = earlier.at(-1);
  const decided = rules.decideBenefit(benefitOf(payee, MONEY, dateOf(world.day), whyNotAgain(world, earlier)));
  noteDecided(world.decided, AMOUNT, decided);
  if (decided.outcome !== 'paid') return;
  if (last) judgeReissue(world, last);
  const number = (last?.number ?? 0) + 1;
  ledger.attempts.push({
    ...{ id: `${payee}-${number}-${random.word()}`, payee, number, amount: decided.amountMinor },
    ...{ sending: false, live: true, evidence: [], negative: false, made: world.day },
  });
  refold(world);
}

function whyNotAgain({ ledger, rules, day }, earlier) {
  const last = earlier.at(-1);
  if (rules.isKeptOut(earlier)) return 'attempt-live';
  if (!last) return undefined;
  const { state, rank } = last.folded;
  const facts = { number: last.number, state, rank, reason: 'AC04', failedOn: failedOn(last), account: 'old' };
  const incidentOpen = ledger.attempts.some((one) => one.payee === last.payee && one.folded.exceptions.length > 0);
  const terms = { ...CALENDAR, quietDays: QUIET_DAYS, today: dateOf(day), account: 'new', causeResolved: true };
  return rules.refuseReissue({ ...facts, incidentOpen }, terms);
}

/** R1, R4, R5 judged without the rules: by what is written down. */
function judgeReissue(world, last) {
  const failures = last.evidence.filter(({ said }) => said.rank >= 2 && said.kind !== 'debit');
  if (failures.length === 0 && last.sending) world.broken.add('R4');
  if (failures.length === 0) world.broken.add('R1');
  const newest = failures
    .map(({ at }) => at.slice(0, 10))
    .sort()
    .at(-1);
  if (newest === undefined || newest > dateOf(world.day - QUIET_DAYS)) world.broken.add('R5');
}

const failedOn = (attempt) =>
  attempt.evidence
    .map(({ at }) => at.slice(0, 10))
    .sort()
    .at(-1) ?? dateOf(attempt.made);

const isFenced = ({ rules, journal, ledger }) => rules.isFenced(journal, ledger);

function send(world, outcome) {
  if (isFenced(world)) return;
  const attempt = world.ledger.attempts.find((one) => !one.sending);
  if (!attempt) return;
  if (world.rules.writeAhead) attempt.sending = true;
  refold(world);
  if (outcome === 'crash-before-journal') return;
  transmit(world, attempt, outcome);
}

function transmit(world, attempt, outcome) {
  const { bank, rules, random, journal } = world;
  const forgotten = journal.filter((id) => !isWritten(world.ledger, id));
  if (forgotten.length > 0) world.broken.add('R7');
  journal.push(attempt.id);
  if (!attempt.sending) world.broken.add('I8');
  if (outcome === 'crash-before-bytes') return;
  const amount = rules.amountSent(attempt);
  if (amount !== attempt.amount) world.broken.add('R6');
  if (bank.taken.some(({ id }) => id === attempt.id)) world.broken.add('R4');
  bank.taken.push({ id: attempt.id, amount, fate: random.pick(FATES), day: world.day, booked: false });
  if (outcome === 'answered') say(attempt, `channel:${attempt.id}`, world.day, { rank: 1, kind: 'receipt' });
  attempt.sending = true;
  refold(world);
}

/** After a crash: what the journal knows may have left; what it does not know did not. */
function recover(world) {
  for (const attempt of world.ledger.attempts.filter((one) => one.sending && one.evidence.length === 0)) {
    if (world.journal.includes(attempt.id)) {
      say(attempt, `lost:${attempt.id}`, world.day, { rank: 1, kind: 'no-answer' });
      if (world.rules.mayResend(attempt)) transmit(world, attempt, 'lost');
    } else if (!isFenced(world)) transmit(world, attempt, world.random.pick(['answered', 'lost']));
  }
  refold(world);
}

function bankDayPasses(world) {
  const { bank } = world;
  world.day += 1;
  for (const one of bank.taken) {
    if (one.recalled && one.fate !== 'lie-to-recall') callBack(world, one);
    else if (!one.booked && world.day > one.day) {
      one.booked = true;
      const times = { reject: 0, twice: 2 }[one.fate] ?? 1;
      const amount = one.fate === 'part' ? one.amount / 2 : one.amount;
      for (let time = 0; time < times; time += 1) bank.entries.push(entry(world, one, 'debit', amount));
    } else if (one.booked && one.fate === 'return' && !one.over && world.day === one.day + 4) {
      bank.entries.push(entry(world, one, 'return', one.amount));
    }
  }
}

/** What was called back in time is never booked; of what was booked all that is left comes back once. */
function callBack(world, one) {
  const net = netOf(world.bank, one.id);
  if (net > 0) world.bank.entries.push(entry(world, one, 'return', net));
  one.booked = true;
  one.over = true;
}

const entry = ({ bank, day }, { id }, kind, amountMinor) => ({
  key: `e${bank.entries.length}`,
  id,
  day,
  kind,
  amountMinor,
});

function askStatus(world) {
  for (const attempt of world.ledger.attempts.filter(({ sending }) => sending)) {
    const one = world.bank.taken.find(({ id }) => id === attempt.id);
    world.wire.push({ id: attempt.id, day: world.day, status: one ? statusOf(one) : 'never-seen' });
  }
}

function statusOf({ fate, booked, over }) {
  if (over) return 'CANC';
  if (fate === 'reject' || fate === 'pay-after-reject') return 'RJCT';
  return booked ? 'ACSC' : 'ACSP';
}

const askStatements = (world) => {
  world.wire.push({ until: world.day, entries: world.bank.entries.filter(({ day }) => day < world.day) });
};

function deliver(world, message) {
  if ('entries' in message) return deliverStatement(world, message);
  if ('recall' in message) return deliverRecall(world, message);
  const attempt = world.ledger.attempts.find(({ id }) => id === message.id);
  if (!attempt) return undefined;
  const { id, day, status } = message;
  if (status === 'never-seen') attempt.negative = true;
  else say(attempt, `status:${id}:${day}:${status}`, day, { rank: 2, kind: 'status', status, reason: 'AC04' });
  return refold(world);
}

function deliverRecall(world, message) {
  hearRecall(world, message, say);
  refold(world);
}

function deliverStatement(world, { until, entries }) {
  const { ledger } = world;
  for (const { key, id, day, kind, amountMinor } of entries) {
    const attempt = ledger.attempts.find((one) => one.id === id);
    if (!attempt) {
      if (!ledger.suspense.includes(key)) ledger.suspense.push(key);
    } else if (!attempt.evidence.some((one) => one.key === key)) {
      say(attempt, key, day, { rank: 3, kind, amountMinor, currency: CURRENCY });
    }
  }
  if (ledger.statementsUntil === undefined || dateOf(until - 1) > ledger.statementsUntil) {
    ledger.statementsUntil = dateOf(until - 1);
  }
  refold(world);
}

function callNotReceived(world) {
  const { ledger, rules } = world;
  const attempt = ledger.attempts.find(({ folded }) => folded.state === 'UNKNOWN');
  if (!attempt) return;
  const bookings = attempt.evidence.filter(({ said }) => said.rank === 3).length;
  const line = {
    ...{ state: attempt.folded.state, executionDate: dateOf(attempt.made), bookings, negativeAnswer: attempt.negative },
    statementsUntil: ledger.statementsUntil,
  };
  const people = { proposerId: 'pam', confirmerId: 'ana', confirmerApproves: true };
  if (rules.refuseNotReceived(line, people, CALENDAR) !== undefined) return;
  const far = dateOf(attempt.made + 5);
  if (!attempt.negative || (ledger.statementsUntil ?? '') < far) world.broken.add('R9');
  say(attempt, `not-received:${attempt.id}`, world.day, { rank: 2, kind: 'status', status: 'CANC' });
  refold(world);
}

/** An older copy of the database comes back; the journal outside it does not. */
function restore(world) {
  world.ledger = structuredClone(world.snapshot);
  world.restores += 1;
  refold(world);
}

/** Two people let go of the fence once everything that left is written down again and the bank was asked about it. */
function releaseFence(world) {
  const { ledger, journal } = world;
  const gap = [...new Set(journal)].filter((id) => !isWritten(ledger, id));
  for (const id of gap) {
    const [payee] = id.split('-');
    ledger.attempts = ledger.attempts.filter((one) => one.id !== id && (one.payee !== payee || one.sending));
    const number = 1 + Math.max(0, ...ledger.attempts.filter((one) => one.payee === payee).map((one) => one.number));
    ledger.attempts.push({
      ...{ id, payee, number, amount: AMOUNT, sending: true, live: true, imported: true },
      ...{ evidence: [], negative: false, made: world.day },
    });
    say(ledger.attempts.at(-1), `lost:${id}`, world.day, { rank: 1, kind: 'no-answer' });
  }
  refold(world);
  if (gap.length === 0) return;
  askStatus(world);
  askStatements(world);
  world.wire.splice(0).forEach((message) => deliver(world, message));
}

const takeWire = (world, keep) => {
  if (world.wire.length === 0) return;
  const at = world.random.below(world.wire.length);
  const [message] = keep ? [world.wire[at]] : world.wire.splice(at, 1);
  deliver(world, message);
};

const ACTS = [
  ...[makeAttempt, makeAttempt, makeAttempt],
  (world) => send(world, 'answered'),
  (world) => send(world, 'answered'),
  (world) => send(world, 'lost'),
  (world) => send(world, 'crash-before-journal'),
  (world) => send(world, 'crash-before-bytes'),
  ...[recover, bankDayPasses, bankDayPasses, askStatus, askStatements, callNotReceived],
  (world) => world.random.below(3) === 0 && !isFenced(world) && decideRecall(world),
  (world) => !isFenced(world) && sendRecalls(world, world.random.pick(['answered', 'lost', 'crash-before-bytes'])),
  askRecalls,
  (world) => takeWire(world, false),
  (world) => takeWire(world, false),
  (world) => takeWire(world, true),
  (world) => world.wire.splice(world.random.below(world.wire.length + 1), 1),
  (world) => world.random.below(6) === 0 && restore(world),
  (world) => world.random.below(3) === 0 && void (world.snapshot = structuredClone(world.ledger)),
  releaseFence,
];

/** The bank is asked about everything, long enough for every return to come. */
function comeToRest(world) {
  releaseFence(world);
  recover(world);
  sendRecalls(world, 'answered');
  for (let day = 0; day < 12; day += 1) bankDayPasses(world);
  askRecalls(world);
  askStatus(world);
  askStatements(world);
  world.random.shuffle(world.wire).forEach((message) => deliver(world, message));
}

// What must hold.

function checkAlways(world) {
  const { ledger, rules, broken, decided } = world;
  if (decided.granted !== decided.made + decided.leftOut) broken.add('I10');
  for (const payee of PAYEES) {
    const live = ledger.attempts.filter((one) => one.payee === payee && one.live);
    // A restored ledger may have forgotten how the one before ended.
    if (live.some(({ imported }) => imported)) continue;
    if (live.length > 1) broken.add('I3');
  }
  if (rules.totalOf(ledger.attempts) !== ledger.attempts.length * AMOUNT) broken.add('I1');
}

function checkAtRest(world) {
  const { ledger, bank, broken, random } = world;
  for (const attempt of ledger.attempts) {
    const net = netOf(bank, attempt.id);
    const { state, exceptions } = attempt.folded;
    if (attempt.folded.netMinor !== net) broken.add('I4');
    const isBeside = isBesideLive(ledger, attempt);
    if (isBeside && net > 0 && !exceptions.includes('overpaid')) broken.add('R3');
    if (net > AMOUNT && !exceptions.includes('overpaid')) broken.add('R8');
    if (!isBeside && net === AMOUNT && state !== 'SETTLED') broken.add('R2');
    const again = foldOf(world, { ...attempt, evidence: random.shuffle([...attempt.evidence, ...attempt.evidence]) });
    if (JSON.stringify(again) !== JSON.stringify(attempt.folded)) broken.add('I5');
  }
  checkRecalls(world);
  for (const payee of PAYEES) {
    const ours = ledger.attempts.filter((one) => one.payee === payee);
    const paid = bank.taken.filter(({ id }) => id.startsWith(`${payee}-`)).map(({ id }) => id);
    const net = [...new Set(paid)].reduce((sum, id) => sum + netOf(bank, id), 0);
    const noticed = ours.some(({ folded }) => folded.exceptions.includes('overpaid')) || ledger.suspense.length > 0;
    if (net > AMOUNT && !noticed) broken.add('undetected double payment');
  }
}

const netOf = ({ entries }, wanted) =>
  entries
    .filter(({ id }) => id === wanted)
    .reduce((net, { kind, amountMinor }) => net + (kind === 'debit' ? amountMinor : -amountMinor), 0);
