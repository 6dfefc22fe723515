import { noticeCampaign } from '#domain/campaign'
import {
  moveReport,
  type ReportAction,
  type ReportPart,
  type ReportState,
  receiptOf,
  reportActions,
  reportStates,
} from '#domain/report'
import { activityCount, addFigures, figureChanges, figureLines, type ReportFigures } from '#domain/report-figures'
import { composeNarrative } from '#domain/report-narrative'
import { reportPeriods } from '#domain/report-period'
import { MINUTE, startOfDay } from '#domain/time'

/** The whole table again, written by hand: where each action leads, or why it does not. */
const expected: Record<ReportState, Record<ReportAction, string>> = {
  draft: { edit: 'draft', sign: 'signed', return: '!not-signed', accept: '!not-signed', amend: '!not-signed' },
  signed: { edit: '!already-signed', sign: '!already-signed', return: 'returned', accept: 'accepted', amend: 'signed' },
  returned: { edit: 'returned', sign: 'signed', return: '!not-signed', accept: '!not-signed', amend: '!not-signed' },
  accepted: {
    edit: '!already-signed',
    sign: '!already-signed',
    return: '!already-accepted',
    accept: '!already-accepted',
    amend: 'accepted',
  },
}
const own: Record<ReportAction, ReportPart> = {
  edit: 'author',
  sign: 'author',
  return: 'street',
  accept: 'street',
  amend: 'author',
}

describe.each(reportStates)('a report that is %s', (state) => {
  it.each(reportActions)('%s: as the table says, by whose part it is, and refused to the other', (action) => {
    const verdict = moveReport(state, action, own[action])
    expect(verdict.kind === 'moved' ? verdict.state : `!${verdict.why}`).toBe(expected[state][action])
    const other = own[action] === 'author' ? 'street' : 'author'
    expect(moveReport(state, action, other)).toEqual({ kind: 'refused', why: 'not-your-part' })
  })
})

describe('a report’s receipt', () => {
  const [period] = reportPeriods(noticeCampaign)
  if (period === undefined) throw new Error('no period')
  const evening = startOfDay(period.due) + 20 * 60 * MINUTE
  const nextDay = startOfDay(period.due) + 24 * 60 * MINUTE

  it('is missing from the first instant after its day, not before', () => {
    expect(receiptOf(period, null, nextDay - 1)).toBe('not-due')
    expect(receiptOf(period, null, nextDay)).toBe('missing')
    expect(receiptOf(period, { state: 'draft', firstSignedAt: null }, nextDay)).toBe('missing')
  })

  it('is in time or late by when it was signed first, so that a return makes nobody late', () => {
    expect(receiptOf(period, { state: 'signed', firstSignedAt: evening }, nextDay)).toBe('in-time')
    expect(receiptOf(period, { state: 'accepted', firstSignedAt: nextDay }, nextDay)).toBe('late')
    expect(receiptOf(period, { state: 'returned', firstSignedAt: evening }, nextDay)).toBe('returned')
  })
})

const figures: ReportFigures = {
  daysMet: 10,
  daysNotMet: 4,
  daysUnknown: 1,
  minutes: 1021,
  personMinutes: 2310,
  broadcastMinutes: 300,
  visits: 412,
  met: 201,
  adults: 260,
  handOuts: 3,
  leaflets: 600,
  doorLeaflets: 40,
  dissuasions: 2,
  activities: { lecture: 2, sms: 1 },
  audience: 130,
  reach: 900,
  sessions: 0,
  posted: 4,
  groups: { employees: 80 },
  doors: 800,
  doorsVisited: 377,
  late: 5,
}

describe('a report’s figures', () => {
  it('name the six groups always, and a channel only where something happened', () => {
    const ids = figureLines(figures).map(({ id }) => id)
    expect(ids.filter((id) => id.startsWith('groups.'))).toHaveLength(6)
    expect(ids.filter((id) => id.startsWith('activities.'))).toEqual(['activities.lecture', 'activities.sms'])
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('of several units add up line by line', () => {
    const total = addFigures([figures, figures, { ...figures, activities: { video: 4 }, groups: {} }])
    expect(total.visits).toBe(3 * 412)
    expect(total.activities).toEqual({ lecture: 4, sms: 2, video: 4 })
    expect(total.groups).toEqual({ employees: 160 })
    expect(activityCount(total)).toBe(10)
  })

  it('say what changed since they were signed, and nothing else', () => {
    expect(figureChanges(figures, figures)).toEqual([])
    expect(figureChanges(figures, { ...figures, visits: 413, activities: { lecture: 2 } })).toEqual([
      expect.objectContaining({ id: 'visits', before: 412, now: 413 }),
      expect.objectContaining({ id: 'activities.sms', before: 1, now: 0 }),
    ])
  })
})

test('every number of the paragraph is one of the figures, a sum of them, or a share', () => {
  const [period] = reportPeriods(noticeCampaign)
  if (period === undefined) throw new Error('no period')
  const text = composeNarrative('青枫苑社区', period, figures)
  expect(text).toBe(
    '3月10日至3月29日，青枫苑社区开展反诈宣传共 1021 分钟，投入 2310 人分钟；15 天中宣传满 60 分钟的 10 天，未满的 4 天，尚待送达的 1 天；' +
      '入户走访 412 户次，见面宣传 201 户次、260 人，累计走访 377 户，占总户数 800 户的 47.1%；发放宣传资料 640 份；' +
      '组织各类宣传活动 3 次，参与 130 人次，线上触达 900 人次；新增标语、横幅、宣传栏、屏幕 4 处；配合公安机关见面劝阻 2 次。',
  )
  expect(composeNarrative('经济发展局', period, addFigures([]))).toBe(
    '3月10日至3月29日，经济发展局开展反诈宣传共 0 分钟，投入 0 人分钟。',
  )
})
