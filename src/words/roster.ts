import type { RosterMember } from '#domain/roster'

/** `组长 · 党工委书记` */
export function memberWords({ part, post }: Pick<RosterMember, 'part' | 'post'>): string {
  return [part, post].filter((word) => word !== '').join(' · ')
}
