import { isIPv6 } from 'node:net'
import { plainAddress } from './plain-address'

/** One key for one caller: of IPv6 the network, for a household or a phone has all of its 2⁶⁴ addresses. */
export function addressKey(address: string | null): string {
  if (address === null) return 'unknown'
  const plain = plainAddress(address)
  if (!isIPv6(plain)) return plain
  const [bare = ''] = plain.toLowerCase().split('%', 1)
  const [head = '', tail] = bare.split('::', 2)
  const [before, after] = [head, tail ?? ''].map((part) => (part === '' ? [] : part.split(':')))
  const gap = tail === undefined ? 0 : 8 - (before?.length ?? 0) - (after?.length ?? 0)
  const groups = [...(before ?? []), ...Array.from({ length: Math.max(0, gap) }, () => '0'), ...(after ?? [])]
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}
