import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openBusinessClock } from '../src/common/clock';
import { openFaults, readFault, type Fault } from '../src/common/faults';
import { html, page } from '../src/common/html';
import { openJournal } from '../src/common/journal';
import { isPartnerName, PARTNERS, partnerNames } from '../src/common/partners';
import { measureSms } from '../src/sms/parts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sandbox-pieces-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('A fault that somebody switches on', () => {
  const fault = (over: Partial<Fault> = {}): Fault => ({
    partner: 'bank',
    operation: '*',
    kind: 'status-500',
    times: 1,
    delayMs: 1,
    ...over,
  });

  it('hits its partner, its operation and its kind only, as often as was said', () => {
    const faults = openFaults();
    faults.add(fault({ operation: 'verify', times: 2 }));
    expect(faults.take('sms', 'verify', ['status-500'])).toBeUndefined();
    expect(faults.take('bank', 'token', ['status-500'])).toBeUndefined();
    expect(faults.take('bank', 'verify', ['delay'])).toBeUndefined();
    expect(faults.take('bank', 'verify', ['delay', 'status-500'])?.times).toBe(2);
    expect(faults.take('bank', 'verify', ['status-500'])?.times).toBe(1);
    expect(faults.take('bank', 'verify', ['status-500'])).toBeUndefined();
    expect(faults.list()).toEqual([]);
  });

  it('for any operation hits whatever comes next, in the order of switching on', () => {
    const faults = openFaults();
    faults.add(fault({ kind: 'delay' }));
    faults.add(fault({ kind: 'status-500' }));
    expect(faults.take('bank', 'anything', ['status-500', 'delay'])?.kind).toBe('delay');
    expect(faults.take('bank', 'anything', ['status-500', 'delay'])?.kind).toBe('status-500');
  });

  it('is gone when all are cleared', () => {
    const faults = openFaults();
    faults.add(fault({ times: 9 }));
    faults.clear();
    expect(faults.take('bank', 'verify', ['status-500'])).toBeUndefined();
  });

  it('is read from a form, with sensible values for what is not said', () => {
    expect(readFault({ partner: 'sms', kind: 'delay' })).toEqual({
      partner: 'sms',
      operation: '*',
      kind: 'delay',
      times: 1,
      delayMs: 2000,
    });
    expect(readFault({ partner: 'sms', operation: 'send', kind: 'delay', times: '3', delayMs: '5' })).toMatchObject({
      operation: 'send',
      times: 3,
      delayMs: 5,
    });
  });

  it.each<[Record<string, unknown>, string]>([
    [{}, 'There is no partner ""'],
    [{ partner: 'post-office', kind: 'delay' }, 'There is no partner "post-office"'],
    [{ partner: 'toString', kind: 'delay' }, 'There is no partner "toString"'],
    [{ partner: 'sms', kind: 'wrong-person' }, 'The partner sms can show: delay'],
    [{ partner: 'sms' }, 'can show'],
    [{ partner: 'sms', kind: 'delay', operation: 'verify' }, 'has the operations token, send, status'],
    [{ partner: 'sms', kind: 'delay', times: '0.5' }, 'whole numbers'],
    [{ partner: 'sms', kind: 'delay', times: '-1' }, 'whole numbers'],
    [{ partner: 'sms', kind: 'delay', delayMs: 'long' }, 'whole numbers'],
    [{ partner: 'sms', kind: 'delay', delayMs: [5] }, 'whole numbers'],
    [{ partner: 'sms', kind: 'delay', times: true }, 'whole numbers'],
    [{ partner: 'sms', kind: 'delay', times: '1e3' }, 'whole numbers'],
    [{ partner: 'sms', kind: 'delay', operation: ['send'] }, 'has the operations'],
    [{ partner: { toString: 1 }, kind: 'delay' }, 'There is no partner "{'],
  ])('%j is none, and a sentence says why', (fields, words) => {
    expect(readFault(fields)).toEqual(expect.stringContaining(words));
  });

  it('is offered by every partner under a title', () => {
    for (const name of partnerNames) {
      expect(PARTNERS[name].faults.length).toBeGreaterThan(0);
      expect(PARTNERS[name].title).not.toBe('');
      expect(isPartnerName(name)).toBe(true);
    }
    expect(isPartnerName('__proto__')).toBe(false);
  });
});

