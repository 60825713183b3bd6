import { BlockList, isIP } from 'node:net';

/** IPv4 that is not the public internet's (IANA special-purpose registry, RFC 6890), and a platform's own service behind a public address. */
const NOT_PUBLIC_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  // Carrier-grade NAT; Alibaba Cloud's metadata (100.100.100.200) lies in it.
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // Link-local: the metadata of AWS and others (169.254.169.254).
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  // Multicast, and what is reserved, with the broadcast address.
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  // Azure's host service.
  ['168.63.129.16', 32],
];

/** Of IPv6 only 2000::/3 is routed at all: that leaves out loopback, unique local, link-local, multicast, mapped IPv4 and NAT64. */
const GLOBAL_V6: readonly [string, number] = ['2000::', 3];

/** Within it: Teredo, ORCHID and others; documentation; 6to4, which carries an IPv4 address of anybody. */
const NOT_PUBLIC_V6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
];

const listOf = (family: 'ipv4' | 'ipv6', nets: readonly (readonly [string, number])[]): BlockList => {
  const list = new BlockList();
  for (const [net, prefix] of nets) list.addSubnet(net, prefix, family);
  return list;
};

const notPublicV4 = listOf('ipv4', NOT_PUBLIC_V4);
const notPublicV6 = listOf('ipv6', NOT_PUBLIC_V6);
const globalV6 = listOf('ipv6', [GLOBAL_V6]);
const loopback = listOf('ipv4', [['127.0.0.0', 8]]);

/** Whether an address, as a resolver gives it, is one of the public internet. A zone or anything else that is no plain address is none. */
export const isPublicAddress = (address: string): boolean => {
  const family = isIP(address);
  if (family === 4) return !notPublicV4.check(address, 'ipv4');
  return (
    family === 6 && !address.includes('%') && globalV6.check(address, 'ipv6') && !notPublicV6.check(address, 'ipv6')
  );
};

/** Whether it is this machine's own. */
export const isLoopback = (address: string): boolean =>
  address === '::1' || (isIP(address) === 4 && loopback.check(address, 'ipv4'));
