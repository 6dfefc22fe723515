import Taro from '@tarojs/taro'
import * as v from 'valibot'
import { problemAnswer } from '#contract/problem'
import type { FunctionName, Transport, TransportResult } from '#sync/ports'

interface TransportOptions {
  /** Which session the page means, read at each call. Its tokens are cookies, which the browser sends by itself; the page names no secret. */
  readonly session: () => string | null
  readonly isOnline: () => boolean
  /** Where the functions are on the web: `''` is the page's own server. */
  readonly server: string
}

/** `POST /fn/<name>`: the web. */
export function httpTransport({ session, isOnline, server }: TransportOptions): Transport {
  return {
    async call(name, body) {
      if (!isOnline()) return { kind: 'not-sent' }
      const meant = session()
      try {
        const response = await Taro.request<unknown>({
          url: `${server}/fn/${name}`,
          method: 'POST',
          data: body,
          dataType: 'json',
          timeout: 30_000,
          header: {
            'content-type': 'application/json',
            ...(meant === null ? {} : { 'x-session': meant }),
          },
        })
        return read(response.data, response.statusCode)
      } catch {
        // The platform does not tell a call that never left from one whose answer was lost.
        return { kind: 'no-answer' }
      }
    },
  }
}

interface CloudOptions extends Pick<TransportOptions, 'isOnline'> {
  /** The session's token, read at each call: it changes while the app runs. */
  readonly token: () => string | null
}

/** `wx.cloud.callFunction`: WeChat names the caller by OPENID; the token goes in the body. */
export function cloudTransport({ token, isOnline }: CloudOptions): Transport {
  Taro.cloud.init({ traceUser: false })
  return {
    async call(name: FunctionName, body) {
      if (!isOnline()) return { kind: 'not-sent' }
      const bearer = token()
      try {
        const { result } = await Taro.cloud.callFunction({
          name,
          data: { ...body, ...(bearer === null ? {} : { token: bearer }) },
        })
        return read(result, null)
      } catch {
        return { kind: 'no-answer' }
      }
    },
  }
}

/** An answer that is no JSON object (a proxy's page, a login portal) says nothing of what the cloud did. */
function read(body: unknown, status: number | null): TransportResult {
  const refused = v.safeParse(problemAnswer, body)
  if (refused.success) return { kind: 'problem', problem: refused.output.problem }
  if (typeof body !== 'object' || body === null || (status !== null && status !== 200)) return { kind: 'no-answer' }
  return { kind: 'answer', body }
}
