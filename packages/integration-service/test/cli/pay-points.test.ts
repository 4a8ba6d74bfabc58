import type { PayList } from '@interlink/contracts/payments/pay-point';
import { payListPage } from '../../src/cli/payments/pay-list-page.js';
import { countLine } from '../../src/cli/payments/pay-points.js';

const list = (name = 'Mercy Omondi'): PayList => ({
  number: 7,
  batchId: '00000000-0000-4000-8000-000000000001',
  point: 'Shangani market',
  programme: 'HSG',
  executionDate: '2026-11-25',
  currency: 'KES',
  total: '1500.00',
  lines: [{ instrId: 'I1', reference: 'ABCD1234', name, amount: '1500.00' }],
  signature: 'head..signature',
});

describe('the page of a pay-list', () => {
  it('shows number, point, total, every line and the signature', () => {
    const page = payListPage(list());
    for (const text of ['List 7', 'Shangani market', '1500.00 KES', 'Mercy Omondi', 'ABCD1234', 'head..signature']) {
      expect(page).toContain(text);
    }
    expect(page).toContain('data-line="I1"');
  });

  it('needs no network: it names no address at all, and forbids every one', () => {
    const page = payListPage(list());
    expect(page).not.toMatch(/https?:\/\//);
    expect(page).toContain("default-src 'none'");
  });

  it.each([['<script>alert(1)</script>'], ['"onload="x'], ["O'Brien & Sons"]])(
    'shows the name %s as text and runs nothing of it',
    (name) => {
      const page = payListPage(list(name));
      expect(page).not.toContain(name);
      expect(page.match(/<script/g)).toHaveLength(1);
    },
  );

  it('has a mark and a proof for each line, named for who cannot see the table', () => {
    const page = payListPage(list());
    expect(page).toContain('aria-label="Mark of Mercy Omondi"');
    expect(page).toContain('aria-label="Proof of Mercy Omondi"');
    for (const mark of ['paid', 'proxy', 'refused', 'absent']) expect(page).toContain(`<option>${mark}</option>`);
  });
});

describe('a counted day on the command line', () => {
  const count = {
    id: 'c1',
    batchId: 'b1',
    day: '2026-11-25',
    advanceMinor: 500,
    returnedMinor: 200,
    paidMinor: 300,
    currency: 'KES',
    isLast: false,
    managerLogin: 'pam.payments',
  };

  it('says what is still to be signed', () => {
    expect(countLine(count)).toBe('c1  2026-11-25  500 advanced, 300 paid, 200 back (pam.payments, no witness yet)');
  });

  it('says who signed, and that it was the last', () => {
    expect(countLine({ ...count, isLast: true, witnessLogin: 'ana.approver' })).toBe(
      'c1  2026-11-25  500 advanced, 300 paid, 200 back (pam.payments, ana.approver), the last day',
    );
  });
});
