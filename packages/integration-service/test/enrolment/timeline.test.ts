import type { RecordedEvent } from '@interlink/domain/enrolment/events';
import { toTimeline } from '../../src/enrolment/timeline.js';

const event = (seq: number, at: string, facts: object) =>
  ({ seq, at, who: 'ina', event: facts }) as unknown as RecordedEvent;

describe('the timeline of a journey', () => {
  it('has every event with its time and how long after the one before, oldest first', () => {
    const lines = toTimeline([
      event(1, '2026-11-24T08:00:00.000Z', { type: 'started' }),
      event(2, '2026-11-24T08:00:01.500Z', { type: 'consented' }),
    ]);
    expect(lines).toEqual([
      { seq: 1, at: '2026-11-24T08:00:00.000Z', what: 'started', who: 'ina', sinceMs: 0, detail: {} },
      { seq: 2, at: '2026-11-24T08:00:01.500Z', what: 'consented', who: 'ina', sinceMs: 1500, detail: {} },
    ]);
  });

  it('never runs backwards, though two machines may differ about the time', () => {
    const [, second] = toTimeline([
      event(1, '2026-11-24T08:00:01.000Z', { type: 'a' }),
      event(2, '2026-11-24T08:00:00.000Z', { type: 'b' }),
    ]);
    expect(second?.sinceMs).toBe(0);
  });

  it('shows facts that are plain, and nothing that is not', () => {
    const facts = {
      type: 'x',
      text: 'a',
      count: 2,
      isLate: false,
      reasons: ['r', 1],
      nested: { name: 'no' },
      none: null,
    };
    expect(toTimeline([event(1, '2026-11-24T08:00:00.000Z', facts)])[0]?.detail).toEqual({
      text: 'a',
      count: 2,
      isLate: false,
      reasons: ['r', '1'],
    });
  });

  it('is empty for a journey of which nothing was recorded', () => {
    expect(toTimeline([])).toEqual([]);
  });
});
