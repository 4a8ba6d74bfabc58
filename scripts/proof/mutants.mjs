import { RULES } from './simulator.mjs';

const onlyRank = (rank) => (evidence) => evidence.filter(({ said }) => said.rank <= rank);

/** A rule put out of force, and the letters under which a history must notice it. */
export const MUTANTS = [
  {
    name: 'R1: a line in flight does not keep another attempt out',
    breaks: 'R1',
    rules: {
      isKeptOut: () => false,
      refuseReissue: (last, terms) => (last.state === 'SENT' ? undefined : RULES.refuseReissue(last, terms)),
    },
  },
  {
    name: 'R2: a status counts more than a booked statement',
    breaks: 'R2',
    rules: {
      foldLine: (facts, evidence) => {
        const hasStatus = evidence.some(({ said }) => said.rank === 2);
        return RULES.foldLine(facts, hasStatus ? onlyRank(2)(evidence) : evidence);
      },
    },
  },
  {
    name: 'R3: money to an older attempt is not held against the newer one',
    breaks: 'R3',
    rules: { foldLine: (facts, evidence) => RULES.foldLine({ ...facts, otherAttemptLive: false }, evidence) },
  },
  { name: 'R4: a lost answer is answered by sending again', breaks: 'R4', rules: { mayResend: () => true } },
  {
    name: 'R5: a new attempt does not wait',
    breaks: 'R5',
    rules: { refuseReissue: (last, terms) => RULES.refuseReissue(last, { ...terms, quietDays: 0 }) },
  },
  { name: 'R6: a line is changed after the seal', breaks: 'R6', rules: { amountSent: ({ amount }) => amount + 1 } },
  { name: 'R7: a restored ledger sends on', breaks: 'R7', rules: { isFenced: () => false } },
  {
    name: 'R8: bookings are told apart by line and kind only',
    breaks: 'R8',
    rules: {
      foldLine: (facts, evidence) => {
        const once = new Map(evidence.map((one) => [one.said.rank === 3 ? one.said.kind : one.key, one]));
        return RULES.foldLine(facts, [...once.values()]);
      },
    },
  },
  { name: 'R9: UNKNOWN is left without proof', breaks: 'R9', rules: { refuseNotReceived: () => undefined } },
  {
    name: 'I1: a line falls out of the total',
    breaks: 'I1',
    rules: { totalOf: (attempts) => RULES.totalOf(attempts.slice(1)) },
  },
  {
    name: 'I3: UNKNOWN does not count as live',
    breaks: 'I3',
    rules: {
      isKeptOut: () => false,
      refuseReissue: (last, terms) => (last.state === 'UNKNOWN' ? undefined : RULES.refuseReissue(last, terms)),
    },
  },
  {
    name: 'I4: returns are not taken off',
    breaks: 'I4',
    rules: {
      foldLine: (facts, evidence) =>
        RULES.foldLine(
          facts,
          evidence.filter(({ said }) => said.kind !== 'return'),
        ),
    },
  },
  {
    name: 'I5: what came last decides',
    breaks: 'I5',
    rules: { foldLine: (facts, evidence) => RULES.foldLine(facts, evidence.slice(-2)) },
  },
  { name: 'I8: sent before it is written down', breaks: 'I8', rules: { writeAhead: false } },
  {
    name: 'I10: what is left out has no reason',
    breaks: 'I10',
    rules: {
      decideBenefit: (inputs) => {
        const decided = RULES.decideBenefit(inputs);
        return decided.outcome === 'paid' ? decided : { ...decided, reason: '' };
      },
    },
  },
  {
    name: 'I10: less than the benefit is paid',
    breaks: 'I10',
    rules: {
      decideBenefit: (inputs) => {
        const decided = RULES.decideBenefit(inputs);
        return decided.outcome === 'paid' ? { ...decided, amountMinor: decided.amountMinor - 1 } : decided;
      },
    },
  },
  {
    name: 'R2: a bank that agrees to call back is believed though its books say that it paid',
    breaks: 'R2',
    rules: {
      foldLine(facts, evidence) {
        const folded = RULES.foldLine(facts, evidence);
        const { state } = RULES.foldLine({ ...facts, sending: false, cancelled: true }, []);
        const isRecalled = evidence.some(({ said }) => said.kind === 'recall-accepted');
        return isRecalled && folded.netMinor > 0 ? { ...folded, state } : folded;
      },
    },
  },
  {
    name: 'R8: a return that a bank only agreed to is counted before it is booked',
    breaks: 'I4',
    rules: {
      foldLine(facts, evidence) {
        const folded = RULES.foldLine(facts, evidence);
        const isRecalled = evidence.some(({ said }) => said.kind === 'recall-accepted');
        return isRecalled && folded.state === 'SETTLED' ? { ...folded, netMinor: 0 } : folded;
      },
    },
  },
  { name: 'A5: what never left is called back', breaks: 'A5', rules: { refuseRecall: () => undefined } },
  {
    name: 'R3: what is called back already is asked for by another message',
    breaks: 'second recall',
    rules: { refuseRecall: (line) => RULES.refuseRecall({ ...line, recalls: [] }) },
  },
  {
    name: 'R3: a request that was lost on the way is taken for sent',
    breaks: 'lost recall',
    rules: { mayAskAgain: ({ tries }) => tries === 0 },
  },
];
