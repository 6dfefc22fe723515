/**
 * An address as its caller has it: a port that listens to both kinds gives one of IPv4 as IPv6 (`::ffff:198.51.100.1`), some proxies in hex.
 * What is none comes back as it is.
 */
export function plainAddress(address: string): string {
  const text = address.toLowerCase()
  const dotted = /^(?:0*:)+:?ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(text)?.[1]
  if (dotted !== undefined) return dotted
  const [, high, low] = /^(?:0*:)+:?ffff:([\da-f]{1,4}):([\da-f]{1,4})$/.exec(text) ?? []
  if (high === undefined || low === undefined) return address
  const bits = Number.parseInt(high, 16) * 65_536 + Number.parseInt(low, 16)
  return [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join('.')
}
