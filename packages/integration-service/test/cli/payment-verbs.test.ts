import { readFileSync } from 'node:fs';
import { FileAnswer, openFakeService } from './fake-service.js';

type Service = Awaited<ReturnType<typeof openFakeService>>;
let service: Service;
beforeAll(async () => {
  service = await openFakeService();
});
afterAll(() => service.close());

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

  it('write the list of a payment point and a receipt as PDF, in the language that was asked for', async () => {
    const list = { number: 7, lines: [{}], total: '1.00', currency: 'KES' };
    const bytes = Buffer.from([0x25, 0x50, 0x44, 0x46, 0, 0xff, 0xfe]);
    service.answers({
      'POST /payments/batches/b1/pay-list': batch('TRANSMITTED'),
      'GET /payments/batches/b1/pay-list': list,
      'GET /payments/batches/b1/pay-list/pdf?language=ar': new FileAnswer(bytes),
      'GET /payments/batches/b1/lines/I1/receipt?language=en': new FileAnswer(bytes),
    });
    const out = service.file('out.pdf', '');
    const listed = await service.type(`payments pay-list b1 --point Market --pdf --language ar --out ${out}`);
    expect(listed).toMatchObject({ code: 0, out: expect.stringContaining('List 7') });
    expect(readFileSync(out)).toEqual(bytes);
    service.file('out.pdf', '');
    expect(await service.type(`payments receipt b1 I1 --out ${out}`)).toMatchObject({ code: 0 });
    expect(readFileSync(out)).toEqual(bytes);
    expect(await service.type(`payments receipt b1 I2 --out ${out}`)).toMatchObject({ code: 4 });
    expect(await service.type(`payments receipt b1 I1 --language xx --out ${out}`)).toMatchObject({ code: 2 });
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
