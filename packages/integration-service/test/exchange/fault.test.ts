import { ServiceError, type ErrorCode } from '@interlink/contracts/errors';
import { DciFault, notAgreed, toFault } from '../../src/exchange/server/fault.js';
import { nextDue } from '../../src/exchange/subscriptions/frequency.js';

describe('a message that is refused as a whole', () => {
  it.each<[ErrorCode, string, number]>([
    ['interconnection.partner-unauthenticated', 'err.request.unauthorized', 401],
    ['platform.unauthenticated', 'err.request.unauthorized', 401],
    ['interconnection.too-many-requests', 'err.request.too_many_requests', 429],
    ['platform.too-many-requests', 'err.request.too_many_requests', 429],
    ['platform.message-altered', 'err.request.bad', 200],
    ['platform.not-found', 'err.request.not_found', 404],
    ['platform.openimis-unavailable', 'err.service.unavailable', 503],
    ['platform.internal', 'err.service.unavailable', 503],
    ['registry.query-not-possible', 'err.service.unavailable', 503],
  ])('SR-025: for our %s is told as %s, with %d', (code, told, status) => {
    const fault = toFault(new ServiceError(code, { secret: 'marker-4711' }));
    expect([fault.fault.code, fault.status]).toEqual([told, status]);
    expect(JSON.stringify(fault.fault)).not.toContain('marker');
  });

  it.each<[string, unknown, string, number]>([
    ['a question that PostgreSQL gave up', { code: '57014' }, 'err.request.timeout', 408],
    ['too many', { statusCode: 429 }, 'err.request.too_many_requests', 429],
    ['an overloaded server', { statusCode: 503 }, 'err.service.unavailable', 503],
    ['a body that is too large', { statusCode: 413 }, 'err.request.bad', 413],
    ['a body of another type', { statusCode: 415 }, 'err.request.bad', 415],
    ['a bug', new TypeError('marker-4711 of undefined'), 'err.service.unavailable', 503],
    ['a text that was thrown', 'marker-4711', 'err.service.unavailable', 503],
    ['nothing that was thrown', undefined, 'err.service.unavailable', 503],
  ])('SR-025: for %s says nothing of our inside', (_what, thrown, told, status) => {
    const fault = toFault(thrown);
    expect([fault.fault.code, fault.status]).toEqual([told, status]);
    expect(JSON.stringify(fault.fault)).not.toContain('marker');
    expect(fault.cause === undefined || fault.cause === thrown).toBe(true);
  });

  it('keeps for the audit why, and tells the partner less', () => {
    const fault = notAgreed('consent-missing');
    expect(fault.why).toBe('consent-missing');
    expect(fault.message).not.toContain('consent');
    expect([fault.fault.code, fault.status]).toEqual(['err.request.forbidden', 403]);
  });

  it('says when to come again, as the quota knows it', () => {
    const quota = toFault(new ServiceError('interconnection.too-many-requests', { retryAfterSeconds: 17 }));
    expect(quota.retryAfterSeconds).toBe(17);
    expect(toFault({ statusCode: 429 }).retryAfterSeconds).toBe(1);
    expect(toFault(new Error('x')).retryAfterSeconds).toBe(5);
    expect(notAgreed('expired').retryAfterSeconds).toBeUndefined();
  });

  it('is the same when it is thrown again', () => {
    const fault = new DciFault({ code: 'err.request.bad', message: 'no' }, 'why');
    expect(toFault(fault)).toBe(fault);
  });

  it('names a repeated message id with another body as the standard does', () => {
    expect(toFault(new ServiceError('platform.message-altered')).fault).toMatchObject({
      reason: 'rjct.message_id.duplicate',
    });
  });
});

describe('when a subscriber is told next', () => {
  const after = new Date('2026-11-24T08:00:00.000Z');

  it.each([
    ['0 9 * * *', '2026-11-24T09:00:00.000Z'],
    ['0 8 * * *', '2026-11-25T08:00:00.000Z'],
    ['*/15 * * * *', '2026-11-24T08:15:00.000Z'],
    ['0 0 1 1 *', '2027-01-01T00:00:00.000Z'],
    ['0 0 29 2 *', '2028-02-29T00:00:00.000Z'],
  ])('SR-025: %s is in UTC, after now', (frequency, expected) => {
    expect(nextDue(frequency, after)?.toISOString()).toBe(expected);
  });

  it('is never twice within a second', () => {
    const next = nextDue('* * * * * *', after);
    expect((next?.getTime() ?? 0) - after.getTime()).toBeGreaterThanOrEqual(1000);
  });

  it.each(['', 'often', '99 * * * *', '0 0 31 2 *', '* * *', '2020-01-01T00:00:00', '\u0000'])(
    'is never for %j, which is a stranger’s text and no failure of ours',
    (frequency) => {
      expect(nextDue(frequency, after)).toBeUndefined();
    },
  );
});
