import { makeBatch } from '../../src/cli/payments/make';
import type { ApiClient } from '../../src/cli/api-client';

const ID = '01900000-0000-7000-8000-0000000000b1';
const PAYROLL = '00000000-0000-4000-8000-00000000aa01';
const batch = { id: ID, lines: [], state: 'VALIDATED' };
const making = (over: object = {}) => ({ id: ID, payrollId: PAYROLL, state: 'under-way', done: 0, total: 0, ...over });

/** A service that answers in this order; what it was asked is remembered. */
function service(...answers: unknown[]) {
  const asked: string[] = [];
  const next = (path: string) => {
    asked.push(path);
    return Promise.resolve(answers.shift() as never);
  };
  const api: ApiClient = { get: next, post: (path) => next(path), put: (path) => next(path), download: next };
  return { api, asked };
}

describe('A batch that is built on the command line', () => {
  const said: string[] = [];
  const pauses: number[] = [];
  const build = (api: ApiClient) =>
    makeBatch({ say: (line) => void said.push(line) }, api, { payrollId: PAYROLL }, async (pause) => {
      pauses.push(pause);
    });
  beforeEach(() => {
    said.length = 0;
    pauses.length = 0;
  });

  it('is there at once when the service made it within the answer', async () => {
    const { api, asked } = service(batch);
    expect(await build(api)).toBe(batch);
    expect([asked, said]).toEqual([['/payments/batches'], []]);
  });

  it('is waited for, however many people are in it, and says how far it is', async () => {
    const { api, asked } = service(making(), making({ done: 50, total: 5000 }), making({ state: 'made' }), batch);
    expect(await build(api)).toBe(batch);
    expect(said).toEqual(['0 of 0 people looked up', '50 of 5000 people looked up']);
    expect(pauses).toEqual([1000, 1000]);
    expect(asked.slice(1)).toEqual([`/payments/makings/${ID}`, `/payments/makings/${ID}`, `/payments/batches/${ID}`]);
  });

  it.each([
    [
      {
        state: 'refused',
        problem: { code: 'payments.payroll-refused', status: 422, details: { reason: 'payment-method' } },
      },
      'payments.payroll-refused: payment-method',
    ],
    [{ state: 'refused', problem: { code: 'platform.internal', status: 500, details: {} } }, '(platform.internal)'],
    [{ state: 'refused' }, 'no reason given'],
    [{ state: 'lost' }, 'Build it again'],
  ])('ends with a sentence that says why there is none: %j', async (over, words) => {
    const { api } = service(making(), making(over));
    await expect(build(api)).rejects.toMatchObject({ message: expect.stringContaining(words), exitCode: 4 });
  });
});
