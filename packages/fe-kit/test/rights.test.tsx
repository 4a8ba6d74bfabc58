import { cleanup, screen } from '@testing-library/react';
import type { ApiClient } from '../src/api-client.js';
import { useLoginName, usePermissions } from '../src/rights.js';
import { fakeApi, refuse } from '../src/testing/fake-api.js';
import { renderHost } from '../src/testing/host.js';

afterEach(cleanup);
const SESSION = 'GET /session';
function Shown({ api }: { readonly api: ApiClient }) {
  return <p>{`may: ${usePermissions(api)?.join() ?? 'unknown'}`}</p>;
}

describe('What Interlink permits', () => {
  it('is read from the session', async () => {
    const api = fakeApi({ [SESSION]: () => ({ permissions: ['enrolment.read', 'audit.read'] }) });
    renderHost(<Shown api={api.client} />);
    expect(await screen.findByText('may: enrolment.read,audit.read')).toBeTruthy();
  });

  it('is nothing when it cannot be read', async () => {
    const api = fakeApi({ [SESSION]: () => refuse(503, 'platform.openimis-unavailable') });
    renderHost(<Shown api={api.client} />);
    expect(await screen.findByText('may:')).toBeTruthy();
  });

  it('is not asked for before login', () => {
    const api = fakeApi({ [SESSION]: () => ({ permissions: [] }) });
    renderHost(<Shown api={api.client} />, { signedIn: false });
    expect(screen.getByText('may: unknown')).toBeTruthy();
    expect(api.calls).toEqual([]);
  });
});

describe('The login', () => {
  function Login() {
    return <p>{`login: ${useLoginName()}`}</p>;
  }
  it.each([
    [true, 'login: ina.intake'],
    [false, 'login:'],
  ])('is the one of openIMIS, signed in: %s', (signedIn, words) => {
    renderHost(<Login />, { signedIn });
    expect(screen.getByText(words)).toBeTruthy();
  });
});
