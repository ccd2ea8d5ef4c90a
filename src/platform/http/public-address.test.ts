import { describe, expect, it } from 'vitest';
import { isPublicAddress } from './public-address.ts';

const PUBLIC = [
  '8.8.8.8',
  '1.1.1.1',
  '172.15.255.255',
  '172.32.0.1',
  '100.128.0.1',
  '2606:4700::1111',
  '2a00:1450:4001::1',
];

const NOT_PUBLIC: readonly (readonly [string, string])[] = [
  ['this host', '0.0.0.0'],
  ['this network', '0.1.2.3'],
  ['loopback', '127.0.0.1'],
  ['loopback, the far end', '127.255.255.254'],
  ['private, class A', '10.0.0.1'],
  ['private, class B', '172.16.0.1'],
  ['private, class B, the far end', '172.31.255.255'],
  ['private, class C', '192.168.1.1'],
  ['carrier-grade NAT', '100.64.0.1'],
  ['link-local, where clouds keep their secrets', '169.254.169.254'],
  ['protocol assignments', '192.0.0.8'],
  ['documentation', '192.0.2.1'],
  ['documentation 2', '198.51.100.7'],
  ['documentation 3', '203.0.113.9'],
  ['benchmarks', '198.18.0.1'],
  ['6to4 relays', '192.88.99.1'],
  ['multicast', '224.0.0.1'],
  ['reserved', '240.0.0.1'],
  ['broadcast', '255.255.255.255'],
  ['unspecified', '::'],
  ['loopback of IPv6', '::1'],
  ['mapped loopback', '::ffff:127.0.0.1'],
  ['mapped loopback in hexadecimals', '::ffff:7f00:1'],
  ['mapped, even of a public one', '::ffff:8.8.8.8'],
  ['compatible', '::7f00:1'],
  ['NAT64', '64:ff9b::7f00:1'],
  ['local NAT64', '64:ff9b:1::1'],
  ['discard', '100::1'],
  ['unique local', 'fd00::1'],
  ['link-local of IPv6', 'fe80::1'],
  ['link-local with its zone', 'fe80::1%eth0'],
  ['site-local', 'fec0::1'],
  ['multicast of IPv6', 'ff02::1'],
  ['Teredo', '2001::1'],
  ['documentation of IPv6', '2001:db8::1'],
  ['documentation 2 of IPv6', '3fff::1'],
  ['6to4 of a private one', '2002:a00:1::1'],
  ['segment routing', '5f00::1'],
  ['a public one with a zone', '2606:4700::1111%eth0'],
  ['a name', 'localhost'],
  ['a number', '2130706433'],
  ['nothing', ''],
];

describe('addresses of the public internet', () => {
  it.each(PUBLIC)('EXE-2 %s is one', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each(NOT_PUBLIC)('EXE-2 SEC-4 %s (%s) is none', (_kind, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});
