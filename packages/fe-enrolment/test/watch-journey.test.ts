import { runSaga } from 'redux-saga';
import type { Journey } from '@interlink/contracts/enrolment/journey';
import { ApiError } from '@interlink/fe-kit/api-problem';
import type { EnrolmentApi } from '../src/api.js';
import { isMoving } from '../src/journey.js';
import { followJourney } from '../src/sagas/watch-journey.js';
import { checked, journey, JOURNEY_ID, step } from './support/journeys.js';

type Reading = Journey | ApiError;
const moving = journey({ state: 'landing', allowedActions: [] });

/** Follows with these readings, the last one for ever; time passes as fast as it can. */
async function follow(readings: readonly Reading[], forMs: number) {
  jest.useFakeTimers();
  const actions: { type: string }[] = [];
  let count = 0;
  const read = async (): Promise<Journey> => {
    const reading = readings[Math.min(count, readings.length - 1)] ?? moving;
    count += 1;
    if (reading instanceof ApiError) throw reading;
    return reading;
  };
  const task = runSaga(
    { dispatch: (action: { type: string }) => actions.push(action) },
    followJourney,
    { journey: read } as unknown as EnrolmentApi,
    JOURNEY_ID,
  );
  await jest.advanceTimersByTimeAsync(forMs);
  const isOver = !task.isRunning();
  task.cancel();
  jest.useRealTimers();
  return { types: actions.map(({ type }) => type.replace('INTERLINK_ENROLMENT_', '')), count, isOver };
}
const refusal = (status: number) => new ApiError({ code: 'unknown', status, details: {} });

describe('Following a journey on the screen', () => {
  it('asks often at first and seldom later, to spare a slow link', async () => {
    expect((await follow([moving], 10_000)).count).toBeLessThanOrEqual(6);
    expect((await follow([moving], 120_000)).count).toBeLessThanOrEqual(18);
  });

  it('tells the person after 60 s that nobody need wait, once', async () => {
    expect((await follow([moving], 59_000)).types).not.toContain('WAITED_LONG');
    const { types } = await follow([moving], 180_000);
    expect(types.filter((type) => type === 'WAITED_LONG')).toHaveLength(1);
  });

  it('ends when the journey rests', async () => {
    expect(await follow([moving, checked()], 60_000)).toMatchObject({ count: 2, isOver: true });
  });

  it('goes on after an answer that was lost or a service that was down', async () => {
    expect(await follow([refusal(0), refusal(503), checked()], 60_000)).toMatchObject({ count: 3, isOver: true });
  });

  it('ends when the journey may not be read', async () => {
    expect(await follow([refusal(404)], 60_000)).toMatchObject({ count: 1, isOver: true, types: ['JOURNEY_ERR'] });
  });

  it.each([
    ['waits for consent', journey(), false],
    [
      'waits for the person at the identity page',
      journey({ state: 'authenticating', steps: [step('identity', { status: 'running' })] }),
      true,
    ],
    [
      'failed at the identity page',
      journey({ state: 'authenticating', steps: [step('identity', { status: 'failed' })] }),
      false,
    ],
    [
      'is checked while an account is still wanted',
      journey({ state: 'checking', allowedActions: ['check-account'] }),
      true,
    ],
    [
      'lacks only an account',
      journey({
        state: 'checking',
        allowedActions: ['check-account'],
        steps: [step('civil-status', { status: 'passed' }), step('eligibility', { status: 'passed' })],
      }),
      false,
    ],
    ['is ready', checked(), false],
  ])('follows or rests rightly when the journey %s', (_which, shown, expected) => {
    expect(isMoving(shown)).toBe(expected);
  });
});
