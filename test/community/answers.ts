import * as v from 'valibot'
import type { ChannelFigures } from '#contract/channel'
import { ledgerAnswer } from '#contract/ledger'
import { calendarAnswer, coverageAnswer, dayAnswer, doorsAnswer, staffAnswer } from '#contract/query'
import { recordAnswer, recordsAnswer } from '#contract/record-query'
import { addDays, type LocalDate, MINUTE } from '#domain/time'

/** What the cloud would say of 青枫苑社区 on 29 March 2021 at 20:14; parsed, so that no test shows what can't come. */
export const today = '2021-03-29' as LocalDate
export const at = (clock: string, day: string = today): number => Date.parse(`${day}T${clock}+08:00`)
export const now = at('20:14:00')
const asOf = at('20:11:00')

type Day = v.InferInput<typeof dayAnswer>
type Line = Day['lines'][number]
type Person = Day['people'][number]

export const idOf = (n: number): string => `0178aaaa-0000-7000-8000-${String(n).padStart(12, '0')}`

const people: readonly Person[] = [
  { id: 'qfy-s1', name: '周敏', role: 'grid', number: 'QFY-001' },
  { id: 'qfy-s2', name: '孙志远', role: 'grid', number: 'QFY-002' },
  { id: 'qfy-s3', name: '顾雨晴', role: 'volunteer', number: 'QFY-V01' },
  { id: 'qfy-s9', name: '陈芳', role: 'secretary', number: 'QFY-900' },
]

const stops = (first: number, start: string, count: number, place: string) =>
  Array.from({ length: count }, (_, index) => ({
    id: idOf(first + index),
    at: at(start) + (index + 1) * 80_000,
    time: index % 5 === 4 ? MINUTE : 70_000,
    rule: index % 5 === 4 ? ('at-least' as const) : ('clock' as const),
    label: `${place} ${index + 101}`,
    outcome: place.startsWith('东门') ? null : index % 3 === 1 ? ('nobody' as const) : ('met' as const),
  }))

export const lines: readonly Line[] = [
  {
    from: at('00:00:00'),
    to: at('00:06:30'),
    channel: 'door',
    staffIds: ['qfy-s3'],
    adds: 6.5 * MINUTE,
    overlap: 0,
    bridged: 90_000,
    outsideDay: 4 * MINUTE,
    place: '青枫苑 1幢',
    stops: stops(100, '00:00:00', 4, '青枫苑 1幢 1单元'),
    activityId: null,
    caseId: null,
  },
  {
    from: at('19:02:10'),
    to: at('19:27:10'),
    channel: 'door',
    staffIds: ['qfy-s1'],
    adds: 25 * MINUTE,
    overlap: 0,
    bridged: 200_000,
    outsideDay: 0,
    place: '青枫苑 3幢',
    stops: stops(200, '19:02:10', 18, '青枫苑 3幢 1单元'),
    activityId: null,
    caseId: null,
  },
  {
    from: at('19:21:10'),
    to: at('19:35:10'),
    channel: 'leaflet',
    staffIds: ['qfy-s2'],
    adds: 8 * MINUTE,
    overlap: 6 * MINUTE,
    bridged: 0,
    outsideDay: 0,
    place: '东门岗亭',
    stops: stops(300, '19:21:10', 2, '东门岗亭 发放'),
    activityId: null,
    caseId: null,
  },
  {
    from: at('20:00:00'),
    to: at('20:08:00'),
    channel: 'street-stall',
    staffIds: ['qfy-s9', 'qfy-s2'],
    adds: 8 * MINUTE,
    overlap: 0,
    bridged: 0,
    outsideDay: 0,
    place: '东亭商业街',
    stops: [],
    activityId: idOf(400),
    caseId: null,
  },
]

const time = lines.reduce((sum, { adds }) => sum + adds, 0)

function figures(more: Partial<ChannelFigures> & Pick<ChannelFigures, 'channel'>): ChannelFigures {
  const nothing = { count: 0, ms: 0, met: 0, adults: 0, leaflets: 0, audience: 0, reach: 0, sessions: 0, posted: 0 }
  return { ...nothing, groups: {}, tags: {}, ...more }
}

