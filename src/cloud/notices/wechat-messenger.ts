import * as v from 'valibot'
import type { Messenger } from './messenger'

/** Of `wx-server-sdk`, whose own types know no symbol as an environment. */
interface Sdk {
  init(options: object): void
  readonly DYNAMIC_CURRENT_ENV: symbol
  readonly openapi: typeof import('wx-server-sdk').openapi
}

const loadSdk = async (): Promise<Sdk> => (await import('wx-server-sdk')).default

/** An errcode of WeChat's is positive; the SDK's own ones (no network, a time-out, an answer without sense) are negative. */
const refusedByWechat = v.object({ errCode: v.pipe(v.number(), v.integer(), v.minValue(1)) })

/** 云调用, in WeChat's runtime alone. The SDK costs a quarter of a second, so it is loaded with the first message. */
export function wechatMessenger(load = loadSdk): Messenger {
  let sdk: Promise<Sdk> | undefined
  const ready = async () => {
    const cloud = await load()
    cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
    return cloud
  }
  const forget = (error: unknown) => {
    sdk = undefined
    throw error
  }
  return {
    async send({ openid, templateId, page, data }) {
      try {
        sdk ??= ready().catch(forget)
        const { openapi } = await sdk
        await openapi.subscribeMessage.send({ touser: openid, templateId, page, data, miniprogramState: 'formal' })
        return 'sent'
      } catch (error) {
        const refused = v.safeParse(refusedByWechat, error)
        return refused.success ? { refused: refused.output.errCode } : 'failed'
      }
    },
  }
}
