import * as v from 'valibot'
import type { Context } from '#cloud/context'
import { functions } from '#cloud/handlers/registry'
import { problemAnswer } from '#contract/problem'
import { sessionId } from '#contract/scalars'
import type { SessionId } from '#domain/ids'
import type { Transport } from '#sync/ports'
import { renewing } from '#sync/renewing'

/** What a browser keeps of a session: two cookies, and in the page which session it is. */
export interface Jar {
  access: string | null
  refresh: string | null
  session: SessionId | null
}

export interface BrowserSession {
  readonly jar: Jar
  /** As the page calls: the tokens go along and are kept as cookies are. */
  readonly bare: Transport
  /** As the app calls: what ran out is renewed in passing. */
  readonly transport: Transport
}

/** The cloud's own functions as a browser meets them, without HTTP between. */
export function browserSession(context: Context, agent: string | null = null): BrowserSession {
  const jar: Jar = { access: null, refresh: null, session: null }
  const bare: Transport = {
    async call(name, body) {
      const found = functions.get(name)
      if (found === undefined) throw new Error(`no function ${name}`)
      const { access: token, refresh, session } = jar
      const call = { context, body: JSON.parse(JSON.stringify(body)), token, refresh, session, openid: null, agent }
      const { tokens, body: answered } = await found.handler({ ...call, from: '127.0.0.1' })
      if (tokens === 'none') Object.assign(jar, { access: null, refresh: null })
      else if (tokens !== undefined) {
        const opened = v.parse(v.object({ session: sessionId }), answered)
        Object.assign(jar, { access: tokens.access, refresh: tokens.refresh, session: opened.session })
      }
      const refused = v.safeParse(problemAnswer, answered)
      if (refused.success) return { kind: 'problem', problem: refused.output.problem }
      return { kind: 'answer', body: JSON.parse(JSON.stringify(answered)) }
    },
  }
  const renewal = {
    possible: () => jar.session !== null,
    async renew() {
      const { kind } = await bare.call('session', { action: 'refresh' })
      return kind === 'answer' ? ('renewed' as const) : kind === 'problem' ? ('over' as const) : ('unknown' as const)
    },
  }
  const ports = {
    lock: { tryRun: async <T>(_: string, run: () => Promise<T>) => ({ kind: 'ran' as const, value: await run() }) },
    timers: {
      after: (delay: number, run: () => void) => {
        const timer = setTimeout(run, delay)
        return { cancel: () => clearTimeout(timer) }
      },
    },
  }
  return { jar, bare, transport: renewing(bare, renewal, ports) }
}
