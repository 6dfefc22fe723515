import type { ActivityChannel } from './activity'
import type { DayRange, Measure } from './campaign'
import type { DayStatus } from './day-status'
import type { FindingState } from './finding'
import type { BuildingId, OperationId } from './ids'
import type { LocalMonth } from './month'
import type { PlanReceipt } from './plan'
import { type CrimeFigures, pressDownRate, sum } from './press-down-rate'
import type { Receipt } from './report'
import { daysBetween, type LocalDate, type Milliseconds } from './time'

/**
 * What a measure counts, one by one. A figure is counted from these rows alone, so that what a score opens is what it was made of:
 * there is no second way to count.
 */
export type MeasureRow =
  | {
      readonly kind: 'day'
      readonly day: LocalDate
      readonly minutes: number
      readonly status: DayStatus
    }
  | {
      readonly kind: 'building'
      readonly id: BuildingId
      readonly name: string
      readonly doors: number
      readonly visited: number
    }
  | {
      readonly kind: 'month'
      readonly month: LocalMonth
      /** Null: nobody entered the base year's figures of this month. */
      readonly base: CrimeFigures | null
      readonly now: CrimeFigures
    }
  | { readonly kind: 'crime'; readonly on: LocalDate; readonly number: string }
  | {
      readonly kind: 'report'
      readonly due: LocalDate
      readonly receipt: Receipt
    }
  | {
      readonly kind: 'plan'
      readonly due: LocalDate
      readonly receipt: PlanReceipt
    }
  | {
      readonly kind: 'finding'
      readonly id: OperationId
      readonly what: string
      readonly by: LocalDate
      readonly state: FindingState
      readonly overdue: boolean
    }
  /** Of a dissuasion only when: whose it was is nobody's business here. `inTime` null: it may still be met in time. */
  | {
      readonly kind: 'case'
      readonly at: Milliseconds
      readonly dueAt: Milliseconds | null
      readonly metAt: Milliseconds | null
      readonly inTime: boolean | null
    }
  | {
      readonly kind: 'activity'
      readonly id: OperationId
      readonly day: LocalDate
      readonly channel: ActivityChannel
      readonly place: string
    }

type RowOf<Kind extends MeasureRow['kind']> = Extract<MeasureRow, { kind: Kind }>

/** Why there is no figure. */
export type NoFigure =
  | 'not-yet' // nothing of it is over
  | 'no-doors' // the unit has no doors to visit
  | 'base-missing' // 基期未录入
  | 'base-zero' // 基期为0 and there were crimes
  | 'none-before-none-now' // 基期为0 and there was none
  | 'nothing-found' // no inspection found anything to be mended

/** A share `part` of `whole`, or a number `part` of days or of times. `pending`: what may still come to count, and does not yet. */
export type Measured =
  | {
      readonly kind: 'counted'
      readonly as: 'percent' | 'days' | 'times'
      readonly part: number
      readonly whole: number
      readonly pending: number
    }
  | { readonly kind: 'none'; readonly why: NoFigure; readonly pending: number }

/**
 * What a unit's rows come to. `today`: the server's day. Days that may still turn out met, reports that are not due, findings whose
 * day has not come are pending: they neither help nor harm.
 */
