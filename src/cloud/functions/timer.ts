import { timer } from '#cloud/handlers/timer'
import { onWechat } from '#cloud/host/wechat'

export const main = onWechat('timer', timer)
