import type { Role } from './staff'

/** Everything a person may do. Operations carry the name they have on the wire. */
export const actions = [
  'visit.log',
  'visit.amend',
  'visit.undo',
  'leaflet.receive', // from the street into the unit's store
  'leaflet.threshold',
  'leaflet.issue',
  'leaflet.hand-out',
  'leaflet.return',
  'activity.log',
  'activity.amend',
  'activity.undo',
  'standing.post', // 标语 · 横幅 · 宣传栏 · 电子屏 · 喇叭
  'standing.check',
  'standing.renew',
  'standing.remove',
  'staff.assign',
  'volunteer.invite',
  'volunteer.revoke', // a code
  'volunteer.approve',
  'volunteer.refuse',
  'staff.invite', // a code for somebody of the unit
  'binding.approve', // another WeChat for a person
  'binding.refuse',
  'binding.read',
  'ledger.import',
  'building.read', // a building's doors and their memory
  'day.read', // a unit's minutes, calendar and the reasons behind them
  'coverage.read',
  'record.read', // a record with its history
  'export.records', // many records at once, in a file; each kind of file has a right of its own, beside the one to read what it holds
  'export.report',
  'export.summary',
  'export.service',
  'export.evaluation',
  'staff.read',
  'service.read', // 服务记录
  'stock.read',
  'alert.enter',
  'alert.correct', // a resident's name, phone or address
  'alert.match',
  'alert.label', // 前科 · 高危地区
  'dissuasion.call',
  'dissuasion.dispatch',
  'dissuasion.accept',
  'dissuasion.transfer',
  'dissuasion.attempt',
  'dissuasion.confirm',
  'dissuasion.return',
  'dissuasion.follow-up',
  'dissuasion.close',
  'dissuasion.reopen',
  'dissuasion.conclude', // 管控结论
  'resident.reveal',
  'hold.place', // 依法保留
  'hold.lift',
  'case.read', // a case, as the person may know it
  'police.read', // what only the police may know of it, and everything of a unit's cases
  'settings.set', // what the street decides for all its units
  'campaign.set',
  'feedback.send', // 投诉建议: anybody writes,
  'feedback.answer', // the street answers
  'feedback.read',
  'roster.set', // 领导小组 · 专班: the street names them,
  'roster.read', // everybody who works there knows them
  'duty.set', // 单位职责 · 措施 · 专人
  'duty.read',
  'duty.collect', // of all units at once
  'plan.submit', // 宣传计划: its unit writes it,
  'plan.return', // the street receives it
  'plan.accept',
  'plan.remind',
  'plan.read', // and everybody of the unit knows what is meant to be done
  'plan.collect', // of all units at once
  'report.edit', // 半月报: its unit writes it,
  'report.sign',
  'report.amend',
  'report.return', // the street receives it
  'report.accept',
  'report.remind',
  'report.read',
  'report.collect', // all units of the street at once
  'crime.enter', // 新发案件
  'crime.correct',
  'crime.read',
  'review.answer', // 逐案倒查: its unit answers,
  'review.return', // the street judges
  'review.close',
  'review.read',
  'baseline.set', // 基期数
  'rates.read', // 压降率
  'summary.compose', // 汇总 and 专报, of what the units signed
  'summary.edit',
  'summary.issue',
  'summary.read',
  'overview.read', // aggregates of the street, never of few people
  'creation.read', // 无诈 creation, and what a figure was counted from
  'evaluation.adjust', // 评估考核
  'evaluation.issue',
  'evaluation.read',
  'inspection.draw', // 抽查
  'inspection.check',
  'inspection.open', // the place of a drawn record
  'inspection.read',
  'finding.open', // 督查发现 · 疑点: the inspectors ask,
  'finding.answer', // its unit answers,
  'finding.recheck', // the inspectors look again
  'finding.read',
  'signal.read', // 疑点
  'street.read', // settings, campaigns, and which units the street has
] as const
export type Action = (typeof actions)[number]

/** How far a right goes. */
export type Reach =
  | 'no'
  | 'own-building' // inside the person's scope
  | 'own' // the person's own record or stock
  | 'unit' // anything in the person's unit
  | 'case' // a case the person was sent to
  | 'station' // anything in a unit that the person's station serves
  | 'street' // anything in a unit of the person's street, and in the street itself

