import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeApi } from '@interlink/fe-kit/testing/fake-api';
import { AgreementsPage } from '../src/pages/AgreementsPage.js';
import { FollowedPage } from '../src/pages/FollowedPage.js';
import { ParkedPage } from '../src/pages/ParkedPage.js';
import { PartnerPage } from '../src/pages/PartnerPage.js';
import { RIGHT_APPROVE } from '../src/names.js';
import { aKey, aPartner, anAgreement, MANAGER, renderPage } from './support/render.js';

const AT = '2026-11-24T08:00:00.000Z';
const PROPOSED = { proposedBy: 'ian.integration', proposedAt: AT };
const followed = (id: string, over: object = {}) => ({
  ...{ id, partner: 'civil-registry', connector: 'vital-events', role: 'crvs', eventType: 'Death', about: 'everybody' },
  ...{ state: 'answered', subscriptionCodes: [], askedAt: AT, answeredAt: AT, ...over },
});
const parked = (id: string, over: object = {}) => ({
  ...{ id, stream: 'dci:health', seq: 4, kind: 'callback', tries: 10, correlationId: 'c-1', createdAt: AT, ...over },
});
const address = (id: string, url: string) => ({ id, kind: 'callback', url, ...PROPOSED });
const PARTNER = {
  keys: [aKey(), aKey({ id: 'k2', thumbprint: 'second', kid: 'second' })],
  certificates: ['ab', 'cd'].map((two) => ({ id: two, sha256: two.repeat(32), ...PROPOSED })),
  addresses: [address('a1', 'https://health.example/one'), address('a2', 'https://health.example/two')],
};
const names = () => screen.getAllByRole('button').map((one) => one.getAttribute('aria-label') ?? one.textContent ?? '');

describe('WCAG 2.4.6: what many rows offer', () => {
  it.each<[string, JSX.Element, string, unknown, RegExp, number]>([
    [
      'with keys, certificates and addresses of a partner',
      <PartnerPage key="p" />,
      'GET /partners/health',
      aPartner(PARTNER as never),
      /^(Confirm|Remove|Revoke)/,
      12,
    ],
    [
      'with agreements',
      <AgreementsPage key="a" />,
      'GET /partners/health/agreements',
      [anAgreement(), anAgreement({ id: 'c2', purpose: 'wages' })],
      /^(Approve|Terminate)/,
      4,
    ],
    [
      'with registries that we follow, two of them for one event',
      <FollowedPage key="f" />,
      'GET /followed-registries',
      { items: [followed('f1'), followed('f2', { about: 'place', place: 'birth_place = R1' })] },
      /^Be told no more/,
      2,
    ],
    [
      'with dead letters, two of one stream',
      <ParkedPage key="d" />,
      'GET /platform/outbox/parked',
      { items: [parked('m-1'), parked('m-2', { createdAt: '2026-11-24T09:00:00.000Z' })] },
      /^Try again/,
      2,
    ],
  ])('%s is told apart by its name, at the first press and at the second', async (...given) => {
    const [_what, page, path, answer, acts, count] = given;
    renderPage(page, fakeApi({ [path]: () => answer }), { rights: [...MANAGER, RIGHT_APPROVE] });
    await screen.findAllByRole('button', { name: acts });
    const offered = names().filter((name) => acts.test(name));
    expect(offered).toHaveLength(count);
    expect(new Set(names()).size).toBe(names().length);
    // Each begins with the word that is seen on it (WCAG 2.5.3).
    const buttons = screen.getAllByRole('button', { name: acts });
    const seen = buttons.map((one) => [one.getAttribute('aria-label'), one.textContent ?? '-'] as const);
    expect(seen.filter(([name, words]) => !name?.startsWith(words))).toEqual([]);
    for (const button of buttons.filter((one) => !(one as HTMLButtonElement).disabled)) await userEvent.click(button);
    expect(new Set(names()).size).toBe(names().length);
  });
});
