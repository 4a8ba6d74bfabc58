import { fullName } from '../../src/registry/full-name.js';

describe('a name in full', () => {
  it('is given name, second name and surname, as far as there are any, and never empty', () => {
    expect(fullName({ surname: 'Otieno', secondName: 'Achieng', givenName: 'Grace' })).toBe('Grace Achieng Otieno');
    expect(fullName({ surname: 'Otieno', givenName: '' })).toBe('Otieno');
    expect([fullName({}), fullName({ prefix: 'Dr' }), fullName(undefined)]).toEqual([undefined, undefined, undefined]);
  });
});
