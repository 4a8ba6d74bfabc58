import { openFakeService, parked, Refusal, type } from './fake-service.js';

type Service = Awaited<ReturnType<typeof openFakeService>>;
let service: Service;
beforeAll(async () => {
  service = await openFakeService();
});
afterAll(() => service.close());
const calls = () => service.seen.map(({ call }) => call);

const journey = (over: object = {}) => ({
  id: 'j1',
  state: 'ready',
  programme: { code: 'OAA', name: 'Old Age Allowance' },
  applicant: { givenName: 'Amina', surname: 'W', birthDate: { date: '1950-01-01', precision: 'day' } },
  assurance: 'authenticated',
  provisional: false,
  steps: [{ name: 'identity', status: 'passed', reasons: [], tookMs: 12, askedOf: 'national-id', attempts: 1 }],
  timeline: [{ seq: 1, at: '2026-11-24T08:00:01.000Z', what: 'started', who: 'ina', sinceMs: 0, detail: {} }],
  approvalStatement: { hash: 'a'.repeat(64), text: {} },
  openimis: {},
  allowedActions: ['approve'],
  systemMs: 40,
  correlationId: 'c-7',
  createdAt: '2026-11-24T08:00:00.000Z',
  ...over,
});
describe('every verb that asks the service', () => {
  const verbs = [
    'journeys',
    'journey j1',
    'outbox list',
    'outbox replay m1',
    'audit log',
    'payments status',
    'payments status b1',
    'payments build p1',
    'payments check b1',
    'payments seal b1',
    'payments send b1',
    'payments reconcile b1',
    'payments void b1',
    'payments report b1',
    'payments why p1 --on 2026-11-26',
    'payments adopt p1 --until 2026-01-01',
    'partner list',
    'partner show mis',
    'partner address mis api https://mis.example.org',
    'partner confirm mis --thumbprints t',
    'partner suspend mis',
    'partner secret mis',
    'partner agreement list mis',
    'partner agreement approve mis a1',
    'exchange show mis',
    'exchange replay mis',
  ];

  it.each(verbs)('ends with 3 before anybody is signed in: %s', async (verb) => {
    const nobody = await type(verb, { INTERLINK_SESSION_FILE: '/nowhere/session.json' });
    expect(nobody).toMatchObject({ code: 3, out: '', err: expect.stringContaining('interlink login') });
  });

  it.each(verbs)('ends with 4, with the words, code and correlation id of a refusal: %s', async (verb) => {
    const refusal = new Refusal(403, 'platform.forbidden');
    const all = new Proxy({}, { get: () => refusal }) as Record<string, unknown>;
    service.answers(all);
    const refused = await service.type(verb);
    expect(refused).toMatchObject({ code: 4, out: '' });
    expect(refused.err).toBe('interlink: No. (platform.forbidden, correlation id c-1)\n');
  });

  it.each(verbs)('ends with 3 when the session is over: %s', async (verb) => {
    service.answers(
      new Proxy({}, { get: () => new Refusal(401, 'platform.unauthenticated') }) as Record<string, unknown>,
    );
    expect(await service.type(verb)).toMatchObject({ code: 3 });
  });

  it.each([
    ...verbs.filter((verb) => verb.includes(' ')).map((verb) => `${verb} --and-something-else`),
    'journey',
    'outbox replay',
    'payments build',
    'payments why p1',
    'payments adopt --until 2026-01-01',
    'payments adopt p1',
    'payments verify',
    'partner withdraw mis',
    'partner address mis api',
    'partner agreement approve mis',
    'exchange show',
    'exchange subscribe',
  ])('ends with 2, before anything is asked, when it is used wrongly: %s', async (verb) => {
    service.answers({});
    expect(await service.type(verb)).toMatchObject({ code: 2, out: '' });
    expect(calls()).toEqual([]);
  });
});

