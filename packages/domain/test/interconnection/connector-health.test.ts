import fc from 'fast-check';
import { connectorState, DOWN_AFTER, isFailedCall } from '../../src/interconnection/connector-health.js';

describe('the health of a connector', () => {
  it.each([
    [{ calls: 0, failures: 0, failedSinceAnswer: 0 }, 'unused'],
    [{ calls: 12, failures: 0, failedSinceAnswer: 0 }, 'well'],
    [{ calls: 12, failures: 1, failedSinceAnswer: 0 }, 'troubled'],
    [{ calls: 200, failures: 10, failedSinceAnswer: DOWN_AFTER }, 'down'],
    [{ calls: 200, failures: 40, failedSinceAnswer: DOWN_AFTER - 1 }, 'troubled'],
    [{ calls: 2, failures: 2, failedSinceAnswer: 2 }, 'down'],
  ] as const)('of %j is %s', (tally, state) => {
    expect(connectorState(tally)).toBe(state);
  });

  it('is never well after a failure, and never down after an answer', () => {
    const tally = fc.record({ answered: fc.nat(50), failures: fc.nat(50) });
    fc.assert(
      fc.property(tally, ({ answered, failures }) => {
        const state = connectorState({ calls: answered + failures, failures, failedSinceAnswer: 0 });
        expect(state === 'well').toBe(answered > 0 && failures === 0);
        if (answered > 0) expect(state).not.toBe('down');
      }),
    );
  });
});

describe('a call', () => {
  it.each(['200', '201', '302', '404'])('that was answered with %s did not fail', (result) => {
    expect(isFailedCall(result)).toBe(false);
  });

  it.each(['400', '401', '403', '429', '500', '503', 'timed-out', 'circuit-open', 'redirected', '2000', ''])(
    'with the result "%s" failed',
    (result) => expect(isFailedCall(result)).toBe(true),
  );
});
