import { openFakeService, Refusal, type } from './fake-service.js';

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
const batch = (state: string) => ({
  id: 'b1',
  state,
  programme: 'OAA',
  count: 1,
  totalMinor: 100,
  currency: 'KES',
  executionDate: '2026-11-26',
  lines: [],
  exclusions: [],
});
const parked = (id: string, seq: number) => ({
  id,
  stream: 'dci:mis',
  seq,
  kind: 'notify',
  tries: 10,
  correlationId: 'c',
  createdAt: 't',
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
    'partner confirm mis',
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

describe('payments on the command line', () => {
  it('make a batch under a key of its own, for the day that was asked for', async () => {
    service.answers({ 'POST /payments/batches': batch('VALIDATED') });
    expect(await service.type('payments build p1 --on 2026-11-26')).toMatchObject({ code: 0 });
    expect(service.seen[0]).toMatchObject({
      body: { payrollId: 'p1', executionDate: '2026-11-26' },
      key: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it.each([
    ['seal', 'VALIDATED', 1],
    ['seal', 'SEALED', 0],
    ['send', 'APPROVED', 1],
    ['send', 'TRANSMITTED', 0],
    ['reconcile', 'SEALED', 1],
    ['reconcile', 'RECONCILED', 0],
    ['check', 'DRAFT', 0],
    ['check', 'EXCEPTION', 1],
  ])('%s says whether it did what it says: a batch that is then %s ends with %d', async (verb, state, code) => {
    service.answers({
      'POST /payments/batches/b1/advance': batch(state),
      'POST /payments/batches/b1/check': batch(state),
    });
    const shown = await service.type(`payments ${verb} b1`);
    expect(shown).toMatchObject({ code, out: expect.stringContaining(state) });
    expect(shown.err === '').toBe(code === 0);
  });

  it('S11: have no verb that approves: that wants a key in the browser', async () => {
    expect(await service.type('payments approve b1')).toMatchObject({ code: 2 });
  });

  it('take back a sealed batch', async () => {
    service.answers({ 'POST /payments/batches/b1/void': batch('VOIDED') });
    expect(await service.type('payments void b1')).toMatchObject({ code: 0 });
  });

  it('list batches, and show one, also in JSON', async () => {
    service.answers({
      'GET /payments/batches': { items: [batch('CLOSED')] },
      'GET /payments/batches/b1': batch('CLOSED'),
    });
    expect((await service.type('payments status')).out).toContain('CLOSED');
    expect(JSON.parse((await service.type('payments status b1 --json')).out)).toEqual(batch('CLOSED'));
    expect(JSON.parse((await service.type('--json payments status')).out)).toEqual({ items: [batch('CLOSED')] });
  });

  it('tell the counts of a go-live', async () => {
    service.answers({ 'POST /payments/adoptions': { paidElsewhere: 12, unknown: 0 } });
    const { out } = await service.type('payments adopt p1 p2 --until 2026-01-01');
    expect(out).toBe('      12 paidElsewhere\n       0 unknown\n');
    expect(service.seen[0]?.body).toEqual({ payrollIds: ['p1', 'p2'], until: '2026-01-01' });
  });

  it('ask why about one person and day', async () => {
    service.answers({ 'GET /payments/why?individualId=p1&date=2026-11-26': [] });
    expect(await service.type('payments why p1 --on 2026-11-26')).toMatchObject({ code: 0, out: '' });
  });

  it.each([
    ['a pack that is not there', () => '/nowhere/pack.jsonl', 2, 'cannot be read'],
    ['a pack that is none', () => service.file('pack.jsonl', 'hello\n'), 1, 'does not prove'],
    ['an empty pack', () => service.file('empty.jsonl', ''), 1, 'does not prove'],
  ])('say of %s what is wrong', async (_what, file, code, words) => {
    expect(await service.type(`payments verify ${file()}`)).toMatchObject({
      code,
      err: expect.stringContaining(words),
    });
  });
});

describe('partners on the command line', () => {
  const key = (thumbprint: string, over: object = {}) => ({ id: `key-${thumbprint}`, thumbprint, use: 'sig', ...over });
  const view = (over: object = {}) => ({ id: 'mis', status: 'draft', keys: [], addresses: [], ...over });
  const address = (over: object = {}) => ({ id: 'ad1', kind: 'api', url: 'https://mis.example.org', ...over });

  it('are listed with what waits for a second person', async () => {
    service.answers({ 'GET /partners': [{ id: 'mis', status: 'active', origin: 'registered', waiting: 2 }] });
    expect((await service.type('partner list')).out).toBe('active    registered 2  mis\n');
  });

  it('are shown with the fingerprints of their keys', async () => {
    const keys = [key('t1', { confirmedBy: 'ian' }), key('t2'), key('t3', { revokedAt: 't' })];
    service.answers({ 'GET /partners/mis': view({ keys, addresses: [address()] }) });
    const { out } = await service.type('partner show mis');
    expect(out).toBe(
      'mis  draft\nkey      t1  sig  by ian\nkey      t2  sig  waits\nkey      t3  sig  revoked\n' +
        'api      https://mis.example.org  waits\n',
    );
  });

  it('are added, and given keys, from JSON files', async () => {
    service.answers({ 'POST /partners': view(), 'POST /partners/mis/keys': view() });
    expect(await service.type(`partner add ${service.file('p.json', { id: 'mis' })}`)).toMatchObject({ code: 0 });
    expect(await service.type(`partner keys mis ${service.file('k.json', { keys: [] })}`)).toMatchObject({ code: 0 });
    expect(service.seen.map(({ body }) => body)).toEqual([{ id: 'mis' }, { jwks: { keys: [] } }]);
    expect(service.seen.every(({ key: one }) => one !== undefined)).toBe(true);
  });

  it.each([
    ['that is not there', () => '/nowhere.json', 'cannot be read'],
    ['that is no JSON', () => service.file('bad.json', '{'), 'is not valid JSON'],
  ])('are not added from a file %s', async (_what, file, words) => {
    service.answers({ 'POST /partners': view() });
    const { code, err } = await service.type(`partner add ${file()}`);
    expect([code, err]).toEqual([1, expect.stringContaining(words)]);
    expect(calls()).toEqual([]);
  });

  it('S16: are confirmed by a second person who names every fingerprint', async () => {
    service.answers({
      'GET /partners/mis': view({
        keys: [key('t1'), key('t2', { confirmedAt: 't' }), key('t3', { revokedAt: 't' })],
        addresses: [address(), address({ id: 'ad2', confirmedAt: 't' })],
      }),
      'POST /partners/mis/keys/key-t1/confirm': {},
      'POST /partners/mis/addresses/ad1/confirm': {},
      'POST /partners/mis/activate': {},
    });
    expect(await service.type('partner confirm mis --thumbprints t1,t9')).toMatchObject({ code: 0 });
    expect(calls()).toEqual([
      'GET /partners/mis',
      'POST /partners/mis/keys/key-t1/confirm',
      'POST /partners/mis/addresses/ad1/confirm',
      'POST /partners/mis/activate',
      'GET /partners/mis',
    ]);
  });

  it('S16: are not confirmed at all when a key was proposed whose fingerprint was not named', async () => {
    service.answers({ 'GET /partners/mis': view({ keys: [key('t1'), key('of-a-thief')] }) });
    const { code, err } = await service.type('partner confirm mis --thumbprints t1');
    expect([code, err]).toEqual([1, expect.stringContaining('of-a-thief')]);
    expect(calls()).toEqual(['GET /partners/mis']);
  });

  it('get a secret that is shown once', async () => {
    service.answers({ 'POST /partners/mis/credentials': { clientId: 'mis', clientSecret: 's3', notAfter: 't' } });
    expect((await service.type('partner secret mis')).out).toBe('client id      mis\nclient secret  s3\n');
  });

  it.each(['approve', 'activate', 'suspend', 'terminate'])('have agreements that one can %s', async (action) => {
    const agreement = {
      id: 'a1',
      status: 'active',
      purpose: 'p',
      direction: 'out',
      mode: 'query',
      validUntil: '2027-01-01',
    };
    service.answers({ 'POST /partners/mis/agreements/a1/actions': agreement });
    expect((await service.type(`partner agreement ${action} mis a1`)).out).toBe(
      'active     a1  p  out  query  until 2027-01-01\n',
    );
    expect(service.seen[0]?.body).toEqual({ action });
  });

  it('have agreements that are drafted from a file and listed', async () => {
    const agreement = { id: 'a1', status: 'draft', purpose: 'p', direction: 'in', mode: 'file', validUntil: 'd' };
    service.answers({ 'POST /partners/mis/agreements': agreement, 'GET /partners/mis/agreements': [agreement] });
    expect(await service.type(`partner agreement draft mis ${service.file('a.json', {})}`)).toMatchObject({ code: 0 });
    expect(JSON.parse((await service.type('partner agreement list mis --json')).out)).toEqual({
      agreements: [agreement],
    });
  });

  it.each(['partner show ../session', 'partner suspend ../session', 'partner agreement approve ../x a1'])(
    'are named by one part of an address, whatever is typed: %s',
    async (command) => {
      service.answers({});
      await service.type(command);
      expect(calls()[0]).toContain('/partners/..%2F');
    },
  );
});

describe('the exchange on the command line', () => {
  it.each(['0', '201', 'all', '1.5', '-1'])('shows no %s lines', async (limit) => {
    service.answers({});
    expect(await service.type(`exchange show mis --limit ${limit}`)).toMatchObject({ code: 2 });
    expect(calls()).toEqual([]);
  });

  it('sends again what is parked, in the order in which it was caused, over all pages', async () => {
    service.answers({
      'GET /platform/outbox/parked?stream=dci%3Amis': { items: [parked('m3', 3), parked('m2', 2)], next: 'm2' },
      'GET /platform/outbox/parked?stream=dci%3Amis&cursor=m2': { items: [parked('m1', 1)] },
      'POST /platform/outbox/m1/replay': {},
      'POST /platform/outbox/m2/replay': {},
      'POST /platform/outbox/m3/replay': {},
    });
    const { code, out } = await service.type('exchange replay mis');
    expect([code, out]).toEqual([0, 'm1 is sent again.\nm2 is sent again.\nm3 is sent again.\n']);
  });

  it('says that a message is not parked', async () => {
    service.answers({ 'GET /platform/outbox/parked?stream=dci%3Amis': { items: [] } });
    expect(await service.type('exchange replay mis --id m9')).toMatchObject({
      code: 1,
      err: expect.stringContaining('m9'),
    });
    expect((await service.type('exchange replay mis')).out).toBe('Nothing is parked.\n');
  });
});