export function measured(measure: Measure, rows: readonly MeasureRow[], window: DayRange, today: LocalDate): Measured {
  switch (measure) {
    case 'days-met': {
      const over = of(rows, 'day').filter(({ day }) => day < today)
      const known = over.filter(({ status }) => status !== 'unknown')
      return share(
        met(known, ({ status }) => status === 'met'),
        known.length,
        over.length - known.length,
      )
    }
    case 'coverage': {
      const buildings = of(rows, 'building')
      const doors = buildings.reduce((total, one) => total + one.doors, 0)
      const visited = buildings.reduce((total, one) => total + one.visited, 0)
      return doors === 0 ? none('no-doors') : share(visited, doors)
    }
    case 'cases-down':
      return pressedDown(of(rows, 'month'), ({ cases }) => cases)
    case 'loss-down':
      return pressedDown(of(rows, 'month'), ({ loss }) => loss)
    case 'no-case-days': {
      const until = today < window.to ? today : window.to
      const since = of(rows, 'crime').reduce((last, { on }) => (on > last ? on : last), window.from)
      const days = daysBetween(since, until)
      return days < 0 ? none('not-yet') : { kind: 'counted', as: 'days', part: days, whole: 1, pending: 0 }
    }
    case 'reports-in-time': {
      const reports = of(rows, 'report')
      const due = reports.filter(({ receipt }) => receipt !== 'not-due')
      return share(
        met(due, ({ receipt }) => receipt === 'in-time'),
        due.length,
        reports.length - due.length,
      )
    }
    case 'plan-in-time': {
      const plans = of(rows, 'plan')
      const due = plans.filter(({ receipt }) => receipt !== 'not-due')
      return share(
        met(due, ({ receipt }) => receipt === 'in-time'),
        due.length,
        plans.length - due.length,
      )
    }
    case 'findings-mended': {
      const findings = of(rows, 'finding')
      const settled = findings.filter(({ state, overdue }) => overdue || state === 'mended' || state === 'upheld')
      const pending = findings.length - settled.length
      if (findings.length === 0) return none('nothing-found')
      return share(
        met(settled, ({ state }) => state === 'mended'),
        settled.length,
        pending,
      )
    }
    case 'dissuasions-in-time': {
      const cases = of(rows, 'case')
      const settled = cases.filter(({ inTime }) => inTime !== null)
      return share(
        met(settled, ({ inTime }) => inTime === true),
        settled.length,
        cases.length - settled.length,
      )
    }
    case 'activities':
      return {
        kind: 'counted',
        as: 'times',
        part: of(rows, 'activity').length,
        whole: 1,
        pending: 0,
      }
    default:
      return measure satisfies never
  }
}

function of<Kind extends MeasureRow['kind']>(rows: readonly MeasureRow[], kind: Kind): readonly RowOf<Kind>[] {
  return rows.filter((row): row is RowOf<Kind> => row.kind === kind)
}

function met<Row>(rows: readonly Row[], holds: (row: Row) => boolean): number {
  return rows.filter(holds).length
}

function share(part: number, whole: number, pending = 0): Measured {
  return whole === 0 ? none('not-yet', pending) : { kind: 'counted', as: 'percent', part, whole, pending }
}

function none(why: NoFigure, pending = 0): Measured {
  return { kind: 'none', why, pending }
}

/** The same months of both years together; a month without a base leaves the whole window without one, as in 压降率. */
function pressedDown(months: readonly RowOf<'month'>[], figure: (figures: CrimeFigures) => number): Measured {
  if (months.length === 0) return none('not-yet')
  const known = months.flatMap(({ base }) => (base === null ? [] : [base]))
  const now = figure(sum(months.map((row) => row.now)))
  if (known.length < months.length) return none('base-missing')
  const base = figure(sum(known))
  if (base === 0) return none(now === 0 ? 'none-before-none-now' : 'base-zero')
  return {
    kind: 'counted',
    as: 'percent',
    part: base - now,
    whole: base,
    pending: 0,
  }
}

/** Is it at least `least` (percent, days or times)? By the counts, never by a rounded figure. Nothing to mend is as good as mended. */
export function reaches(figure: Measured, least: number): boolean {
  if (figure.kind === 'none') return figure.why === 'nothing-found' || figure.why === 'none-before-none-now'
  return figure.as === 'percent' ? figure.part * 100 >= least * figure.whole : figure.part >= least
}

/**
 * As it is shown, in tenths of a percent, or whole days or times. A share is never rounded up to what it has not reached; a rate
 * of crimes is rounded as everywhere else (S38).
 */
export function shownTenths(measure: Measure, { part, whole }: Extract<Measured, { kind: 'counted' }>): number {
  if (measure === 'cases-down' || measure === 'loss-down') {
    const rate = pressDownRate(whole, whole - part)
    return rate.kind === 'rate' ? rate.tenths : 0
  }
  return Math.floor((part * 1000) / whole)
}
