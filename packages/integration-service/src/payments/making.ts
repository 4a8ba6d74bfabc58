import type { PaymentProgramme } from '@interlink/contracts/payments/settings';
import type { BenefitInputs } from '@interlink/domain/payments/decide-benefit';
import type { PaymentTerms } from '@interlink/domain/payments/line';
import type { Benefit, OpenImisSession, Payroll } from '../openimis/port.js';
import type { Actor } from '../platform/actor.js';

/** A benefit with all that decides about it, and what a payment needs beside. */
export interface Candidate {
  readonly benefit: Benefit;
  readonly inputs: BenefitInputs;
  readonly identifierIndex?: string | undefined;
  /** All individuals that the registry knows as this person, sorted: the first stands for all. */
  readonly individuals: readonly [string, ...string[]];
  /** For the sums of the batch. */
  readonly area?: string | undefined;
  readonly sex?: string | undefined;
  readonly contact: { readonly mobile?: string; readonly language: 'ar' | 'en' | 'fr' };
}

export type OnProgress = (done: number, total: number) => Promise<void>;

export interface Asked {
  readonly actor: Actor;
  readonly session: OpenImisSession;
  readonly payroll: Payroll;
  readonly programme: PaymentProgramme;
  readonly currency: string;
  readonly executionDate: string;
  /** Told how many benefits have been looked up. */
  readonly onProgress?: OnProgress | undefined;
}

/** A batch that is about to be made. */
export interface Prepared {
  readonly id: string;
  readonly payroll: Payroll;
  readonly programme: PaymentProgramme;
  readonly institution: string;
  readonly channel: string;
  readonly currency: string;
  readonly terms: PaymentTerms;
}
