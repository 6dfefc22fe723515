import * as v from 'valibot'
import { type ReviewAnswer, type ReviewsAnswer, reviewAnswer, reviewsAnswer } from '#contract/review'
import { DAY, HOUR } from '#domain/time'
import { idAt } from './operation-ids'

const crimeAt = Date.parse('2021-04-10T19:40:00+08:00')
export const reviewNow = Date.parse('2021-04-15T10:00:00+08:00')

const row = {
  id: idAt(7),
  unit: { id: 'qfy', name: '青枫苑社区', kind: 'community' },
  number: 'A2021-001',
  on: '2021-04-10',
  time: '19:40',
  place: { kind: 'door', doorId: 'b3-17', buildingId: 'b3' },
  fraudType: 'fake-investment',
  loss: 52_000,
  alert: null,
  counts: true,
  state: 'open',
  due: '2021-04-18',
  overdue: false,
  returned: false,
}

/** Reviews in a list, parsed, so that no test shows what can't come. */
export const reviewsSaid = (...rows: readonly object[]): ReviewsAnswer =>
  v.parse(reviewsAnswer, { reviews: rows.map((more) => ({ ...row, ...more })), asOf: reviewNow })

const touch = {
  met: false,
  leaflets: 0,
  by: '周敏',
  place: null,
  outcome: null,
  channel: null,
}

/** A door that was visited twice, its people met once, three weeks before; a banner at the gate. */
export const twice = [
  { ...touch, kind: 'visit', reach: 'door', record: idAt(11), at: crimeAt - 4 * DAY, days: 4, outcome: 'nobody' },
  {
    ...touch,
    kind: 'standing',
    reach: 'compound',
    record: idAt(12),
    at: crimeAt - 9 * DAY,
    days: 9,
    channel: 'banner',
  },
  {
    ...touch,
    kind: 'visit',
    reach: 'door',
    record: idAt(13),
    at: crimeAt - 23 * DAY - HOUR,
    days: 23,
    outcome: 'met',
    met: true,
    leaflets: 2,
  },
]

export const reviewSaid = (more: object = {}): ReviewAnswer =>
  v.parse(reviewAnswer, {
    ...row,
    placeWord: '青枫苑 3幢 1单元 9**',
    touches: twice,
    left: 0,
    gaps: [
      { kind: 'visit', days: 4 },
      { kind: 'met', days: 23 },
      { kind: 'alert', days: null },
    ],
    asksReach: false,
    answer: null,
    returns: [],
    closedAt: null,
    asOf: reviewNow,
    ...more,
  })

/** Nobody was ever there. */
export const untouched = {
  touches: [],
  gaps: [
    { kind: 'visit', days: null },
    { kind: 'met', days: null },
  ],
  asksReach: true,
}

export const answered = {
  state: 'answered',
  answer: {
    gap: 'not-met',
    measure: '晚上再上门',
    rectified: { kind: 'due', by: '2021-04-20' },
    at: reviewNow - HOUR,
    by: '陈芳',
  },
}
