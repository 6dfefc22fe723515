import { timer } from '#cloud/handlers/timer'
import { onWechat } from '#cloud/host/wechat'
import { wechatMessenger } from '#cloud/notices/wechat-messenger'

export const main = onWechat('timer', timer, wechatMessenger())
