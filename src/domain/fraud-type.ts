/** The official list of fraud types (公安部 2024), which are also the topics of a talk at the door. */
export const officialFraudTypes = [
  'rebate-tasks', // 刷单返利
  'fake-investment', // 虚假网络投资理财
  'fake-shopping', // 虚假购物服务
  'fake-courier-service', // 冒充电商物流客服
  'fake-loan', // 虚假贷款
  'fake-credit', // 虚假征信
  'fake-boss-or-friend', // 冒充领导熟人
  'fake-authority', // 冒充公检法及政府机关
  'romance', // 网络婚恋交友
  'game-trade', // 网游虚假交易
  'other', // 其他
] as const
export type OfficialFraudType = (typeof officialFraudTypes)[number]

/** One that a street added to the list: its word is in the street's settings. The `x-` keeps it apart from every official one to come. */
export type OwnFraudType = `x-${string}`
export type FraudType = OfficialFraudType | OwnFraudType

export function isOfficial(type: FraudType): type is OfficialFraudType {
  return officialFraudTypes.some((official) => official === type)
}

export function isOwnFraudType(text: string): text is OwnFraudType {
  return /^x-[a-z0-9-]{1,30}$/.test(text)
}
