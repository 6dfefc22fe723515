import type { Campaign, EvaluationItem, Measure } from './campaign'
import type { OperationId, Seq, StaffId, UnitId } from './ids'
import { last } from './last'
import type { Measured } from './measure'
import type { LocalDate, Milliseconds } from './time'
import type { UnitKind } from './unit'

/**
 * 评估考核 (S13): a sheet of the street for a campaign. Every unit's line of every item is counted from what was done and what came of
 * it; the street may put another number in its place and says why. Issued, a version never changes. There is no measure of how anybody
 * uses the app, and nothing is sorted by score.
 */
export interface Adjustment {
  readonly unitId: UnitId
  readonly item: string
  /** In tenths of a point; null: what is counted holds again. */
  readonly tenths: number | null
  readonly reason: string
  readonly at: Milliseconds
  readonly by: string
}

/** One item of a unit. Points are whole tenths, so that a sheet adds up to the last digit. */
export interface ScoreLine extends Pick<EvaluationItem, 'id' | 'word' | 'measure' | 'points' | 'full' | 'none'> {
  readonly figure: Measured
  /** Null: there is no figure to count points from, and the street has to say. */
  readonly counted: number | null
  readonly adjusted: Pick<Adjustment, 'reason' | 'at' | 'by'> | null
  /** What holds: adjusted, else counted. */
  readonly tenths: number | null
}

export interface UnitScore {
  readonly unit: {
    readonly id: UnitId
    readonly name: string
    readonly kind: UnitKind
  }
  readonly lines: readonly ScoreLine[]
  /** Sum of the lines; a line without points adds none, and `open` says how many there are. */
  readonly tenths: number
  readonly most: number
  readonly open: number
}

export interface IssuedEvaluation {
  readonly version: number
  readonly units: readonly UnitScore[]
  readonly issuedAt: Milliseconds
  readonly issuedBy: { readonly id: StaffId; readonly name: string }
  /** Its place in the street's log. */
  readonly seq: Seq
  /** SHA-256 of the canonical form of all but the hash, in hex. */
  readonly hash: string
}

export interface EvaluationContent {
  readonly campaignId: OperationId
  /** Oldest first; of two about the same line the newer holds. Their number says which state somebody looked at. */
  readonly adjustments: readonly Adjustment[]
  readonly issued: readonly IssuedEvaluation[]
}

export function openEvaluation(campaignId: OperationId): EvaluationContent {
  return { campaignId, adjustments: [], issued: [] }
}

export function itemsFor({ evaluation }: Pick<Campaign, 'evaluation'>, kind: UnitKind): readonly EvaluationItem[] {
  return evaluation.items.filter(({ kinds }) => kinds.includes(kind))
}

/** Tenths of a point: `none` of the measure gives none, `full` all, in between in proportion, half a tenth rounded up. */
export function pointsOf(
  { points, full, none }: Pick<EvaluationItem, 'points' | 'full' | 'none'>,
  figure: Measured,
): number | null {
  const most = Math.round(points * 10)
  if (figure.kind === 'none') {
    switch (figure.why) {
      case 'nothing-found':
      case 'none-before-none-now':
        return most
      case 'not-yet':
      case 'no-doors':
      case 'base-missing':
      case 'base-zero':
        return null
      default:
        return figure.why satisfies never
    }
  }
  const value = figure.as === 'percent' ? (figure.part / figure.whole) * 100 : figure.part
  const part = (value - none) / (full - none)
  return Math.round(most * Math.max(0, Math.min(1, part)))
}

export function scoreOf(
  unit: UnitScore['unit'],
  items: readonly EvaluationItem[],
  figures: ReadonlyMap<Measure, Measured>,
  adjustments: readonly Adjustment[],
): UnitScore {
  const lines = items.map((item): ScoreLine => {
    const figure: Measured = figures.get(item.measure) ?? {
      kind: 'none',
      why: 'not-yet',
      pending: 0,
    }
    const counted = pointsOf(item, figure)
    const newest = last(adjustments.filter((one) => one.unitId === unit.id && one.item === item.id))
    // Points that the campaign's items have no more do not hold: the street has to say anew.
    const most = Math.round(item.points * 10)
    const given = newest === undefined || newest.tenths === null || newest.tenths > most ? null : newest
    const { id, word, measure, points, full, none } = item
    return {
      ...{ id, word, measure, points, full, none, figure, counted },
      adjusted: given === null ? null : { reason: given.reason, at: given.at, by: given.by },
      tenths: given === null ? counted : given.tenths,
    }
  })
  return {
    unit,
    lines,
    tenths: lines.reduce((total, { tenths }) => total + (tenths ?? 0), 0),
    most: lines.reduce((total, { points }) => total + Math.round(points * 10), 0),
    open: lines.filter(({ tenths }) => tenths === null).length,
  }
}

/** The evaluation's last day has come: before it every figure still moves. */
export function mayIssue({ evaluation }: Pick<Campaign, 'evaluation'>, today: LocalDate): boolean {
  return evaluation.to <= today
}
