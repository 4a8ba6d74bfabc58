import { judgeIdentityError } from '../../src/verification/identity-error.js';

describe('an error of the identity provider', () => {
  it.each([
    ['access_denied', 'refused', 'consent-refused'],
    ['otp-locked', 'refused', 'otp-locked'],
    ['OTP_WRONG', 'refused', 'otp-wrong'],
    ['unknown_identifier', 'not-found', 'identifier-unknown'],
    ['temporarily_unavailable', 'unavailable', 'unreachable'],
    ['constructor', 'refused', 'request-rejected'],
  ])('%s is %s by %s', (error, outcome, reason) => {
    expect(judgeIdentityError(error)).toEqual({ outcome, reasons: [reason] });
  });
});
