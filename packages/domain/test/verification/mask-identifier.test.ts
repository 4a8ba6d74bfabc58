import { maskIdentifier } from '@interlink/domain/verification/mask-identifier';

describe('an identifier on a screen', () => {
  it.each([
    ['29001234', '••••1234'],
    ['1234', '••••'],
    ['', ''],
  ])('%s shows as %s', (identifier, shown) => {
    expect(maskIdentifier(identifier)).toBe(shown);
  });
});
