import { DAY, HOUR, MINUTE } from '#domain/time'
import { RESIDENT } from '../case-fixture'
import { type ArrivalGround, BEGIN, type Step } from './ground'
import type { Stories } from './stories'

const enter = ({ field, door }: ArrivalGround): Step => ({
  type: 'alert.enter',
  by: field.officer,
  body: {
    ...{ kind: 'dissuade', number: 'N2021001', level: 'urgent', fraudType: 'fake-investment', source: 'report-110' },
    ...{ raisedAt: BEGIN - HOUR, doorId: door(3) },
    ...{ name: RESIDENT.name, phone: RESIDENT.phone, address: RESIDENT.address, clue: RESIDENT.clue },
  },
})
const dispatch = ({ field, id }: ArrivalGround): Step => ({
  type: 'dissuasion.dispatch',
  by: field.officer,
  body: { caseId: id(0), leader: field.officer.id, workers: [field.worker.id], companions: [field.volunteer.id] },
})
const accept = ({ field, id }: ArrivalGround): Step => ({
  type: 'dissuasion.accept',
  by: field.worker,
  body: { caseId: id(0) },
})
const attempt = ({ field, id }: ArrivalGround): Step => ({
  type: 'dissuasion.attempt',
  by: field.worker,
  body: { caseId: id(0), startedAt: BEGIN - 5 * MINUTE, met: 'person', result: 'awake', amount: 8000 },
})
const confirm = ({ field, id }: ArrivalGround): Step => ({
  type: 'dissuasion.confirm',
  by: field.officer,
  body: { caseId: id(0), followUpAt: BEGIN + 9 * DAY },
})
const followUp = ({ field, id }: ArrivalGround): Step => ({
  type: 'dissuasion.follow-up',
  by: field.officer,
  body: { caseId: id(0), outcome: 'well', nextAt: null },
})
const close = ({ field, id }: ArrivalGround): Step => ({
  type: 'dissuasion.close',
  by: field.officer,
  body: { caseId: id(0), reason: 'resolved', note: '已醒悟，没有转账' },
})
const hold = ({ field, id }: ArrivalGround, type: 'hold.place' | 'hold.lift'): Step => ({
  type,
  by: field.officer,
  body: { about: 'case', caseId: id(0), reason: '法院调取' },
})
const accepted = (g: ArrivalGround): Step[] => [enter(g), dispatch(g), accept(g)]

/** 见面劝阻, from the alert on. */
export const caseStories = {
  'alert.enter': (g) => [enter(g)],
  'alert.match': (g) => [
    enter(g),
    { type: 'alert.match', by: g.field.officer, body: { caseId: g.id(0), doorId: g.door(5) } },
  ],
  'alert.label': (g) => [
    enter(g),
    { type: 'alert.label', by: g.field.officer, body: { caseId: g.id(0), labels: ['prior-record'] } },
  ],
  'alert.correct': (g) => [
    enter(g),
    {
      type: 'alert.correct',
      by: g.field.officer,
      body: { caseId: g.id(0), reason: '姓名写错', name: '欧阳秀云' },
    },
  ],
  'hold.place': (g) => [enter(g), hold(g, 'hold.place')],
  'hold.lift': (g) => [enter(g), hold(g, 'hold.place'), hold(g, 'hold.lift')],
  'dissuasion.call': (g) => [
    enter(g),
    { type: 'dissuasion.call', by: g.field.officer, body: { caseId: g.id(0), reached: false, note: '三次未接' } },
  ],
  'dissuasion.dispatch': (g) => [enter(g), dispatch(g)],
  'dissuasion.accept': accepted,
  'dissuasion.transfer': (g) => [
    ...accepted(g),
    {
      type: 'dissuasion.transfer',
      by: g.field.worker,
      body: { caseId: g.id(0), to: g.field.colleague.id, reason: '今日不在小区' },
    },
  ],
  'dissuasion.attempt': (g) => [...accepted(g), attempt(g)],
  'dissuasion.confirm': (g) => [...accepted(g), attempt(g), confirm(g)],
  'dissuasion.return': (g) => [
    ...accepted(g),
    attempt(g),
    { type: 'dissuasion.return', by: g.field.officer, body: { caseId: g.id(0), reason: '请补问是否已转账' } },
  ],
  'dissuasion.follow-up': (g) => [...accepted(g), attempt(g), confirm(g), followUp(g)],
  'dissuasion.close': (g) => [...accepted(g), attempt(g), confirm(g), followUp(g), close(g)],
  'dissuasion.reopen': (g) => [
    ...accepted(g),
    attempt(g),
    confirm(g),
    followUp(g),
    close(g),
    { type: 'dissuasion.reopen', by: g.field.officer, body: { caseId: g.id(0), reason: '又接到同一来电' } },
  ],
  'dissuasion.conclude': (g) => [
    ...accepted(g),
    attempt(g),
    { type: 'dissuasion.conclude', by: g.field.officer, body: { caseId: g.id(0), conclusion: '未转账，已止付' } },
  ],
  'resident.reveal': (g) => [
    ...accepted(g),
    { type: 'resident.reveal', by: g.field.worker, body: { caseId: g.id(0), reason: 'find-the-door' } },
  ],
} satisfies Partial<Stories>
