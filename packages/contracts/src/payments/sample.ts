import { Type, type Static } from 'typebox';
import { Time } from '../platform/time.js';

const closed = { additionalProperties: false } as const;

/** How sure the result is to be, in per cent. */
export const Confidence = Type.Enum([90, 95, 99]);
export type Confidence = Static<typeof Confidence>;

/** Draws people of a batch to be asked whether the money came. */
export const DrawSample = Type.Object(
  { confidence: Confidence, marginPercent: Type.Integer({ minimum: 1, maximum: 20 }) },
  closed,
);
export type DrawSample = Static<typeof DrawSample>;

/**
 * What somebody who was asked says: all of it came, less came, nothing came. `not-found` and `refused` say nothing of
 * the money, and are counted apart.
 */
export const SampleAnswer = Type.Enum(['less', 'not-found', 'not-received', 'received', 'refused']);
export type SampleAnswer = Static<typeof SampleAnswer>;

export const AnswerSample = Type.Object(
  {
    answer: SampleAnswer,
    /** Needed with `less`: how much came, in minor units. */
    receivedMinor: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
  },
  closed,
);
export type AnswerSample = Static<typeof AnswerSample>;

/** A part of the people paid, 0 to 1, with the bounds between which it is as sure as was asked. */
export const Estimate = Type.Object({ part: Type.Number(), low: Type.Number(), high: Type.Number() });
export type Estimate = Static<typeof Estimate>;

/** What somebody said, and who wrote it down; nothing before anybody was asked. */
export const SampledAnswer = Type.Object({
  instrId: Type.String(),
  answer: Type.Optional(SampleAnswer),
  receivedMinor: Type.Optional(Type.Integer()),
  answeredBy: Type.Optional(Type.String()),
  answeredAt: Type.Optional(Time),
});
export type SampledAnswer = Static<typeof SampledAnswer>;

export const SampledLine = Type.Object({
  ...SampledAnswer.properties,
  individualId: Type.String(),
  benefitCode: Type.String(),
  /** Absent when the person was erased. */
  name: Type.Optional(Type.String()),
  amountMinor: Type.Integer(),
  currency: Type.String(),
  accountEnd: Type.String(),
});
export type SampledLine = Static<typeof SampledLine>;

/** What the answers say of everybody who was paid. */
export const SampleResult = Type.Object({
  answered: Type.Integer(),
  unreached: Type.Integer(),
  /** Who got all of it, among those who said anything of the money; absent until somebody did. */
  received: Type.Optional(Estimate),
});
export type SampleResult = Static<typeof SampleResult>;

/** One line as it is after an answer, and what all answers say then. */
export const AnsweredSample = Type.Object({ line: SampledAnswer, result: SampleResult });
export type AnsweredSample = Static<typeof AnsweredSample>;

/** Post-payment verification of a batch: who was drawn, what they say, what it says of all. */
export const PaymentSample = Type.Object({
  batchId: Type.String({ format: 'uuid' }),
  confidence: Confidence,
  marginPercent: Type.Integer(),
  /** Lines that were proven paid when it was drawn. */
  population: Type.Integer(),
  size: Type.Integer(),
  /** Anybody can draw the same again: the lines whose SHA-256 of seed and InstrId is lowest. */
  seed: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  drawnBy: Type.String(),
  drawnAt: Time,
  result: SampleResult,
  lines: Type.Array(SampledLine),
});
export type PaymentSample = Static<typeof PaymentSample>;
