/** Whether a destination is asked at all: after failures in a row it is left alone for a while (times in ms). */
export interface Circuit {
  readonly failuresInARow: number;
  /** Not asked before this time; one probe is let through after it. */
  readonly refusesUntil?: number | undefined;
  readonly probing: boolean;
}

export interface CircuitPolicy {
  readonly failures: number;
  readonly coolDownMs: number;
}

export const closedCircuit: Circuit = { failuresInARow: 0, probing: false };

/** Whether a request may go now; when it may after a pause, it is the only probe. */
export function admit(circuit: Circuit, now: number): { readonly admitted: boolean; readonly circuit: Circuit } {
  if (circuit.refusesUntil === undefined) return { admitted: true, circuit };
  if (circuit.probing || now < circuit.refusesUntil) return { admitted: false, circuit };
  return { admitted: true, circuit: { ...circuit, probing: true } };
}

/** What an answer, or the lack of one, changes. */
export function settle(circuit: Circuit, answered: boolean, now: number, policy: CircuitPolicy): Circuit {
  if (answered) return closedCircuit;
  const failuresInARow = circuit.failuresInARow + 1;
  const pause = failuresInARow >= policy.failures;
  return { failuresInARow, refusesUntil: pause ? now + policy.coolDownMs : undefined, probing: false };
}
