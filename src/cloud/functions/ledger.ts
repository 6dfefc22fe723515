import { ledger } from '#cloud/handlers/ledger'
import { onWechat } from '#cloud/host/wechat'

export const main = onWechat('ledger', ledger)
