import type { Transport } from '#sync/ports'
import { useSession } from './session-store'

/** 登录已失效: run out, ended by the secretary, or by the person on another device. */
const ENDED = 4011

/** Whoever hears from the cloud that the session has ended, the device lets go of what it holds for that person at once. */
export function endingWithSession(transport: Transport): Transport {
  return {
    async call(name, body) {
      const asked = useSession.getState().session
      const result = await transport.call(name, body)
      // Signing in and out has its own say, and an answer to the session before is no news of this one.
      const ended = name !== 'session' && result.kind === 'problem' && result.problem.code === ENDED
      if (ended && asked !== null && useSession.getState().session === asked)
        void useSession.getState().ended(result.problem)
      return result
    },
  }
}
