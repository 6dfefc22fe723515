import { session } from '#cloud/handlers/session'
import { onWechat } from '#cloud/host/wechat'

export const main = onWechat('session', session)
