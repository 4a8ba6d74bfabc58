import { createHash } from 'node:crypto';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeApi, holdBack, refuse } from '@interlink/fe-kit/testing/fake-api';
import { UploadsPage } from '../src/pages/UploadsPage.js';
import { CHUNK_BYTES } from '../src/sagas/send-file.js';
import { axeViolations, enter, ID, renderPage, SUPERVISOR, upload, words } from './support/render.js';

const QUESTIONNAIRES = [{ code: 'household', version: 1, title: words('Household'), sections: [] }];
const UPLOADS = '/social-registry/uploads';

/** A service that takes parts in order and remembers how many. */
function service(over: Record<string, () => unknown> = {}) {
  let chunks = 0;
  return fakeApi({
    'GET /social-registry/questionnaires': () => QUESTIONNAIRES,
    [`GET ${UPLOADS}`]: () => ({ items: [] }),
    [`POST ${UPLOADS}`]: () => upload({ state: 'receiving', chunks: 0 }),
    [`GET ${UPLOADS}/*`]: () => upload({ state: 'receiving', chunks }),
    [`PUT ${UPLOADS}/*/chunks/*`]: () => upload({ state: 'receiving', chunks: (chunks += 1) }),
    [`POST ${UPLOADS}/*/complete`]: () => upload({ state: 'checking' }),
    ...over,
  });
}

/** jsdom's File cannot be read as bytes. */
function fileOf(size: number): File {
  const bytes = new Uint8Array(size).fill(65);
  const part = (from: number, to: number) => ({ arrayBuffer: () => Promise.resolve(bytes.slice(from, to).buffer) });
  const file = new File([], 'north.csv', { type: 'text/csv' });
  return Object.defineProperties(file, {
    size: { value: size },
    arrayBuffer: { value: () => Promise.resolve(bytes.buffer) },
    slice: { value: part },
  });
}

const choose = async (file: File) => userEvent.upload(await screen.findByLabelText('File'), file);
const send = () => userEvent.click(screen.getByRole('button', { name: 'Send and check' }));

