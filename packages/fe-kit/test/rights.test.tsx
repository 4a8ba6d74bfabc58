import { screen } from '@testing-library/react';
import { useHostRights, useIsSignedIn, useLoginName } from '../src/rights.js';
import { renderHost } from '../src/testing/host.js';
import './support/pages.js';

function Who() {
  return <p>{[useLoginName(), useIsSignedIn() ? 'in' : 'out', useHostRights().join('+')].join(' ')}</p>;
}

describe('S8: who is signed in to openIMIS', () => {
  it.each([
    [{ rights: [990100, 990130] }, 'ina.intake in 990100+990130'],
    [{}, 'ina.intake in '],
    [{ signedIn: false, rights: [990100] }, ' out '],
  ])('is known with the rights that openIMIS says, and nobody has any before login: %j', (options, words) => {
    const { container } = renderHost(<Who />, options);
    expect(container.textContent).toBe(words);
  });

  it('is nobody as soon as somebody logs out: no menu and no page of ours stays', () => {
    const { store } = renderHost(<Who />, { rights: [990100] });
    expect(screen.getByText('ina.intake in 990100')).toBeTruthy();
    store.dispatch({ type: 'CORE_AUTH_LOGOUT' });
    expect(screen.getByText('out')).toBeTruthy();
  });
});
