import { BlockList, isIP } from 'node:net'

/** Asks whether a peer is a proxy of one's own, whose word on who called is believed. */
export type Trusted = (peer: string) => boolean

/** Where a proxy of one's own stands: on the same machine or in the same net. */
const NEAR = ['127.0.0.0/8', '::1', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7', 'fe80::/10']

/** `near`, or addresses and nets with commas; undefined: not readable. */
export function readProxies(text: string): readonly string[] | undefined {
  const proxies = text === 'near' ? NEAR : text.split(',').map((part) => part.trim())
  return proxies.every(isAddressOrNet) ? proxies : undefined
}

function isAddressOrNet(text: string): boolean {
  const [address = '', bits, more] = text.split('/')
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address) as 0 | 4 | 6]
  return most > 0 && more === undefined && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))
}

export function trusts(proxies: readonly string[]): Trusted {
  const list = new BlockList()
  for (const proxy of proxies) {
    const [address = '', bits] = proxy.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return (peer) => {
    const family = isIP(peer)
    return family !== 0 && list.check(peer, family === 6 ? 'ipv6' : 'ipv4')
  }
}
