import { lookup as systemLookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

const SUBNETS_V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

// Unspecified and loopback, mapped, NAT64, discard, Teredo and ORCHID, documentation, 6to4, segment routing, unique
// local, link local, site local, multicast: all of them lead inside, or could.
const SUBNETS_V6 = [
  ['::', 96],
  ['::ffff:0:0', 96],
  ['::ffff:0:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const;

// Two lists: a single one would hold every IPv4 address against the subnet of the mapped ones.
const insideV4 = new BlockList();
const insideV6 = new BlockList();
for (const [net, prefix] of SUBNETS_V4) insideV4.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of SUBNETS_V6) insideV6.addSubnet(net, prefix, 'ipv6');

/** Whether an address is private, loopback, link-local, mapped, translated or otherwise not of the open internet. */
export function isInsideAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  const family = isIP(bare);
  if (family === 0) return true;
  return family === 4 ? insideV4.check(bare, 'ipv4') : insideV6.check(bare, 'ipv6');
}

/** Thrown inside a connection attempt; the caller sees it as the cause of a refused destination. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
  constructor() {
    super('the destination has an address that this deployment does not allow');
  }
}

/**
 * Resolves a name and hands over only addresses that were checked, so that what is connected to is what was looked at
 * (S16). One refused address refuses the name: a mixed answer is an attack or a mistake.
 */
export const guardedLookup: LookupFunction = (hostname, options, callback) => {
  systemLookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 0);
    const [first] = addresses;
    if (!first || addresses.some(({ address }) => isInsideAddress(address)))
      return callback(new AddressRefused(), '', 0);
    return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
  });
};
