import type { FastifyRequest } from 'fastify';
import fc from 'fast-check';
import { AddressRefused } from '../../src/interconnection/address-guard.js';
import { importKey } from '../../src/interconnection/import-key.js';
import { toInboundRequest } from '../../src/interconnection/inbound/certificate.js';
import { OutgoingError, toOutgoingError } from '../../src/interconnection/outgoing-error.js';
import { partnerClock } from '../../src/interconnection/partner-clock.js';
import { makeKey } from './test-keys.js';

const PRINT = 'ab'.repeat(32);

/** A request that came so; `socket`: what the TLS server knows. */
function requestBy(socket: object, headers: Record<string, unknown> = {}) {
  const getPeerCertificate = () => ({ fingerprint256: PRINT.toUpperCase().replace(/(..)(?=.)/g, '$1:') });
  const raw = { socket: { remoteAddress: '127.0.0.1', getPeerCertificate, ...socket } };
  return { headers, raw, correlationId: 'c-1' } as unknown as FastifyRequest;
}
const printOf = (request: FastifyRequest, certificateHeader?: string) =>
  toInboundRequest(request, { certificateHeader }).certificateSha256;

describe('S16: the certificate of who calls', () => {
  it('is the one that our own TLS server verified', () => {
    expect(printOf(requestBy({ encrypted: true, authorized: true }))).toBe(PRINT);
  });

  it.each([
    ['that nobody verified', { encrypted: true, authorized: false }],
    ['of a plain connection', { encrypted: false, authorized: true }],
    ['of a connection of which nothing is known', {}],
  ])('is not one %s', (_what, socket) => {
    expect(printOf(requestBy(socket))).toBeUndefined();
  });

  it.each(['127.0.0.1', '::1', '::ffff:127.0.0.1'])('is what the proxy beside us says, from %s', (remoteAddress) => {
    const stated = PRINT.toUpperCase().replace(/(..)(?=.)/g, '$1:');
    expect(printOf(requestBy({ remoteAddress }, { 'x-cert': stated }), 'x-cert')).toBe(PRINT);
  });

  it.each(['10.0.0.2', '127.0.0.2', '::ffff:10.0.0.1', '', undefined])(
    'is not what anybody else writes into a header, from %s',
    (remoteAddress) => {
      expect(printOf(requestBy({ remoteAddress }, { 'x-cert': PRINT }), 'x-cert')).toBeUndefined();
    },
  );

  it('is not read from a header that no deployment named', () => {
    expect(printOf(requestBy({}, { 'x-cert': PRINT }))).toBeUndefined();
  });

  it.each([[PRINT.slice(1)], [`${PRINT}00`], [`${PRINT} `], ['zz'.repeat(32)], [''], [[PRINT, PRINT]], [undefined]])(
    'is none when the proxy says %j',
    (stated) => {
      expect(printOf(requestBy({}, { 'x-cert': stated }), 'x-cert')).toBeUndefined();
    },
  );

  it('is our own server’s, whatever a header says besides', () => {
    const request = requestBy({ encrypted: true, authorized: true }, { 'x-cert': 'cd'.repeat(32) });
    expect(printOf(request, 'x-cert')).toBe(PRINT);
  });
});

describe('S14: the clock of a partner', () => {
  const at = Date.parse('2026-11-25T10:00:00Z');
  const dated = (milliseconds: number) => ({ date: new Date(milliseconds).toUTCString() });

  it('is not known before there was a dated answer, nor from one without a readable date', () => {
    const clock = partnerClock(() => at);
    for (const headers of [
      {},
      { date: '' },
      { date: 'yesterday-ish' },
      { Date: new Date(at).toUTCString() } as object,
    ]) {
      clock.observe(at, headers as Record<string, string>);
    }
    expect(clock.seen()).toBeUndefined();
  });

  it('is proven wrong only by what the way there and back cannot explain', () => {
    fc.assert(
      fc.property(fc.nat(20_000), fc.integer({ min: -3_600_000, max: 3_600_000 }), (took, ahead) => {
        const clock = partnerClock(() => at + took);
        // It answers half way; its own clock is `ahead` of ours.
        clock.observe(at, dated(at + took / 2 + ahead));
        const { skewMs = 0, seenAt } = clock.seen() ?? {};
        expect(seenAt).toBe(at + took);
        // Never more than is true, and of the other sign: positive when ours is ahead.
        expect(Math.abs(skewMs)).toBeLessThanOrEqual(Math.abs(ahead) + 1);
        if (Math.abs(ahead) > took + 2000) expect(Math.sign(skewMs)).toBe(-Math.sign(ahead));
      }),
    );
  });

  it('is what the last answer says, so that a mended clock is seen', () => {
    const clock = partnerClock(() => at);
    clock.observe(at, dated(at - 600_000));
    expect(clock.seen()?.skewMs).toBeGreaterThan(590_000);
    clock.observe(at, dated(at));
    expect(clock.seen()?.skewMs).toBe(0);
  });
});

describe('a key as the library takes it', () => {
  it('is made once for an object and algorithm, also for those who ask at once', async () => {
    const { publicJwk } = await makeKey('EdDSA');
    const [one, other] = await Promise.all([importKey(publicJwk, 'EdDSA'), importKey(publicJwk, 'EdDSA')]);
    expect(one).toBe(other);
    expect(await importKey({ ...publicJwk }, 'EdDSA')).not.toBe(one);
  });

  it('that cannot be imported fails for each who asks, and keeps nobody from a good one', async () => {
    const { publicJwk } = await makeKey('ES256');
    const broken = { ...publicJwk, x: 'AQ' };
    await expect(importKey(broken, 'ES256')).rejects.toThrow();
    await expect(importKey(broken, 'ES256')).rejects.toThrow();
    broken.x = publicJwk.x ?? '';
    await expect(importKey(broken, 'ES256')).resolves.toBeDefined();
  });
});

describe('why a partner gave no answer', () => {
  const coded = (code: unknown) => Object.assign(new Error('connect to 10.1.2.3 as Mercy'), { code });
  it.each<[string, unknown, boolean, string]>([
    ['a refused address', new AddressRefused(), false, 'address-refused'],
    ['a connection that took too long', coded('UND_ERR_CONNECT_TIMEOUT'), false, 'timed-out'],
    ['a body that took too long', coded('UND_ERR_BODY_TIMEOUT'), false, 'timed-out'],
    ['our own limit of time', new Error('aborted'), true, 'timed-out'],
    ['a name that is not known', coded('ENOTFOUND'), false, 'unreachable'],
    ['a code that is a number', coded(7), false, 'unreachable'],
    ['what is no error at all', 'broken', false, 'unreachable'],
    ['nothing', undefined, false, 'unreachable'],
    ['a refused address, late', new AddressRefused(), true, 'address-refused'],
  ])('is told for %s', (_what, thrown, timedOut, reason) => {
    const error = toOutgoingError(thrown, timedOut);
    expect(error).toMatchObject({ name: 'OutgoingError', reason });
    // S13: what the library says may name whom we asked for.
    expect(error.message).toBe(`no answer: ${reason}`);
  });

  it('is not told anew when it is known already', () => {
    const known = new OutgoingError('too-large');
    expect(toOutgoingError(known, true)).toBe(known);
  });
});
