import { endedAnswer, type SessionsAnswer, sessionsAnswer } from '#contract/session'
import type { SessionId } from '#domain/ids'
import { services } from './services'
import { type Read, read } from './session-store'

export type OwnSession = SessionsAnswer['sessions'][number]

/** Where the person is signed in. */
export async function askSessions(): Promise<Read<SessionsAnswer>> {
  return read(sessionsAnswer, await services().transport.call('session', { action: 'sessions' }))
}

/** Null: all of them, this one too. */
export async function endSession(session: SessionId | null): Promise<Read<{ readonly ended: number }>> {
  return read(endedAnswer, await services().transport.call('session', { action: 'end-session', session }))
}
