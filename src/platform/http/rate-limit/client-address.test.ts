import { describe, expect, it } from 'vitest';
import { clientAddress, isNetwork, trustProxies } from './client-address.ts';

const none = trustProxies([]);
const proxies = trustProxies(['127.0.0.1', '10.0.0.0/8', '2001:db8:ffff::/48']);
const of = (peer: string, forwardedFor?: string, trusted = proxies): string =>
  clientAddress({ peer, forwardedFor }, trusted).network;

describe('where a request comes from', () => {
  it('OPS-4 without a trusted proxy nobody is believed', () => {
    expect(of('203.0.113.7', '198.51.100.1', none)).toBe('203.0.113.7');
    expect(of('203.0.113.7', '198.51.100.1')).toBe('203.0.113.7');
    expect(clientAddress({ peer: '127.0.0.1', forwardedFor: '198.51.100.1' }, none)).toEqual({
      network: '127.0.0.1',
      isLocal: true,
    });
  });

  it('OPS-4 a trusted proxy is believed about the last hop, and what the client wrote before that is not', () => {
    expect(of('127.0.0.1', '198.51.100.1')).toBe('198.51.100.1');
    expect(of('127.0.0.1', '127.0.0.1, 9.9.9.9, 198.51.100.1')).toBe('198.51.100.1');
    expect(of('10.1.2.3', '198.51.100.1,10.9.9.9 , 10.0.0.1')).toBe('198.51.100.1');
    expect(of('::ffff:10.1.2.3', '198.51.100.1:4711')).toBe('198.51.100.1');
    expect(of('2001:db8:ffff::9', '198.51.100.1')).toBe('198.51.100.1');
  });

  it('OPS-4 a hop that is no address ends the way back', () => {
    expect(of('127.0.0.1', '198.51.100.1, unknown')).toBe('127.0.0.1');
    expect(of('127.0.0.1', '')).toBe('127.0.0.1');
    expect(of('127.0.0.1', 'evil|key')).toBe('127.0.0.1');
    expect(of('127.0.0.1', '10.0.0.1, 10.0.0.2')).toBe('10.0.0.1');
  });

  it('OPS-4 only what no proxy passed on is of this machine', () => {
    const isLocal = (peer: string, forwardedFor?: string): boolean =>
      clientAddress({ peer, forwardedFor }, proxies).isLocal;
    expect([isLocal('127.0.0.1'), isLocal('::1'), isLocal('::ffff:127.0.0.1')]).toEqual([true, true, true]);
    expect(isLocal('127.0.0.1', '127.0.0.1')).toBe(false);
    expect(isLocal('127.0.0.1', 'nonsense')).toBe(false);
    expect(isLocal('203.0.113.7')).toBe(false);
  });

  it.each([
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
    ['::1', '0:0:0:0::/64'],
    ['1::2:3:4:5:6:7', '1:0:2:3::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
    ['[2001:db8:1:2::5]:443', '2001:db8:1:2::/64'],
  ])('OPS-4 %s counts with its /64', (address, network) => {
    expect(of(address, undefined, none)).toBe(network);
  });
});

it('OPS-4 a list of proxies is addresses and networks', () => {
  const good = ['127.0.0.1', '10.0.0.0/8', '::1', '2001:db8::/32', '0.0.0.0/0'];
  const bad = [
    '',
    'localhost',
    '10.0.0.0/33',
    '10.0.0/8',
    '::1/129',
    '10.0.0.0/8/1',
    '10.0.0.0/',
    'fe80::1%eth0',
  ];
  expect(good.filter((text) => !isNetwork(text))).toEqual([]);
  expect(bad.filter(isNetwork)).toEqual([]);
});
