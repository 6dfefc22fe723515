import { media } from '#cloud/handlers/media'
import { onWechat } from '#cloud/host/wechat'

export const main = onWechat('media', media)
