/** Who is counted: `address` and `signIn` by the caller's address (on WeChat the person), `code` by what is named, whoever names it. */
export const limitNames = ['address', 'person', 'device', 'signIn', 'code'] as const
export type LimitName = (typeof limitNames)[number]

/** Calls a minute; null: not limited. */
export type LimitConfig = Readonly<Record<LimitName, number | null>>

/**
 * Honest use stays far below. A phone that logs a door every two seconds makes 60 calls a minute, a worker's first sync with 50 buildings
 * some 120 in all, an officer's ten communities 40 when the network returns: 300 a device, twice that a person. A station's or a
 * community centre's hundred people share one address in the evening's hour: 6,000. Twenty browsers that wait to be let in ask 600 times.
 * A hall of fifty that scans one code off the wall names it 150 times.
 */
export const usualLimits: LimitConfig = { address: 6_000, person: 600, device: 300, signIn: 600, code: 300 }

const written: Readonly<Record<LimitName, string>> = {
  address: 'address',
  person: 'person',
  device: 'device',
  signIn: 'sign-in',
  code: 'code',
}

/** `off`, or like `address=12000,device=off`: what is not named stays as usual. Undefined: not readable. */
export function readLimits(text: string): LimitConfig | undefined {
  if (text === 'off') return { address: null, person: null, device: null, signIn: null, code: null }
  const read: Record<LimitName, number | null> = { ...usualLimits }
  for (const part of text.split(',')) {
    const [, label, value = ''] = /^\s*([a-z-]+)=(off|[1-9]\d{0,6})\s*$/.exec(part) ?? []
    const name = limitNames.find((one) => written[one] === label)
    if (name === undefined) return undefined
    read[name] = value === 'off' ? null : Number(value)
  }
  return read
}