/** Whoever is not named may not. */
function only(given: Readonly<Partial<Record<Role, Reach>>>): Readonly<Record<Role, Reach>> {
  return {
    grid: 'no',
    volunteer: 'no',
    police: 'no',
    secretary: 'no',
    street: 'no',
    inspector: 'no',
    leader: 'no',
    ...given,
  }
}

/** role × action. One row an action, so that a change of rights is one line to read. */
export const rights: Readonly<Record<Action, Readonly<Record<Role, Reach>>>> = {
  'visit.log': only({ grid: 'own-building', volunteer: 'own-building', secretary: 'unit' }),
  'visit.amend': only({ grid: 'own', volunteer: 'own', secretary: 'own' }),
  'visit.undo': only({ grid: 'own', volunteer: 'own', secretary: 'own' }),
  'leaflet.receive': only({ secretary: 'unit' }),
  'leaflet.threshold': only({ secretary: 'unit' }),
  'leaflet.issue': only({ secretary: 'unit' }),
  'leaflet.hand-out': only({ grid: 'own', volunteer: 'own', secretary: 'own' }),
  'leaflet.return': only({ grid: 'own', volunteer: 'own', secretary: 'own' }),
  'activity.log': only({ grid: 'unit', secretary: 'unit' }),
  'activity.amend': only({ grid: 'own', secretary: 'own' }),
  'activity.undo': only({ grid: 'own', secretary: 'own' }),
  'standing.post': only({ grid: 'unit', secretary: 'unit' }),
  'standing.check': only({ grid: 'unit', secretary: 'unit' }),
  'standing.renew': only({ grid: 'unit', secretary: 'unit' }),
  'standing.remove': only({ grid: 'unit', secretary: 'unit' }),
  'staff.assign': only({ secretary: 'unit' }),
  'volunteer.invite': only({ secretary: 'unit' }),
  'volunteer.revoke': only({ secretary: 'unit' }),
  'volunteer.approve': only({ secretary: 'unit' }),
  'volunteer.refuse': only({ secretary: 'unit' }),
  'staff.invite': only({ secretary: 'unit', street: 'street', police: 'unit' }),
  'binding.approve': only({ secretary: 'unit', street: 'street', police: 'unit' }),
  'binding.refuse': only({ secretary: 'unit', street: 'street', police: 'unit' }),
  'binding.read': only({ secretary: 'unit', street: 'street', police: 'unit' }),
  'ledger.import': only({ secretary: 'unit' }),
  'building.read': only({ grid: 'own-building', volunteer: 'own-building', secretary: 'unit' }),
  'day.read': only({ secretary: 'unit' }),
  'coverage.read': only({ secretary: 'unit' }),
  'record.read': only({ grid: 'own', volunteer: 'own', secretary: 'unit' }),
  'export.records': only({ secretary: 'unit' }),
  'export.report': only({ secretary: 'unit', street: 'street', inspector: 'street' }),
  'export.summary': only({ street: 'street', inspector: 'street' }),
  'export.service': only({ grid: 'own', volunteer: 'own', secretary: 'unit' }),
  'export.evaluation': only({ street: 'street', inspector: 'street' }),
  'staff.read': only({ secretary: 'unit' }),
  'service.read': only({ grid: 'own', volunteer: 'own', secretary: 'unit' }),
  'stock.read': only({ grid: 'own', volunteer: 'own', secretary: 'unit' }),
  'alert.enter': only({ police: 'station' }),
  'alert.correct': only({ police: 'station' }),
  'alert.match': only({ police: 'station' }),
  'alert.label': only({ police: 'station' }),
  'dissuasion.call': only({ police: 'station' }),
  'dissuasion.dispatch': only({ police: 'station' }),
  'dissuasion.accept': only({ grid: 'case', police: 'station' }),
  'dissuasion.transfer': only({ grid: 'case', police: 'station' }),
  'dissuasion.attempt': only({ grid: 'case', volunteer: 'case', police: 'station' }),
  'dissuasion.confirm': only({ police: 'station' }),
  'dissuasion.return': only({ police: 'station' }),
  'dissuasion.follow-up': only({ grid: 'case', police: 'station' }),
  'dissuasion.close': only({ police: 'station' }),
  'dissuasion.reopen': only({ police: 'station' }),
  'dissuasion.conclude': only({ police: 'station' }),
  'resident.reveal': only({ grid: 'case', police: 'station' }),
  'hold.place': only({ police: 'station', street: 'street' }),
  'hold.lift': only({ police: 'station', street: 'street' }),
  'case.read': only({ grid: 'case', volunteer: 'case', police: 'station', secretary: 'unit' }),
  'police.read': only({ police: 'station' }),
  'settings.set': only({ street: 'street' }),
  'campaign.set': only({ street: 'street' }),
  'feedback.send': only({
    grid: 'own',
    volunteer: 'own',
    police: 'own',
    secretary: 'own',
    street: 'own',
    inspector: 'own',
    leader: 'own',
  }),
  'feedback.answer': only({ street: 'street' }),
  'feedback.read': only({
    grid: 'own',
    volunteer: 'own',
    police: 'own',
    secretary: 'unit',
    street: 'street',
    inspector: 'own',
    leader: 'own',
  }),
  'roster.set': only({ street: 'street' }),
  'roster.read': only({
    grid: 'unit',
    volunteer: 'unit',
    police: 'unit',
    secretary: 'unit',
    street: 'street',
    inspector: 'street',
    leader: 'street',
  }),
  'duty.set': only({ secretary: 'unit', street: 'street' }),
  'duty.read': only({ secretary: 'unit', street: 'street', inspector: 'street' }),
  'duty.collect': only({ street: 'street', inspector: 'street' }),
  'plan.submit': only({ secretary: 'unit' }),
  'plan.return': only({ street: 'street' }),
  'plan.accept': only({ street: 'street' }),
  'plan.remind': only({ street: 'street' }),
  'plan.read': only({ grid: 'unit', secretary: 'unit', street: 'street', inspector: 'street' }),
  'plan.collect': only({ street: 'street', inspector: 'street' }),
  'report.edit': only({ secretary: 'unit' }),
  'report.sign': only({ secretary: 'unit' }),
  'report.amend': only({ secretary: 'unit' }),
  'report.return': only({ street: 'street' }),
  'report.accept': only({ street: 'street' }),
  'report.remind': only({ street: 'street' }),
  'report.read': only({ secretary: 'unit', street: 'street', inspector: 'street' }),
  'report.collect': only({ street: 'street', inspector: 'street' }),
  'crime.enter': only({ police: 'station', street: 'street' }),
  'crime.correct': only({ police: 'station', street: 'street' }),
  'crime.read': only({ police: 'station', secretary: 'unit', street: 'street', inspector: 'street' }),
  'review.answer': only({ secretary: 'unit' }),
  'review.return': only({ street: 'street' }),
  'review.close': only({ street: 'street' }),
  'review.read': only({ police: 'station', secretary: 'unit', street: 'street', inspector: 'street' }),
  'baseline.set': only({ street: 'street' }),
  'rates.read': only({ secretary: 'unit', street: 'street', inspector: 'street', leader: 'street' }),
  'summary.compose': only({ street: 'street' }),
  'summary.edit': only({ street: 'street' }),
  'summary.issue': only({ street: 'street' }),
  'summary.read': only({ street: 'street', inspector: 'street' }),
  'overview.read': only({ street: 'street', inspector: 'street', leader: 'street' }),
  'creation.read': only({ secretary: 'unit', street: 'street', inspector: 'street' }),
  'evaluation.adjust': only({ street: 'street' }),
  'evaluation.issue': only({ street: 'street' }),
  'evaluation.read': only({ street: 'street', inspector: 'street' }),
  'inspection.draw': only({ inspector: 'street' }),
  'inspection.check': only({ inspector: 'street' }),
  'inspection.open': only({ inspector: 'street' }),
  'inspection.read': only({ street: 'street', inspector: 'street' }),
  'finding.open': only({ inspector: 'street' }),
  'finding.answer': only({ secretary: 'unit' }),
  'finding.recheck': only({ inspector: 'street' }),
  'finding.read': only({ secretary: 'unit', street: 'street', inspector: 'street' }),
  'signal.read': only({ street: 'street', inspector: 'street' }),
  'street.read': only({
    grid: 'unit',
    volunteer: 'unit',
    police: 'unit',
    secretary: 'unit',
    street: 'street',
    inspector: 'street',
    leader: 'street',
  }),
}
