import type { AlertLevel, AlertSource } from '#domain/alert'
import type { FraudType } from '#domain/fraud-type'

const levels: ReadonlyMap<string, AlertLevel> = new Map([
  ['紧急', 'urgent'],
  ['特急', 'urgent'],
  ['高', 'high'],
  ['中', 'medium'],
  ['低', 'low'],
])

/** The official list (公安部), each with the longer and the shorter name that exports use. */
const frauds: ReadonlyMap<string, FraudType> = new Map([
  ['刷单返利', 'rebate-tasks'],
  ['网络刷单', 'rebate-tasks'],
  ['刷单', 'rebate-tasks'],
  ['虚假网络投资理财', 'fake-investment'],
  ['虚假投资理财', 'fake-investment'],
  ['虚假购物服务', 'fake-shopping'],
  ['虚假购物', 'fake-shopping'],
  ['冒充电商物流客服', 'fake-courier-service'],
  ['冒充客服', 'fake-courier-service'],
  ['虚假贷款', 'fake-loan'],
  ['虚假网络贷款', 'fake-loan'],
  ['虚假征信', 'fake-credit'],
  ['冒充领导熟人', 'fake-boss-or-friend'],
  ['冒充领导、熟人', 'fake-boss-or-friend'],
  ['冒充公检法及政府机关', 'fake-authority'],
  ['冒充公检法', 'fake-authority'],
  ['网络婚恋交友', 'romance'],
  ['网络交友', 'romance'],
  ['网游虚假交易', 'game-trade'],
  ['网络游戏产品虚假交易', 'game-trade'],
  ['网络游戏虚假交易', 'game-trade'],
  ['其他', 'other'],
  ['其它', 'other'],
  ['其他类型', 'other'],
])

const sources: ReadonlyMap<string, AlertSource> = new Map([
  ['系统预警', 'system'],
  ['系统', 'system'],
  ['110', 'report-110'],
  ['110接警', 'report-110'],
  ['96110', 'hotline-96110'],
  ['银行', 'bank'],
  ['其他', 'other'],
  ['其它', 'other'],
])

/** `高`, `高级`, `高风险`; null: none of the four. */
export function readLevel(cell: string): AlertLevel | null {
  return levels.get(cell.replace(/\s/g, '').replace(/(?:风险|级|危)+$/, '')) ?? null
}

/** What the street calls types: its own ones, and official ones by other words. */
export type OwnWords = readonly { readonly id: FraudType; readonly word: string | null }[]

/** `冒充公检法类诈骗` is 冒充公检法; the street's own words come first. Null: a name that nobody gave. */
export function readFraudType(cell: string, own: OwnWords = []): FraudType | null {
  const text = cell.replace(/\s/g, '')
  const named = own.find(({ word }) => word !== null && word.replace(/\s/g, '') === text)
  if (named !== undefined) return named.id
  return frauds.get(text) ?? frauds.get(text.replace(/(?:类|诈骗)+$/, '')) ?? null
}

/** What the export says of its source; a list without that column, or with a word of its own, is an import. */
export function readSource(cell: string): AlertSource {
  return sources.get(cell.replace(/\s/g, '').toUpperCase()) ?? 'import'
}
