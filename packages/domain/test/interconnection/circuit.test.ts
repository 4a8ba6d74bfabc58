import fc from 'fast-check';
import { admit, closedCircuit, settle } from '../../src/interconnection/circuit.js';

const policy = { failures: 3, coolDownMs: 1000 };
const after = (answers: readonly boolean[], now = 0) =>
  answers.reduce((circuit, answered) => settle(circuit, answered, now, policy), closedCircuit);

describe('the circuit to a destination', () => {
  it('asks exactly when nothing failed so often in a row, or the pause after the last failure is over', () => {
    const steps = fc.array(fc.record({ waits: fc.nat(1500), isAnswered: fc.boolean() }), { maxLength: 40 });
    fc.assert(
      fc.property(steps, (all) => {
        let [circuit, now, failures, pausedUntil] = [closedCircuit, 0, 0, 0];
        for (const { waits, isAnswered } of all) {
          now += waits;
          const entry = admit(circuit, now);
          expect(entry.admitted).toBe(now >= pausedUntil);
          circuit = entry.circuit;
          if (!entry.admitted) continue;
          failures = isAnswered ? 0 : failures + 1;
          if (failures >= policy.failures) pausedUntil = now + policy.coolDownMs;
          circuit = settle(circuit, isAnswered, now, policy);
        }
      }),
    );
  });
  it('lets requests through while failures stay under the limit', () => {
    expect(admit(after([false, false]), 0).admitted).toBe(true);
  });
  it('counts failures in a row only', () => {
    expect(admit(after([false, false, true, false, false]), 0).admitted).toBe(true);
  });
  it('refuses during the pause after the last failure', () => {
    expect(admit(after([false, false, false]), 999).admitted).toBe(false);
  });
  it('lets exactly one probe through after the pause', () => {
    const probe = admit(after([false, false, false]), 1000);
    expect(probe.admitted).toBe(true);
    expect(admit(probe.circuit, 1000).admitted).toBe(false);
  });
  it('is whole again when the probe is answered', () => {
    const probe = admit(after([false, false, false]), 1000);
    expect(settle(probe.circuit, true, 1001, policy)).toEqual(closedCircuit);
  });
  it('pauses again when the probe fails', () => {
    const probe = admit(after([false, false, false]), 1000);
    const again = settle(probe.circuit, false, 1500, policy);
    expect(admit(again, 2499).admitted).toBe(false);
    expect(admit(again, 2500).admitted).toBe(true);
  });
});