export const unknownDay = {
  day: today,
  status: 'unknown',
  policyVersion: 1,
  targetMinutes: 60,
  activityMinutes: 47,
  personMinutes: 61,
  broadcastMinutes: 240,
  activityTime: time,
  personTime: 61.5 * MINUTE,
  broadcastTime: 240 * MINUTE,
  late: 0,
  activityTimeInTime: time,
  counts: { visits: 22, met: 13, handOuts: 2, leaflets: 96, activities: 1, adults: 19, undone: 1 },
  lines: [...lines],
  broadcasts: [
    { id: idOf(500), channel: 'loudspeaker', from: at('08:00:00'), to: at('12:00:00'), place: '星港集宿区' },
  ],
  byPerson: [
    { staffId: 'qfy-s1', time: 25 * MINUTE },
    { staffId: 'qfy-s2', time: 22 * MINUTE },
    { staffId: 'qfy-s3', time: 6.5 * MINUTE },
    { staffId: 'qfy-s9', time: 8 * MINUTE },
  ],
  byChannel: [
    { channel: 'loudspeaker', time: 240 * MINUTE },
    { channel: 'door', time: 31.5 * MINUTE },
    { channel: 'leaflet', time: 14 * MINUTE },
    { channel: 'street-stall', time: 8 * MINUTE },
  ],
  channels: [
    figures({ channel: 'door', count: 31, ms: 31.5 * MINUTE, met: 17, adults: 24, leaflets: 9 }),
    figures({
      channel: 'street-stall',
      count: 1,
      ms: 8 * MINUTE,
      audience: 60,
      groups: { employees: 20, officials: 5 },
    }),
    figures({ channel: 'loudspeaker', count: 1, ms: 240 * MINUTE }),
    figures({ channel: 'banner', posted: 2 }),
  ],
  excluded: [{ id: idOf(600), at: at('19:40:00'), staffId: 'qfy-s1', label: '青枫苑 3幢 2单元 502', reason: 'undone' }],
  people: [...people],
  waiting: [
    { staffId: 'qfy-s1', pending: 3, seenAt: at('20:11:00') },
    { staffId: 'qfy-s3', pending: 0, seenAt: at('18:05:00', '2021-03-28') },
  ],
  asOf,
} satisfies v.InferInput<typeof dayAnswer>

export const lateDay = {
  ...unknownDay,
  day: addDays(today, -1),
  status: 'met',
  activityMinutes: 64,
  activityTime: 64 * MINUTE,
  activityTimeInTime: 52 * MINUTE + 20_000,
  late: 2,
  lines: [],
  excluded: [],
  broadcasts: [],
  waiting: [],
} satisfies v.InferInput<typeof dayAnswer>

const minutes = [64, 71, 60, 58, 83, 90, 47]

/** Ten days without a record, then sixty with one; today is not yet known. */
export const calendar = {
  days: Array.from({ length: 100 }, (_, index) => {
    const day = addDays(today, index - 99)
    const begun = index >= 40
    const figure = !begun ? 0 : index === 99 ? 47 : (minutes[index % 6] ?? 60)
    const status = figure >= 60 ? 'met' : index === 99 || (begun && index % 24 === 3) ? 'unknown' : 'not-met'
    return {
      day,
      status: status as 'met' | 'unknown' | 'not-met',
      activityMinutes: figure,
      personMinutes: figure + 20,
      broadcastMinutes: index % 3 === 0 && begun ? 120 : 0,
      late: begun && index % 17 === 0 ? 2 : 0,
    }
  }),
  targetMinutes: 60,
  asOf,
} satisfies v.InferInput<typeof calendarAnswer>

const building = (id: string, kind: 'residential' | 'commercial' | 'dormitory', compound: string, name: string) => ({
  id,
  kind,
  compound,
  name,
})
const owned = (name: string) => ({ gridId: 'g1', gridName: '第1网格', owners: [name] })
const unowned = { gridId: null, gridName: null, owners: [] }

