import type { OfficialFraudType } from '#domain/fraud-type'
import type { Random } from './random'
import { street } from './street'

/** Who the demonstration's alerts speak of: made up, and nobody who works in it. */
const families = ['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '吴', '徐', '孙', '周'] as const
const given = ['秀英', '桂兰', '建国', '志强', '小红', '洋', '磊', '静', '芳', '伟', '艳', '敏'] as const

export interface DemoResident {
  readonly name: string
  /** 199 is given to nobody's real phone here. */
  readonly phone: string
}

/** Every one of them once, in an order of the seed's. */
export function residents(rng: Random): () => DemoResident {
  const taken = new Set(street.flatMap(({ people }) => people.map(({ name }) => name)))
  const names = families
    .flatMap((family) => given.map((name) => `${family}${name}`))
    .filter((name) => !taken.has(name))
    .map((name) => ({ name, order: rng.next() }))
    .sort((a, b) => a.order - b.order)
  return () => {
    const next = names.pop()
    if (next === undefined) throw new Error('No names left')
    return { name: next.name, phone: `199${String(rng.between(10_000_000, 99_999_999))}` }
  }
}

/** What the source saw, by kind of fraud. */
export const clues: Readonly<Record<OfficialFraudType, string>> = {
  'rebate-tasks': '连续三天向同一收款码小额转账，疑似刷单',
  'fake-investment': '登录虚假投资平台，账户显示“盈利”',
  'fake-shopping': '向陌生账户转“定金”，商品页面已失效',
  'fake-courier-service': '与境外号码通话17分钟，自称快递理赔',
  'fake-loan': '下载不明贷款软件，被要求先交保证金',
  'fake-credit': '来电称“注销校园贷”，正在共享屏幕',
  'fake-boss-or-friend': '收到自称单位领导的微信，要求垫付',
  'fake-authority': '接到自称公安的来电，被要求去酒店“配合调查”',
  romance: '网友以见面为由多次索要路费',
  'game-trade': '在陌生平台买卖游戏账号，被要求解冻',
  other: '访问可疑网址，输入银行卡号',
}

export const callNotes = {
  reached: '本人接听，称已察觉，未转账，会下载国家反诈中心App',
  hesitant: '本人接听，对方还在催促，已提醒勿操作，请家属留意',
  busy: '三次占线，疑似仍在与骗子通话',
  unanswered: '响铃无人接听',
} as const

export const doorNotes = {
  awake: '当面拆穿话术，本人已删除软件并拉黑对方',
  family: '本人上班，女儿在家，已讲清并留了96110',
  doubting: '仍相信能提现，约好明天由民警再来一次',
  refused: '隔着门说不需要，未开门',
  nobody: '敲门无应答，邻居说晚上八点后在家',
  again: '敲门无应答，未见灯光',
  lost: '已转出一万二，陪同报警并申请止付',
  companion: '网格员询问时在旁，住户情绪平稳',
  check: '租户在住，登记与本人一致',
} as const
