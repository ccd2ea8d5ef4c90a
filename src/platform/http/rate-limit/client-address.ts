import { BlockList, isIP } from 'node:net';

/** Proxies whose word about the client's address is taken. */
export type TrustedProxies = BlockList;

/** Whether a text is an address, or a network such as `10.0.0.0/8`. */
export function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const kind = isIP(address);
  if (kind === 0 || address.includes('%') || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (kind === 4 ? 32 : 128));
}

/** Addresses and networks as one list. */
export function trustProxies(networks: readonly string[]): TrustedProxies {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

/** Where a request comes from. */
export interface ClientAddress {
  /** An IPv4 address, or the /64 of an IPv6 one: a household or server has a whole one. */
  readonly network: string;
  /** It comes from this machine, and no proxy says otherwise. */
  readonly isLocal: boolean;
}

/**
 * The client of a request. `X-Forwarded-For` is read from its end, and only as far as each proxy that passed it on is
 * a trusted one: what stands before that, the client may have written itself.
 */
export function clientAddress(
  request: { readonly peer: string; readonly forwardedFor: string | undefined },
  trusted: TrustedProxies,
): ClientAddress {
  let address = plainAddress(request.peer);
  const peer = address;
  const hops = (request.forwardedFor ?? '').split(',').map((hop) => plainAddress(hop.trim()));
  while (isTrusted(address, trusted)) {
    const before = hops.pop();
    if (before === undefined || isIP(before) === 0) break;
    address = before;
  }
  const isForwarded = request.forwardedFor !== undefined && isTrusted(peer, trusted);
  return { network: networkOf(address), isLocal: !isForwarded && isLoopbackAddress(address) };
}

function isTrusted(address: string, trusted: TrustedProxies): boolean {
  const kind = isIP(address);
  return kind !== 0 && trusted.check(address, kind === 6 ? 'ipv6' : 'ipv4');
}

function isLoopbackAddress(address: string): boolean {
  return address.startsWith('127.') || address === '::1';
}

/** Without brackets, port and zone, and an IPv4 address in an IPv6 one by itself. */
function plainAddress(text: string): string {
  const inner = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  const bare = inner.replace(/%.*$/, '').toLowerCase();
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(bare)?.[1] ?? bare;
}

function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  // Twice colon stands for as many zero groups as are missing.
  const [head = '', tail] = address.replace(/\d+\.\d+\.\d+\.\d+$/, '0:0').split('::');
  const groups = (text: string | undefined): string[] =>
    text === undefined || text === '' ? [] : text.split(':');
  const zeros = 8 - groups(head).length - groups(tail).length;
  const all =
    tail === undefined ? groups(head) : [...groups(head), ...Array<string>(zeros).fill('0'), ...groups(tail)];
  const first = all.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${first.join(':')}::/64`;
}
