import { exportFile } from '#cloud/handlers/export'
import { onWechat } from '#cloud/host/wechat'

export const main = onWechat('export', exportFile)