describe('The page of uploads', () => {
  beforeAll(() => {
    // jsdom has none; the browser's own is met in the browser test.
    const digest = (_name: string, bytes: ArrayBuffer) =>
      Promise.resolve(new Uint8Array(createHash('sha256').update(new Uint8Array(bytes)).digest()).buffer);
    Object.defineProperty(globalThis.crypto, 'subtle', { value: { digest }, configurable: true });
  });

  it('SR-020: sends a file part by part, in order, and asks for the check', async () => {
    const api = service();
    const { pushed } = renderPage(<UploadsPage />, api);
    await choose(fileOf(CHUNK_BYTES + 7));
    await send();
    await waitFor(() => expect(pushed).toEqual([`/interlink/social-registry/uploads/${ID}`]));
    expect(api.callsOf(`PUT ${UPLOADS}/*/chunks/*`).map(({ what }) => what.split('/').pop())).toEqual(['1', '2']);
    expect(api.callsOf(`PUT ${UPLOADS}/*/chunks/*`)[0]?.header('content-type')).toBe('application/octet-stream');
    expect(api.callsOf(`POST ${UPLOADS}`)[0]?.body).toMatchObject({ size: CHUNK_BYTES + 7, mostProblemPercent: 0 });
  });

  it('SR-020: goes on behind the last part that arrived when sending is tried again', async () => {
    let isDown = true;
    let chunks = 0;
    const api = service({
      [`PUT ${UPLOADS}/*/chunks/*`]: () =>
        chunks === 1 && isDown ? refuse(503, 'platform.overloaded') : upload({ chunks: (chunks += 1) }),
      [`GET ${UPLOADS}/*`]: () => upload({ state: 'receiving', chunks }),
    });
    const { pushed } = renderPage(<UploadsPage />, api);
    await choose(fileOf(CHUNK_BYTES * 2));
    await send();
    await screen.findByRole('alert');
    isDown = false;
    await send();
    await waitFor(() => expect(pushed).toHaveLength(1));
    const keys = api.callsOf(`POST ${UPLOADS}`).map((call) => call.header('idempotency-key'));
    expect(new Set(keys).size).toBe(1);
    expect(api.callsOf(`PUT ${UPLOADS}/*/chunks/1`)).toHaveLength(1);
  });

  it('SR-020: says how far it is while it is sent, and nothing of it once it broke off', async () => {
    const held = holdBack(() => refuse(503, 'platform.overloaded'));
    let parts = 0;
    const api = service({
      [`PUT ${UPLOADS}/*/chunks/*`]: () => ((parts += 1) === 1 ? upload({ chunks: 1 }) : held.answer()),
    });
    renderPage(<UploadsPage />, api);
    await choose(fileOf(CHUNK_BYTES * 4));
    await send();
    await screen.findByText('25%');
    const bar = screen.getByRole('progressbar', { name: 'Sending the file' });
    expect(bar.getAttribute('aria-valuenow')).toBe('25');
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Send and check' }).disabled).toBe(true);
    held.release();
    await screen.findByRole('alert');
    expect(screen.queryByRole('progressbar')).toBeNull();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Send and check' }).disabled).toBe(false);
  });

  it('SR-020: that broke off is not told of on the next visit, when its file is not here any more', async () => {
    const api = service({ [`POST ${UPLOADS}`]: () => refuse(503, 'platform.overloaded') });
    const host = renderPage(<UploadsPage />, api);
    await choose(fileOf(10));
    await send();
    await screen.findByRole('alert');
    host.visit(<p>elsewhere</p>);
    host.visit(<UploadsPage />);
    await screen.findByLabelText('File');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('SR-020: a file that holds nothing is not sent, and another one after it is another wish', async () => {
    const api = service({ [`POST ${UPLOADS}`]: () => refuse(422, 'social-registry.questionnaire-unknown') });
    renderPage(<UploadsPage />, api);
    await choose(fileOf(0));
    await send();
    const field = screen.getByLabelText('File');
    const described = (field.getAttribute('aria-describedby') ?? '').split(' ');
    expect(document.getElementById(described[1] ?? '')?.textContent).toBe('The file holds no household.');
    expect(api.callsOf(`POST ${UPLOADS}`)).toEqual([]);
    for (const size of [10, 11]) {
      await choose(fileOf(size));
      await send();
      await screen.findByRole('alert');
    }
    await waitFor(() => expect(api.callsOf(`POST ${UPLOADS}`)).toHaveLength(2));
    const keys = api.callsOf(`POST ${UPLOADS}`).map((call) => call.header('idempotency-key'));
    expect(new Set(keys).size).toBe(2);
  });

  it('SR-020: says what is missing before anything is sent', async () => {
    const api = service();
    renderPage(<UploadsPage />, api);
    await screen.findByLabelText('File');
    enter(/^Households that may/, '70');
    await send();
    expect(screen.getByText('Choose a file.')).toBeTruthy();
    expect(screen.getByText(/from 0 to 50/)).toBeTruthy();
    expect(api.callsOf(`POST ${UPLOADS}`)).toEqual([]);
  });

  it('SR-020: gives the template in both forms, and takes a file of either', async () => {
    renderPage(<UploadsPage />, service());
    const control = await screen.findByLabelText('File');
    expect(control.getAttribute('accept')).toMatch(/\.csv.*\.xlsx/);
    const addressOf = (form: string) =>
      screen.getByRole('link', { name: `Fetch the template as ${form}` }).getAttribute('href');
    expect(addressOf('CSV')).toMatch(/\/questionnaires\/household\/template\?form=csv$/);
    expect(addressOf('XLSX')).toMatch(/\/questionnaires\/household\/template\?form=xlsx$/);
  });

  it('SR-020: lists the files with their state and leads to each', async () => {
    const api = service({ [`GET ${UPLOADS}`]: () => ({ items: [upload({ state: 'refused', households: 1200 })] }) });
    renderPage(<UploadsPage />, api);
    expect((await screen.findByText('north.csv')).getAttribute('href')).toContain(`/uploads/${ID}`);
    expect(screen.getByText('Refused')).toBeTruthy();
  });

  it('S8: offers nothing to send to whoever may only read', async () => {
    renderPage(<UploadsPage />, service(), { rights: SUPERVISOR });
    await screen.findByText(/No file was brought yet/);
    expect(screen.queryByRole('button', { name: 'Send and check' })).toBeNull();
  });

  it('shows why the list cannot be read, and reads it again when asked to', async () => {
    let isDown = true;
    const api = service({ [`GET ${UPLOADS}`]: () => (isDown ? refuse(503, 'platform.overloaded') : { items: [] }) });
    renderPage(<UploadsPage />, api);
    await screen.findByRole('alert');
    isDown = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByText(/No file was brought yet/);
  });

  it('has no accessibility fault that axe knows', async () => {
    const { container } = renderPage(<UploadsPage />, service({ [`GET ${UPLOADS}`]: () => ({ items: [upload()] }) }));
    await screen.findByText('north.csv');
    expect(await axeViolations(container)).toEqual([]);
  });
});
