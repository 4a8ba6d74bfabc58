import type { Confidence, Estimate, SampleAnswer, SampleResult } from '@interlink/contracts/payments/sample';
import { toHex, type Sha256 } from './hashing.js';

/** Two-sided quantiles of the normal distribution. */
const Z: Readonly<Record<Confidence, number>> = { 90: 1.644_854, 95: 1.959_964, 99: 2.575_829 };

/**
 * How many of so many to ask, so that a part is known to within the margin however large it is (Cochran's formula at
 * one half, corrected for a finite population). Never more than there are.
 */
export function sampleSize(population: number, confidence: Confidence, marginPercent: number): number {
  if (population === 0) return 0;
  const margin = marginPercent / 100;
  const unlimited = (Z[confidence] ** 2 * 0.25) / margin ** 2;
  return Math.min(population, Math.ceil(unlimited / (1 + (unlimited - 1) / population)));
}

/** The lines whose hash with the seed is lowest: nobody can choose them, and anybody can draw them again. */
export function drawSample(instrIds: readonly string[], size: number, seed: string, sha256: Sha256): string[] {
  return instrIds
    .map((instrId) => ({ instrId, place: toHex(sha256(`${seed}:${instrId}`)) }))
    .sort((one, other) => (one.place < other.place ? -1 : 1))
    .slice(0, size)
    .map(({ instrId }) => instrId);
}

export interface Asked {
  readonly received: number;
  /** Said anything of the money. */
  readonly answered: number;
}

/**
 * Wilson's interval with the finite-population correction: honest also for few people and for parts near all or none.
 * Who asked everybody knows. Undefined until somebody answered.
 */
export function estimateReceived(
  { received, answered }: Asked,
  population: number,
  confidence: Confidence,
): Estimate | undefined {
  if (answered === 0) return undefined;
  const part = received / answered;
  if (answered >= population) return { part, low: part, high: part };
  const n = (answered * (population - 1)) / (population - answered);
  const z2 = Z[confidence] ** 2;
  const middle = (part + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Z[confidence] * Math.sqrt((part * (1 - part)) / n + z2 / (4 * n * n))) / (1 + z2 / n);
  return { part, low: Math.max(0, Math.min(part, middle - half)), high: Math.min(1, Math.max(part, middle + half)) };
}

const saysOfMoney = (answer: SampleAnswer): boolean => answer !== 'not-found' && answer !== 'refused';

/** What the answers there are say of everybody who was paid. */
export function sampleResult(
  answers: readonly SampleAnswer[],
  population: number,
  confidence: Confidence,
): SampleResult {
  const told = answers.filter(saysOfMoney);
  const asked = { received: told.filter((answer) => answer === 'received').length, answered: told.length };
  const received = estimateReceived(asked, population, confidence);
  return { answered: told.length, unreached: answers.length - told.length, ...(received && { received }) };
}

/** Why an answer cannot be: `less` names an amount below what was paid, and no other answer names one. */
export function answerProblem(
  answer: SampleAnswer,
  receivedMinor: number | undefined,
  amountMinor: number,
): 'amount' | undefined {
  if (answer !== 'less') return receivedMinor === undefined ? undefined : 'amount';
  return receivedMinor !== undefined && receivedMinor > 0 && receivedMinor < amountMinor ? undefined : 'amount';
}