export const coverage = {
  buildings: [
    {
      ...building('b1', 'residential', '青枫苑', '1幢'),
      ...owned('周敏'),
      doors: 44,
      visited: 44,
      met: 31,
      stale: 12,
      lastVisitAt: at('19:20:00', '2021-03-27'),
    },
    {
      ...building('b2', 'residential', '青枫苑', '2幢'),
      ...owned('周敏'),
      doors: 44,
      visited: 41,
      met: 26,
      stale: 6,
      lastVisitAt: at('19:50:00', '2021-03-28'),
    },
    {
      ...building('b3', 'residential', '青枫苑', '3幢'),
      ...owned('孙志远'),
      doors: 44,
      visited: 26,
      met: 17,
      stale: 20,
      lastVisitAt: at('19:27:10'),
    },
    {
      ...building('b4', 'residential', '青枫苑', '4幢'),
      ...owned('孙志远'),
      doors: 44,
      visited: 30,
      met: 14,
      stale: 18,
      lastVisitAt: at('20:10:00', '2021-03-20'),
    },
    {
      ...building('b7', 'residential', '青枫苑', '7幢'),
      ...owned('周敏'),
      doors: 132,
      visited: 0,
      met: 0,
      stale: 132,
      lastVisitAt: null,
    },
    {
      ...building('s1', 'commercial', '东亭商业街', '1幢'),
      ...owned('沈建国'),
      doors: 40,
      visited: 31,
      met: 28,
      stale: 9,
      lastVisitAt: at('15:00:00', '2021-03-26'),
    },
    {
      ...building('d1', 'dormitory', '星港集宿区', '1幢'),
      ...owned('沈建国'),
      doors: 96,
      visited: 40,
      met: 22,
      stale: 60,
      lastVisitAt: at('21:00:00', '2021-03-25'),
    },
    {
      ...building('d2', 'dormitory', '星港集宿区', '2幢'),
      ...unowned,
      doors: 96,
      visited: 0,
      met: 0,
      stale: 96,
      lastVisitAt: null,
    },
  ],
  staleDays: 7,
  asOf,
} satisfies v.InferInput<typeof coverageAnswer>

export const doors = {
  building: '青枫苑 3幢',
  doors: Array.from({ length: 18 }, (_, index) => ({
    id: `b3-${index + 30}`,
    stairwell: 2,
    floor: 3 + Math.floor(index / 2),
    room: `${3 + Math.floor(index / 2)}0${(index % 2) + 1}`,
    lastOutcome: index < 12 ? null : ('nobody' as const),
    lastAt: index < 12 ? null : at('19:30:00', '2021-03-12'),
  })),
  asOf,
} satisfies v.InferInput<typeof doorsAnswer>

const outcomes = ['met', 'nobody', 'refused', 'vacant', 'again'] as const

function rowOf(n: number): v.InferInput<typeof recordsAnswer>['records'][number] {
  const base = {
    id: idOf(1000 + n),
    at: at('19:27:00') - n * 95_000,
    receivedAt: at('19:27:40') - n * 95_000 + (n % 9 === 4 ? 3 * 3_600_000 : 0),
    late: n % 9 === 4,
    staffId: 'qfy-s1',
    staffName: n % 3 === 0 ? '孙志远' : '周敏',
  }
  if (n % 11 === 5)
    return { kind: 'hand-out', ...base, place: '东门岗亭', leaflet: 'letter', quantity: 60, overStock: n % 2 === 1 }
  if (n % 13 === 6) {
    return {
      kind: 'activity',
      ...base,
      place: '东亭商业街中庭',
      channel: 'street-stall',
      from: base.at - 30 * MINUTE,
      to: base.at,
      title: null,
      version: 1,
      undone: false,
    }
  }
  return {
    kind: 'visit',
    ...base,
    doorId: `b3-${n}`,
    place: `青枫苑 3幢 ${(n % 2) + 1}单元 ${11 - (n % 11)}0${(n % 2) + 1}`,
    outcome: outcomes[n % 7 > 4 ? 0 : n % 7] ?? 'met',
    version: n % 8 === 1 ? 2 : 1,
    undone: n % 17 === 9,
  }
}

/** One page of the list, `from` the newest. */
export const recordsPage = (from: number, count: number, more: boolean): v.InferInput<typeof recordsAnswer> => ({
  records: Array.from({ length: count }, (_, index) => rowOf(from + index)),
  more,
  asOf,
})

export const amended = {
  record: {
    kind: 'visit',
    id: idOf(201),
    at: at('19:04:50'),
    receivedAt: at('22:16:50'),
    late: true,
    staffId: 'qfy-s1',
    staffName: '周敏',
    doorId: 'b3-17',
    place: '青枫苑 3幢 1单元 802',
    outcome: 'met',
    version: 2,
    undone: false,
  },
  seq: 1734,
  versions: [
    {
      version: 1,
      at: at('19:04:50'),
      receivedAt: at('22:16:50'),
      reason: null,
      outcome: 'nobody',
      adults: null,
      topics: [],
      leaflets: 1,
      note: null,
      comeBackAt: null,
      minutes: null,
    },
    {
      version: 2,
      at: at('19:09:00'),
      receivedAt: at('22:16:51'),
      reason: '按错了，老人在里屋应门',
      outcome: 'met',
      adults: 2,
      topics: ['rebate-tasks', 'fake-courier-service'],
      leaflets: 1,
      note: '子女在外地，周末再讲一次',
      comeBackAt: null,
      minutes: null,
    },
  ],
  audience: null,
  reason: null,
  with: [],
  audienceCount: null,
  detail: null,
  activityVersions: [],
  note: null,
  hasLocation: false,
  asOf,
} satisfies v.InferInput<typeof recordAnswer>

