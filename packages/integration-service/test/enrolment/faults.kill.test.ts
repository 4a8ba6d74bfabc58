import type { Journey } from '@interlink/contracts/enrolment/journey';
import {
  apiOf,
  approve,
  enrol,
  eventually,
  getJourney,
  inboxOf,
  need,
  neighbours,
  registrations,
  type DemoApplicant,
} from './running-stack';

jest.setTimeout(120_000);

interface Fault {
  readonly partner: string;
  readonly operation: string;
  readonly kind: string;
  readonly times?: number;
}

/** By journey's end at the desk: [what goes wrong, the switch, state, reason or mark]. */
const ROWS: readonly [string, Fault, Partial<Journey>, string | undefined][] = [
  [
    'the national ID signs with another key',
    { partner: 'national-id', operation: 'userinfo', kind: 'wrong-signature' },
    { state: 'authenticating' },
    'signature-invalid',
  ],
  [
    'the national ID answers about somebody else',
    { partner: 'national-id', operation: 'userinfo', kind: 'wrong-person' },
    { state: 'held' },
    // Names of neighbours may be close to each other.
    'birth-date-differs',
  ],
  [
    'the civil registry signs with another key',
    { partner: 'civil-registry', operation: 'search', kind: 'wrong-signature', times: 9 },
    { state: 'awaiting-approval', provisional: true },
    'signature-invalid',
  ],
  [
    'the civil registry answers about somebody else',
    { partner: 'civil-registry', operation: 'search', kind: 'wrong-person' },
    { state: 'held' },
    'person-differs',
  ],
  [
    'the civil registry fails again and again',
    { partner: 'civil-registry', operation: 'search', kind: 'status-500', times: 9 },
    { state: 'awaiting-approval', provisional: true },
    'unreachable',
  ],
  [
    'the answer of the civil registry is lost once',
    { partner: 'civil-registry', operation: 'search', kind: 'lost-answer' },
    { state: 'awaiting-approval', provisional: false },
    undefined,
  ],
  [
    'the account is closed',
    { partner: 'bank', operation: 'verify', kind: 'closed-account' },
    { state: 'checking' },
    'account-closed',
  ],
  [
    'the account is of somebody else',
    { partner: 'bank', operation: 'verify', kind: 'wrong-person' },
    { state: 'held' },
    'person-differs',
  ],
  [
    'the bank fails once',
    { partner: 'bank', operation: 'verify', kind: 'status-500' },
    { state: 'awaiting-approval', provisional: false },
    undefined,
  ],
];

const faults = `${process.env['SANDBOX_HUB_URL']}/faults`;

async function misbehave(fault: Fault): Promise<void> {
  const answer = await fetch(faults, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ times: 1, ...fault }),
  });
  if (!answer.ok) throw new Error(`the sandbox has no such switch: ${await answer.text()}`);
}

const reasonsOf = ({ steps }: Journey) => steps.flatMap(({ reasons }) => reasons);

describe('a journey whose partners misbehave', () => {
  let people: DemoApplicant[];
  beforeAll(async () => {
    for (const name of ['INTERLINK_URL', 'SANDBOX_HUB_URL']) need(name);
    // One each: what a partner said of a person is not asked again while it holds.
    people = await neighbours(ROWS.length + 2);
  });
  afterEach(() => fetch(faults, { method: 'DELETE' }));

  const next = () => {
    const applicant = people.shift();
    if (!applicant) throw new Error('no applicant is left');
    return applicant;
  };

  it.each(ROWS)('D: %s', async (_what, fault, expected, reason) => {
    await misbehave(fault);
    const { id } = await enrol(next());
    const journey = await eventually(
      () => getJourney(id),
      ({ state }) => state === expected.state,
    );
    expect(journey).toMatchObject(expected);
    if (reason !== undefined) expect(reasonsOf(journey)).toContain(reason);
    await (await apiOf('ina.intake')).post(`/enrolment/journeys/${id}/withdraw`, { body: { reason: 'test ended' } });
  });

  it.each([
    ['the answer of the SMS gateway is lost', 'lost-answer'],
    ['the SMS gateway fails', 'status-500'],
  ])('S4: %s, and the person is told once all the same', async (_what, kind) => {
    const applicant = next();
    await misbehave({ partner: 'sms', operation: 'send', kind });
    const { state } = await approve((await enrol(applicant)).id);
    expect(state).toBe('enrolled');
    const told = () => registrations(applicant.mobile ?? '');
    expect(await eventually(told, (messages) => messages.length > 0, 60)).toHaveLength(1);
    // The repetition of a lost answer would come with the next round of the outbox.
    await new Promise((done) => setTimeout(done, 3_000));
    expect(await told()).toHaveLength(1);
    expect((await inboxOf(applicant.mobile ?? '')).length).toBeGreaterThanOrEqual(1);
  });
});
