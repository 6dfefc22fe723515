import { sync } from '#cloud/handlers/sync'
import { onWechat } from '#cloud/host/wechat'

export const main = onWechat('sync', sync)
