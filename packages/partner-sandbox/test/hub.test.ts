import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openJournal } from '../src/common/journal';
import { fetchToken, getJson, postJson, switchOn } from './support/http';
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
    expect((await fetch(`${sandbox.url.witness}/heads/latest`)).status).toBe(500);
    expect((await getJson(`${hub}/faults`)).body).toMatchObject([{ partner: 'witness', times: 1 }]);
    await fetch(`${hub}/faults`, { method: 'DELETE' });
    expect((await getJson(`${hub}/faults`)).body).toEqual([]);
    expect((await fetch(`${sandbox.url.witness}/heads/latest`)).status).toBe(404);
  });

  it('shows what a partner received, with the correlation id, newest first, and a form for faults', async () => {
    const headers = { 'x-correlation-id': 'c-1' };
    await fetch(`${sandbox.url.witness}/heads/latest?first`, { headers });
    await fetch(`${sandbox.url.witness}/heads/latest?second`);
    const page = await (await fetch(hub)).text();
    expect(page).toContain('<form method="post" action="/faults">');
    expect(page).toContain('c-1');
    expect(page.indexOf('latest?second')).toBeLessThan(page.indexOf('latest?first'));
    const { body } = await getJson<{ path: string }[]>(`${hub}/received/witness.json`);
    expect(body.slice(-2).map((one) => one.path)).toEqual(['/heads/latest?first', '/heads/latest?second']);
  });

  it('hides client secrets in what was received', async () => {
    await fetchToken(`${sandbox.url.bank}/oauth2/token`);
    const { body } = await getJson<{ body: unknown }[]>(`${hub}/received/bank.json`);
    expect(body[0]?.body).toMatchObject({ client_id: 'interlink', client_secret: '(hidden)' });
  });

  it('takes a switch from the form and returns to the page', async () => {
    const form = new URLSearchParams({ partner: 'sms', operation: '*', kind: 'delay', times: '1', delayMs: '5' });
    const answer = await fetch(`${hub}/faults`, { method: 'POST', body: form, redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
    expect((await getJson(`${hub}/faults`)).body).toMatchObject([{ partner: 'sms', kind: 'delay', delayMs: 5 }]);
  });

  it('moves the business clock, keeps it over a restart, and leaves the HTTP date real', async () => {
    const before = Date.now();
    await postJson(`${hub}/clock`, { advanceDays: 3 });
    await sandbox.restart();
    const answer = await fetch(`${hub}/clock`, { headers: { connection: 'close' } });
    const { now } = (await answer.json()) as { now: string };
    expect(Date.parse(now) - before).toBeGreaterThanOrEqual(3 * 86_400_000);
    expect(Math.abs(Date.parse(answer.headers.get('date') ?? '') - Date.now())).toBeLessThan(60_000);
    expect((await postJson(`${hub}/clock`, { advanceDays: 'soon' })).status).toBe(400);
    expect((await postJson(`${hub}/clock`, { real: true })).status).toBe(200);
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
