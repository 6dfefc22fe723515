import { create } from 'zustand'
import type { Problem } from '#contract/problem'
import {
  type ScanLookAnswer,
  type ScanOpenAnswer,
  scanAnsweredAnswer,
  scanLookAnswer,
  scanOpenAnswer,
  scanWaitingAnswer,
} from '#contract/scan'
import { signedInAnswer } from '#contract/session'
import type { Milliseconds } from '#domain/time'
import { services } from './services'
import { type Read, read, useSession } from './session-store'

/** What the browser shows while it waits to be let in. `until`: by the device's own clock. */
export interface Ticket extends Pick<ScanOpenAnswer, 'scan' | 'compare' | 'askEvery'> {
  readonly until: Milliseconds
}

interface ScanState {
  readonly ticket: Ticket | null
  readonly problem: Problem | null
  /** A new code to be scanned; the one before is forgotten. */
  open(): Promise<void>
  /** Asks once what became of it; true: somebody let this browser in, and it is signed in. */
  askOnce(): Promise<boolean>
  close(): void
}

/** The browser's side of a sign-in by scanning. Its secret is in this memory and nowhere else. */
export const useScan = create<ScanState>()((set, get) => {
  let secret: string | null = null
  return {
    ticket: null,
    problem: null,
    async open() {
      const body = { action: 'scan-open', device: services().device }
      const answer = read(scanOpenAnswer, await services().transport.call('session', body))
      if (answer.kind === 'problem') return set({ ticket: null, problem: answer.problem })
      const { scan, compare, askEvery, expiresAt, serverTime } = answer.value
      secret = answer.value.secret
      set({ ticket: { scan, compare, askEvery, until: services().now() + (expiresAt - serverTime) }, problem: null })
    },
    async askOnce() {
      const asked = secret
      if (asked === null) return false
      const result = await services().transport.call('session', { action: 'scan-poll', secret: asked })
      if (secret !== asked) return false
      const waiting = read(scanWaitingAnswer, result)
      if (waiting.kind === 'value') return false
      const answer = read(signedInAnswer, result)
      if (answer.kind === 'value') {
        get().close()
        return useSession.getState().enterAs(answer.value)
      }
      // Without a network it goes on; whatever the cloud says ends this code.
      if (answer.problem.code >= 4000 && answer.problem.code < 4290) {
        secret = null
        set({ ticket: null, problem: answer.problem })
      }
      return false
    },
    close() {
      secret = null
      set({ ticket: null, problem: null })
    },
  }
})

/** Whom a scanned code would let in. */
export async function lookAtScan(scan: string): Promise<Read<ScanLookAnswer>> {
  return read(scanLookAnswer, await services().transport.call('session', { action: 'scan-look', scan }))
}

export async function answerScan(scan: string, allow: boolean): Promise<Read<{ readonly allowed: boolean }>> {
  return read(scanAnsweredAnswer, await services().transport.call('session', { action: 'scan-answer', scan, allow }))
}
