import { toIdentityAttributes } from '../../src/verification/identity-claims.js';

describe('the claims of the national ID', () => {
  it('make a person of a name alone', () => {
    expect(toIdentityAttributes({ sub: 's', name: ' Mercy Omondi ' })).toMatchObject({
      subject: 's',
      fullName: 'Mercy Omondi',
    });
  });
  it('make a name of its parts when there is no whole one', () => {
    expect(toIdentityAttributes({ sub: 's', given_name: 'Mercy', family_name: 'Omondi' })?.fullName).toBe(
      'Mercy Omondi',
    );
  });
  it.each([
    ['1946-06-02', { date: '1946-06-02', precision: 'day' }],
    ['1946/06/02', { date: '1946-06-02', precision: 'day' }],
    ['1946', { date: '1946-12-31', precision: 'year' }],
    ['0000-06-02', undefined],
    ['soon', undefined],
  ])('read the birth date %s', (birthdate, birthDate) => {
    expect(toIdentityAttributes({ sub: 's', name: 'M', birthdate })?.birthDate).toEqual(birthDate);
  });
  it('take only booleans for flags', () => {
    const attributes = toIdentityAttributes({ sub: 's', name: 'M', liveness: 'true', phone_number_verified: false });
    expect(attributes).toMatchObject({ liveness: undefined, phoneVerified: false });
  });
  it.each([{ sub: 's' }, { name: 'M' }, {}])('make nobody of %j', (claims) => {
    expect(toIdentityAttributes(claims)).toBeUndefined();
  });
});
