import { act, screen, waitFor } from '@testing-library/react';
import { fakeApi, refuse } from '@interlink/fe-kit/testing/fake-api';
import { OpenWorkBlock } from '../src/components/OpenWorkBlock.js';
import { PayrollTabLabel, PayrollTabPanel } from '../src/components/PayrollTab.js';
import { PersonTabPanel } from '../src/components/PersonTab.js';
import { toldMaking } from '../src/store/requests.js';
import { aHead, aLine } from './support/batches.js';
import { APPROVER, MAKER, press, renderPage } from './support/render.js';

const PAYROLL = '00000000-0000-4000-8000-00000000aa01';
const page = (...items: unknown[]) => ({ items });

describe('In the pages of openIMIS', () => {
  const TAB = 'interlinkPaymentsBatches';

  it('the payroll page gets a tab from which the maker makes a batch', async () => {
    const api = fakeApi({
      'GET /payments/batches': () => page(),
      'POST /payments/batches': () => ({ ...aHead(), lines: [] }),
    });
    renderPage(<PayrollTabPanel value={TAB} rights={MAKER} payroll={{ id: PAYROLL }} />, api);
    await press('Make a batch of payments');
    const link = await screen.findByRole('link', { name: /batch of 3 payments is made/ });
    expect(api.callsOf('POST /payments/batches')[0]?.body).toEqual({ payrollId: PAYROLL });
    // WCAG 2.4.3: the button that was pressed is gone.
    expect(document.activeElement).toBe(link.parentElement);
  });

  it('the batch that was made stands in the list, which does not say any more that there is none', async () => {
    let batches: unknown[] = [];
    const api = fakeApi({
      'GET /payments/batches': () => page(...batches),
      'POST /payments/batches': () => {
        batches = [aHead()];
        return { ...aHead(), lines: [] };
      },
    });
    renderPage(<PayrollTabPanel value={TAB} rights={MAKER} payroll={{ id: PAYROLL }} />, api);
    await screen.findByText('No batch has been made of this payroll.');
    await press('Make a batch of payments');
    await screen.findByRole('table', { name: 'Batches of this payroll' });
    expect(screen.queryByText('No batch has been made of this payroll.')).toBeNull();
  });

  it('a refusal to make a batch says why, and the keyboard is at the button again', async () => {
    const api = fakeApi({
      'GET /payments/batches': () => page(),
      'POST /payments/batches': () => refuse(422, 'payments.payroll-refused', { reason: 'payroll-not-approved' }),
    });
    renderPage(<PayrollTabPanel value={TAB} rights={MAKER} payroll={{ id: PAYROLL }} />, api);
    await press('Make a batch of payments');
    await screen.findByText(/^openIMIS has not approved this payroll yet\./);
    const button = screen.getByRole('button', { name: 'Make a batch of payments' });
    await waitFor(() => expect(document.activeElement).toBe(button));
  });

  it('the progress of one payroll is not shown as that of another', async () => {
    const other = '00000000-0000-4000-8000-00000000aa02';
    const never = new Promise(() => undefined);
    const api = fakeApi({ 'GET /payments/batches': () => page(), 'POST /payments/batches': () => never });
    const { store } = renderPage(<PayrollTabPanel value={TAB} rights={MAKER} payroll={{ id: PAYROLL }} />, api);
    await press('Make a batch of payments');
    await screen.findByText('The payroll is being read in openIMIS');
    act(() => void store.dispatch(toldMaking({ payrollId: other, done: 4000, total: 5000 })));
    expect(screen.queryByText('4000 of 5000', { exact: false })).toBeNull();
    act(() => void store.dispatch(toldMaking({ payrollId: PAYROLL, done: 7, total: 9 })));
    expect(screen.getByText('7 of 9 people looked up', { exact: false })).toBeTruthy();
  });

  const making = (over: object) => ({ id: aHead().id, payrollId: PAYROLL, state: 'under-way', ...over });

  it('a batch of thousands says how far it is, and is there in the end', async () => {
    let told = making({ done: 1000, total: 5000 });
    const api = fakeApi({
      'GET /payments/batches': () => page(),
      'POST /payments/batches': () => making({ done: 0, total: 0 }),
      'GET /payments/makings/*': () => told,
      'GET /payments/batches/*': () => ({ ...aHead(), lines: [] }),
    });
    renderPage(<PayrollTabPanel value={TAB} rights={MAKER} payroll={{ id: PAYROLL }} />, api);
    await press('Make a batch of payments');
    await screen.findByText('1000 of 5000 people looked up', { exact: false });
    told = making({ state: 'made', done: 5000, total: 5000 });
    const link = await screen.findByRole('link', { name: /batch of 3 payments is made/ });
    // WCAG 4.1.3: said aloud to who waited.
    expect(link.closest('[role=status]')).toBeTruthy();
  });

  it.each([
    [
      'refused after a while',
      {
        state: 'refused',
        problem: { code: 'payments.payroll-refused', status: 422, details: { reason: 'payment-method' } },
      },
      /cannot become a batch/,
    ],
    ['lost with the service that was at it', { state: 'lost' }, /nobody knows|no answer|not answer/i],
  ])('a batch that is %s says so', async (_what, over, words) => {
    const api = fakeApi({
      'GET /payments/batches': () => page(),
      'POST /payments/batches': () => making({ done: 0, total: 10, ...over }),
    });
    renderPage(<PayrollTabPanel value={TAB} rights={MAKER} payroll={{ id: PAYROLL }} />, api);
    await press('Make a batch of payments');
    await screen.findByText(words);
  });

  it.each([
    ['another tab is open', { value: 'other', rights: MAKER, payroll: { id: PAYROLL } }],
    ['the right is missing', { value: TAB, rights: [], payroll: { id: PAYROLL } }],
    ['the payroll is not loaded yet', { value: TAB, rights: MAKER, payroll: undefined }],
  ])('the tab asks nothing while %s', (_why, props) => {
    const api = fakeApi({});
    renderPage(<PayrollTabPanel {...props} />, api);
    expect(api.calls).toEqual([]);
  });

  it('the label of the tab is there for whoever may read payments', () => {
    const label = (rights: readonly number[]) => (
      <PayrollTabLabel onChange={() => undefined} tabStyle={() => ''} isSelected={() => false} rights={rights} />
    );
    renderPage(<div role="tablist">{label(MAKER)}</div>, fakeApi({}));
    expect(screen.getByRole('tab', { name: 'Payment instructions' })).toBeTruthy();
  });

  it('the person page lists the payments to this person', async () => {
    const api = fakeApi({ 'GET /payments/individuals/*/lines': () => page(aLine()) });
    renderPage(<PersonTabPanel value="interlinkPaymentsLines" rights={MAKER} individual={{ uuid: PAYROLL }} />, api);
    await screen.findByText('BEN-A1');
  });

  it('the home page counts what waits, with the plural of the language', async () => {
    const work = {
      items: [
        { kind: 'batch-to-approve', count: 2 },
        { kind: 'credential-to-judge', count: 0 },
      ],
    };
    renderPage(<OpenWorkBlock />, fakeApi({ 'GET /payments/open-work': () => work }), {
      rights: APPROVER,
      language: 'ar',
    });
    const link = await screen.findByRole('link', { name: 'دفعتان للموافقة' });
    expect(link.getAttribute('href')).toBe('/front/interlink/payments/batches?state=VALIDATED');
    expect(screen.getAllByRole('link')).toHaveLength(1);
  });

  it('the home page asks nothing without a right', () => {
    const api = fakeApi({});
    renderPage(<OpenWorkBlock />, api, { rights: [159001] });
    expect(api.calls).toEqual([]);
  });
});
