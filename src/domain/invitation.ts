import type { Milliseconds } from './time'

/** Neither vowels, which make words, nor 0 O 1 I L U V, which are taken for one another when a code is read aloud or typed. */
const LETTERS = '23456789BCDFGHJKMNPQRSTWXYZ'
export const CODE_LENGTH = 8

/** For how many days a code may be used. */
export const invitationDays = [1, 3, 7, 14] as const
/** By how many people. */
export const invitationUses = [1, 5, 20, 50] as const

/** A new code. `byte`: an even chance for each of 0…255; what would favour some letters is thrown away. */
export function makeCode(byte: () => number): string {
  const fair = 256 - (256 % LETTERS.length)
  let code = ''
  while (code.length < CODE_LENGTH) {
    const drawn = byte()
    if (drawn < fair) code += LETTERS[drawn % LETTERS.length]
  }
  return code
}

/** What was typed, without the blanks and dashes that make a code readable; null: it can't be a code. */
export function readCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s\-–—·]/g, '')
  return code.length === CODE_LENGTH && [...code].every((letter) => LETTERS.includes(letter)) ? code : null
}

/**
 * The code that somebody scanned or was sent: alone, in an invitation's link (`…?code=K7MQ2XWD`), or in the scene of a mini program
 * code (`code=K7MQ2XWD`, at most 32 characters). Null: there is none in it.
 */
export function codeIn(scanned: string): string | null {
  const named = /(?:^|[?&#])code=([^&#]+)/.exec(scanned)
  return readCode(named?.[1] ?? scanned)
}

/** What a QR code holds. `page`: the address of the web app, which any phone's camera opens; null: the code alone, for the app's own scanner. */
export function invitationText(code: string, page: string | null): string {
  return page === null ? code : `${page}#/pages/join/index?code=${code}`
}

/** `K7MQ-2XWD` */
export function spellCode(code: string): string {
  return `${code.slice(0, CODE_LENGTH / 2)}-${code.slice(CODE_LENGTH / 2)}`
}

export interface Invitation {
  readonly expiresAt: Milliseconds
  readonly revokedAt: Milliseconds | null
  /** How many people may use it, and how many have. */
  readonly uses: number
  readonly used: number
}

export const invitationStates = ['open', 'used-up', 'expired', 'revoked'] as const
export type InvitationState = (typeof invitationStates)[number]

export function stateOfInvitation(
  { expiresAt, revokedAt, uses, used }: Invitation,
  now: Milliseconds,
): InvitationState {
  if (revokedAt !== null) return 'revoked'
  if (used >= uses) return 'used-up'
  return expiresAt <= now ? 'expired' : 'open'
}

/** What becomes of somebody who asked to help: the secretary decides once. */
export const applicationStates = ['pending', 'approved', 'refused'] as const
export type ApplicationState = (typeof applicationStates)[number]
