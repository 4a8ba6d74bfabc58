import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openJournal } from '../src/common/journal';
import { readMove } from '../src/hub/move';
import { fetchOnce, fetchToken, getJson, postJson, switchOn } from './support/http';
import { startTestSandbox, type TestSandbox } from './support/sandbox';

describe('The hub lets the operator look and switch', () => {
  let sandbox: TestSandbox;
  let hub: string;

  beforeAll(async () => {
    sandbox = await startTestSandbox();
    hub = sandbox.url.hub;
  });
  afterAll(() => sandbox.close());

  it.each([
    [{ partner: 'nobody', kind: 'delay' }, 'There is no partner'],
    [{ partner: 'sms', kind: 'closed-account' }, 'The partner sms can show'],
    [{ partner: 'sms', kind: 'delay', operation: 'verify' }, 'has the operations'],
    [{ partner: 'sms', kind: 'delay', times: 0.5 }, 'whole numbers'],
  ])('refuses the switch %j and says why', async (fault, sentence) => {
    const { status, body } = await switchOn(hub, fault);
    expect(status).toBe(400);
    expect(body['error']).toContain(sentence);
  });

  it('counts a switch down and clears those that are left', async () => {
    await switchOn(hub, { partner: 'witness', operation: 'latest', kind: 'status-500', times: 2 });
    expect((await fetchOnce(`${sandbox.url.witness}/heads/latest`)).status).toBe(500);
    expect((await getJson(`${hub}/faults`)).body).toMatchObject([{ partner: 'witness', times: 1 }]);
    await fetchOnce(`${hub}/faults`, { method: 'DELETE' });
    expect((await getJson(`${hub}/faults`)).body).toEqual([]);
    expect((await fetchOnce(`${sandbox.url.witness}/heads/latest`)).status).toBe(404);
  });

  it('shows what a partner received, with the correlation id, newest first, and a form for faults', async () => {
    const headers = { 'x-correlation-id': 'c-1' };
    await fetchOnce(`${sandbox.url.witness}/heads/latest?first`, { headers });
    await fetchOnce(`${sandbox.url.witness}/heads/latest?second`);
    const page = await (await fetchOnce(hub)).text();
    expect(page).toContain('<form method="post" action="/faults">');
    expect(page).toContain('c-1');
    expect(page.indexOf('latest?second')).toBeLessThan(page.indexOf('latest?first'));
    const { body } = await getJson<{ path: string }[]>(`${hub}/received/witness.json`);
    expect(body.slice(-2).map((one) => one.path)).toEqual(['/heads/latest?first', '/heads/latest?second']);
  });

  it.each(['nobody', 'toString', '../keys/bank-client-secret', 'hub'])(
    'shows nothing that %s received, because there is no such partner',
    async (name) => {
      expect((await fetchOnce(`${hub}/received/${encodeURIComponent(name)}.json`)).status).toBe(404);
    },
  );

  it('has no books to show where no bank takes payments', async () => {
    expect((await getJson(`${hub}/books.json`)).status).toBe(404);
  });

  it('S13: escapes what partners received: a name is no markup', async () => {
    await fetchOnce(`${sandbox.url.witness}/heads/latest?<script>alert(1)</script>`, {
      headers: { 'x-correlation-id': '<img src=x>' },
    });
    const page = await (await fetchOnce(hub)).text();
    expect(page).not.toContain('<img src=x>');
    expect(page).toContain('&lt;img src=x&gt;');
    expect(page).not.toMatch(/<script/i);
  });

  it.each(['"bank"', '[]', 'null', '{"partner":{"toString":1}}'])('takes no switch that is %s', async (body) => {
    const headers = { 'content-type': 'application/json' };
    expect((await fetchOnce(`${hub}/faults`, { method: 'POST', headers, body })).status).toBe(400);
  });

  it('hides client secrets in what was received', async () => {
    await fetchToken(`${sandbox.url.bank}/oauth2/token`);
    const { body } = await getJson<{ body: unknown }[]>(`${hub}/received/bank.json`);
    expect(body[0]?.body).toMatchObject({ client_id: 'interlink', client_secret: '(hidden)' });
  });

  it('takes a switch from the form and returns to the page', async () => {
    const form = new URLSearchParams({ partner: 'sms', operation: '*', kind: 'delay', times: '1', delayMs: '5' });
    const answer = await fetchOnce(`${hub}/faults`, { method: 'POST', body: form, redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
    expect((await getJson(`${hub}/faults`)).body).toMatchObject([{ partner: 'sms', kind: 'delay', delayMs: 5 }]);
  });

  it('moves the business clock, keeps it over a restart, and leaves the HTTP date real', async () => {
    const before = Date.now();
    await postJson(`${hub}/clock`, { advanceDays: 3 });
    await sandbox.restart();
    const answer = await fetchOnce(`${hub}/clock`);
    const { now } = (await answer.json()) as { now: string };
    expect(Date.parse(now) - before).toBeGreaterThanOrEqual(3 * 86_400_000);
    expect(Math.abs(Date.parse(answer.headers.get('date') ?? '') - Date.now())).toBeLessThan(60_000);
    expect((await postJson(`${hub}/clock`, { advanceDays: 'soon' })).status).toBe(400);
    expect((await postJson(`${hub}/clock`, { real: true })).status).toBe(200);
  });
});

describe('The business clock of the sandbox', () => {
  it.each<[string, Record<string, unknown>, object | string]>([
    ['days as text, as a form has them', { advanceDays: '3' }, { advanceDays: 3 }],
    ['days back', { advanceDays: -1 }, { advanceDays: -1 }],
    ['a time with its zone', { at: '2026-11-24T08:00:00+03:00' }, { at: new Date('2026-11-24T05:00:00Z') }],
    ['the way back, before all else', { real: 'true', at: '2026-11-24T08:00:00Z' }, 'real'],
  ])('is moved by %s', (_what, fields, move) => {
    expect(readMove(fields)).toEqual(move);
  });

  it.each<[string, Record<string, unknown>]>([
    ['nothing', {}],
    ['half a day', { advanceDays: 0.5 }],
    // These are numbers to JavaScript and to nobody else.
    ['a truth', { advanceDays: true }],
    ['a list', { advanceDays: [3] }],
    ['a power of ten', { advanceDays: '1e3' }],
    // The books would stand at no time, and every page that shows them would fail from then on.
    ['more days than time has', { advanceDays: 1e9 }],
    ['fewer', { advanceDays: '-200000' }],
    ['a time of no zone: it would be another on each machine', { at: '2026-11-24T08:00:00' }],
    ['a day', { at: '2026-11-24' }],
    ['a month that is none', { at: '2026-13-01T00:00:00Z' }],
    ['a truth in other words', { real: 1 }],
  ])('is not moved by %s', (_what, fields) => {
    expect(readMove(fields)).toBeUndefined();
  });
});

describe('A journal survives a kill', () => {
  it('drops the line that was being written and goes on after the last whole one', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'journal-'));
    const file = path.join(folder, 'letters.jsonl');
    openJournal<string>(folder, 'letters').append('a');
    appendFileSync(file, '{"torn":');
    const again = openJournal<string>(folder, 'letters');
    expect(again.entries).toEqual(['a']);
    again.append('é');
    expect(readFileSync(file, 'utf8')).toBe('"a"\n"é"\n');
    rmSync(folder, { recursive: true });
  });
});
