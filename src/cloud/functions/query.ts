import { query } from '#cloud/handlers/query'
import { onWechat } from '#cloud/host/wechat'

export const main = onWechat('query', query)