describe('A journal', () => {
  it('is there again after a restart, and its owner’s alone', () => {
    const journal = openJournal<{ n: number }>(path.join(folder, 'new'), 'things');
    journal.append({ n: 1 });
    journal.append({ n: 2 });
    expect(openJournal(path.join(folder, 'new'), 'things').entries).toEqual([{ n: 1 }, { n: 2 }]);
    expect(statSync(path.join(folder, 'new')).mode & 0o077).toBe(0);
  });

  it('cuts off the line that a kill tore, and goes on behind the last whole one', () => {
    openJournal<number>(folder, 'things').append(1);
    appendFileSync(path.join(folder, 'things.jsonl'), '{"n":');
    const again = openJournal<number>(folder, 'things');
    again.append(2);
    expect(again.entries).toEqual([1, 2]);
    expect(readFileSync(path.join(folder, 'things.jsonl'), 'utf8')).toBe('1\n2\n');
  });

  it('of another name is another journal', () => {
    openJournal<number>(folder, 'one').append(1);
    expect(openJournal(folder, 'two').entries).toEqual([]);
  });
});

describe('The business clock', () => {
  const real = () => Date.parse('2026-11-24T08:00:00.000Z');

  it('S14: is moved by whole days or to a time, goes back, and survives a restart', () => {
    const clock = openBusinessClock(folder, real);
    clock.move({ advanceDays: 2 });
    clock.move({ advanceDays: 1 });
    expect(clock.now().toISOString()).toBe('2026-11-27T08:00:00.000Z');
    expect(openBusinessClock(folder, real).now().toISOString()).toBe('2026-11-27T08:00:00.000Z');
    clock.move({ at: new Date('2026-01-01T00:00:00.000Z') });
    expect(clock.now().toISOString()).toBe('2026-01-01T00:00:00.000Z');
    clock.move('real');
    expect(clock.now().getTime()).toBe(real());
  });
});

describe('A page of the sandbox', () => {
  it('escapes every text, also in attributes, and nothing twice', () => {
    const { markup } = html`<a title="${'"><script>'}">${'a & b'}${3}${undefined}${html`<b>${"it's"}</b>`}</a>`;
    expect(markup).toBe('<a title="&quot;&gt;&lt;script&gt;">a &amp; b3<b>it&#39;s</b></a>');
  });

  it('joins lists of markup', () => {
    const items = ['a', '<'].map((one) => html`<li>${one}</li>`);
    expect(html`${items}`.markup).toBe('<li>a</li><li>&lt;</li>');
  });

  it('has a language, a title and one heading, and needs no script', () => {
    const whole = page('Sign <in>', html`<p>text</p>`, 'narrow');
    expect(whole).toContain('<html lang="en">');
    expect(whole.match(/<h1>/g)).toHaveLength(1);
    expect(whole).toContain('<title>Sign &lt;in&gt;</title>');
    expect(whole).not.toContain('<script');
  });
});

describe('How many messages a text is', () => {
  it.each([
    ['', 'GSM-7', 1],
    ['a'.repeat(160), 'GSM-7', 1],
    ['a'.repeat(161), 'GSM-7', 2],
    ['a'.repeat(306), 'GSM-7', 2],
    ['a'.repeat(307), 'GSM-7', 3],
    ['€'.repeat(80), 'GSM-7', 1],
    ['€'.repeat(81), 'GSM-7', 2],
    [`${'a'.repeat(152)}€${'a'.repeat(10)}`, 'GSM-7', 2],
    ['ا'.repeat(70), 'UCS-2', 1],
    ['ا'.repeat(71), 'UCS-2', 2],
    ['ا'.repeat(135), 'UCS-2', 3],
    ['ê', 'UCS-2', 1],
    ['😀'.repeat(35), 'UCS-2', 1],
    ['😀'.repeat(36), 'UCS-2', 2],
  ])('%# is charged by its alphabet', (text, encoding, parts) => {
    expect(measureSms(text)).toEqual({ encoding, parts });
  });
});
