import { isInsideAddress } from '../../src/interconnection/address-guard.js';

describe('S16: an address inside', () => {
  it.each([
    '0.0.0.0',
    '10.0.0.1',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.1.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
    '2002:7f00:1::',
    'fd00::1',
    'fe80::1%eth0',
    'ff02::1',
    '3fff::1',
    '3fff:fff:ffff::1',
    '5f00::1',
    'not-an-address',
  ])('is %s', (address) => {
    expect(isInsideAddress(address)).toBe(true);
  });
  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111', '3ffe::1', '4000::1', '5eff::1'])(
    'is not %s',
    (address) => {
      expect(isInsideAddress(address)).toBe(false);
    },
  );
});