describe('journeys on the command line', () => {
  it('are listed a line each, with what stopped them', async () => {
    const item = { id: 'j1', state: 'held', programme: 'OAA', updatedAt: 't', name: 'Amina W', reasons: ['deceased'] };
    service.answers({ 'GET /enrolment/journeys?limit=5&state=held': { items: [item] } });
    const { code, out } = await service.type('journeys --limit 5 --state held');
    expect([code, out]).toEqual([0, 'j1  held               OAA    t  Amina W  deceased\n']);
  });

  it('are shown with steps, timeline and what is possible now', async () => {
    service.answers({ 'GET /enrolment/journeys/j1': journey({ provisional: true }) });
    const { out } = await service.type('journey j1');
    expect(out).toContain('ready (provisional: no payment before the missing check)');
    expect(out).toContain('identity       passed       12 ms  asked of national-id');
    expect(out).toContain('Possible now: approve');
  });

  it('are the whole answer of the service with --json', async () => {
    service.answers({ 'GET /enrolment/journeys/j1': journey() });
    expect(JSON.parse((await service.type('journey j1 --json')).out)).toEqual(journey());
  });

  it('S10: are approved exactly as they are shown', async () => {
    service.answers({
      'GET /enrolment/journeys/j1': journey(),
      'POST /enrolment/journeys/j1/decision': journey({ state: 'enrolled' }),
    });
    expect(await service.type('journey j1 --approve')).toMatchObject({ code: 0 });
    expect(service.seen.at(-1)?.body).toEqual({ decision: 'approve', statementHash: 'a'.repeat(64) });
  });

  it('say when an approval is kept but the enrolment not finished, and end with 1', async () => {
    service.answers({
      'GET /enrolment/journeys/j1': journey(),
      'POST /enrolment/journeys/j1/decision': journey({ state: 'landing' }),
    });
    const { code, err } = await service.type('journey j1 --approve');
    expect([code, err]).toEqual([1, expect.stringContaining('not finished yet (landing)')]);
  });

  it('S7: ask for the password when the service wants it, and go on', async () => {
    let isConfirmed = false;
    service.answers({
      'GET /enrolment/journeys/j1': journey(),
      'POST /session/confirm': () => ((isConfirmed = true), {}),
      'POST /enrolment/journeys/j1/decision': () =>
        isConfirmed ? journey({ state: 'enrolled' }) : new Refusal(403, 'platform.confirmation-needed'),
    });
    expect(await service.type('journey j1 --approve', 'my password')).toMatchObject({ code: 0 });
    expect(service.seen.find(({ call }) => call === 'POST /session/confirm')?.body).toEqual({
      password: 'my password',
    });
  });

  it('go on in spite of a finding, or are resolved, by their own addresses', async () => {
    service.answers({
      'GET /enrolment/journeys/j1': journey(),
      'POST /enrolment/journeys/j1/hold/override': journey(),
      'POST /enrolment/journeys/j1/task-resolution': journey(),
    });
    expect(await service.type('journey j1 --override --reason seen')).toMatchObject({ code: 0 });
    expect(service.seen.at(-1)?.body).toEqual({ reason: 'seen' });
    expect(await service.type('journey j1 --resolve')).toMatchObject({ code: 0 });
    expect(calls().at(-1)).toBe('POST /enrolment/journeys/j1/task-resolution');
  });

  it.each(['--reject', '--override'])('want a reason for %s', async (option) => {
    service.answers({ 'GET /enrolment/journeys/j1': journey() });
    expect(await service.type(`journey j1 ${option}`)).toMatchObject({
      code: 2,
      err: expect.stringContaining('--reason'),
    });
    expect(calls()).toEqual(['GET /enrolment/journeys/j1']);
  });

  it('are not approved and rejected at once', async () => {
    service.answers({});
    expect(await service.type('journey j1 --approve --reject')).toMatchObject({ code: 2 });
    expect(calls()).toEqual([]);
  });

  it('are asked for by one part of an address, whatever is typed', async () => {
    service.answers({});
    await service.type('journey ../../session');
    expect(calls()).toEqual(['GET /enrolment/journeys/..%2F..%2Fsession']);
  });
});

describe('the outbox and the log on the command line', () => {
  it('say that nothing is parked', async () => {
    service.answers({ 'GET /platform/outbox/parked': { items: [] } });
    expect((await service.type('outbox list')).out).toBe('Nothing is parked.\n');
  });

  it('show what is parked, and how to see more', async () => {
    service.answers({ 'GET /platform/outbox/parked?stream=sms&cursor=m0': { items: [parked('m1', 3)], next: 'm1' } });
    const { out } = await service.type('outbox list --stream sms --cursor m0');
    expect(out).toContain('m1  t  dci:mis 3  notify  10 tries');
    expect(out).toContain('More: --cursor m1');
  });

  it('replay one', async () => {
    service.answers({ 'POST /platform/outbox/m1/replay': {} });
    expect((await service.type('outbox replay m1')).out).toBe('m1 is tried again.\n');
    expect(JSON.parse((await service.type('outbox replay m1 --json')).out)).toEqual({ id: 'm1', state: 'waiting' });
  });

  it('show entries of the log with who acted for whom', async () => {
    const entry = {
      at: 't',
      action: 'enrolment.approve',
      actorLogin: 'ana',
      onBehalfOf: 'abe',
      stream: 's',
      shard: 3,
      seq: 7,
    };
    service.answers({ 'GET /audit/entries?actor=ana&limit=2': { items: [entry], next: 'e2' } });
    const { out } = await service.type('audit log --actor ana --limit 2');
    expect(out).toBe('t  enrolment.approve  ana for abe  s  chain 3 at 7\nMore: --cursor e2\n');
    service.answers({ 'GET /audit/entries?limit=50': { items: [] } });
    expect((await service.type('audit log')).out).toBe('No entry fits.\n');
  });
});