const shown = { channel: 'performance' as const, from: at('19:00:00'), to: at('19:40:00'), place: '文化广场' }
const toldFirst = { title: '评弹《陌生来电》', sessions: 1 }
const toldLast = { ...toldFirst, groups: { officials: 12, kindergarten: 40 } }

/** A performance whose groups were put down later. */
export const performance = {
  ...amended,
  record: {
    kind: 'activity',
    id: idOf(202),
    at: shown.from,
    receivedAt: at('19:45:00'),
    late: false,
    staffId: 'qfy-s2',
    staffName: '周敏',
    title: toldFirst.title,
    version: 2,
    undone: false,
    ...shown,
  },
  versions: [],
  audienceCount: 80,
  detail: toldLast,
  activityVersions: [
    {
      version: 1,
      at: at('19:44:00'),
      receivedAt: at('19:45:00'),
      reason: null,
      ...shown,
      audience: 80,
      with: [],
      note: null,
      detail: toldFirst,
    },
    {
      version: 2,
      at: at('20:01:00'),
      receivedAt: at('20:01:10'),
      reason: '漏填了特定人群',
      ...shown,
      audience: 80,
      with: [],
      note: null,
      detail: toldLast,
    },
  ],
} satisfies v.InferInput<typeof recordAnswer>

const stock = (issued: number, handedOut: number, overStock = 0) => [
  { kind: 'flyer' as const, issued, handedOut, returned: 0, overStock },
  { kind: 'letter' as const, issued: 50, handedOut: 12, returned: 10, overStock: 0 },
]

export const staff = {
  staff: people.map((person, index) => ({
    ...person,
    gridName: person.role === 'grid' ? `第${index + 1}网格` : null,
    buildings: person.role === 'volunteer' ? ['青枫苑 1幢', '青枫苑 2幢'] : [],
    from: person.role === 'volunteer' ? addDays(today, -9) : null,
    to: person.role === 'volunteer' ? addDays(today, 4) : null,
    onDuty: true,
    active: true,
    scope:
      person.role === 'volunteer'
        ? { kind: 'buildings' as const, buildingIds: ['b1', 'b2'] }
        : { kind: 'unit' as const },
    stock: person.role === 'secretary' ? [] : index === 1 ? stock(50, 60, 1) : stock(300, 120 + index * 20),
    pending: index === 0 ? 3 : index === 3 ? null : 0,
    seenAt: index === 3 ? null : at('20:11:00') - index * 86_400_000,
  })),
  supply: {
    kinds: [
      { kind: 'flyer' as const, received: 500, issued: 420, returned: 10 },
      { kind: 'sticker' as const, received: 900, issued: 100, returned: 0 },
    ],
    deliveries: [{ kind: 'flyer' as const, quantity: 500, note: '街道第一批', at: now, by: '陈芳' }],
    lowAt: 100,
  },
  asOf,
} satisfies v.InferInput<typeof staffAnswer>

export const dryRun = {
  imported: false,
  rows: 318,
  added: 290,
  known: 25,
  repeats: [{ sheet: '青枫苑', row: 41, reason: '与第 40 行是同一户：青枫苑 1幢 2单元 504' }],
  bad: [
    { sheet: '青枫苑', row: 77, reason: '室号“八〇二”读不出，请写成数字' },
    { sheet: '商铺', row: 12, reason: '没有楼栋名' },
  ],
  ignored: [{ sheet: '名册', row: 9, reason: '社区民警属派出所，不在本社区导入' }],
  rejects: 'UEsDBA==',
} satisfies v.InferInput<typeof ledgerAnswer>

for (const [schema, answer] of [
  [dayAnswer, unknownDay],
  [dayAnswer, lateDay],
  [calendarAnswer, calendar],
  [coverageAnswer, coverage],
  [doorsAnswer, doors],
  [recordsAnswer, recordsPage(0, 50, true)],
  [recordAnswer, amended],
  [recordAnswer, performance],
  [staffAnswer, staff],
  [ledgerAnswer, dryRun],
] as const) {
  v.parse(schema, answer)
}
