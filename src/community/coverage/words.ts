import type { CoverageAnswer } from '#contract/query'
import { type BuildingKind, buildingKinds } from '#domain/building'
import { left, nearestToFinished } from '#domain/coverage'
import { dayOf } from '#domain/time'
import { percent, shortDate } from '#words/format'
import { buildingKindWord } from '#words/labels'

export type CoveredBuilding = CoverageAnswer['buildings'][number]

export function buildingName({ compound, name }: Pick<CoveredBuilding, 'compound' | 'name'>): string {
  return `${compound} ${name}`
}

/** Started ones by the doors left, untouched ones, then those that are done. */
export function byNearest(buildings: readonly CoveredBuilding[]): readonly CoveredBuilding[] {
  return [...buildings].sort((a, b) => nearestToFinished({ ...a, buildingId: a.id }, { ...b, buildingId: b.id }))
}

export interface KindTotal {
  readonly kind: BuildingKind
  readonly buildings: number
  readonly doors: number
  readonly visited: number
  readonly stale: number
}

export function totals(buildings: readonly CoveredBuilding[]): readonly KindTotal[] {
  return buildingKinds
    .map((kind) => {
      const own = buildings.filter((building) => building.kind === kind)
      return {
        kind,
        buildings: own.length,
        doors: sum(own, 'doors'),
        visited: sum(own, 'visited'),
        stale: sum(own, 'stale'),
      }
    })
    .filter((total) => total.buildings > 0)
}

export function sum(buildings: readonly CoveredBuilding[], figure: 'doors' | 'visited' | 'stale' | 'met'): number {
  return buildings.reduce((total, building) => total + building[figure], 0)
}

/** The page's first line. */
export function coverageHeadline(buildings: readonly CoveredBuilding[]): string {
  const unfinished = buildings.filter((building) => left({ ...building, buildingId: building.id }) > 0).length
  if (buildings.length === 0) return '还没有楼栋'
  return unfinished === 0 ? '每一户都走到了' : `还有 ${unfinished} 栋未走完`
}

/** The table as text, one row a line, that a spreadsheet takes as it is. */
export function tableText(buildings: readonly CoveredBuilding[], staleDays: number): string {
  const head = ['类型', '小区', '楼栋', '户数', '已走访', '覆盖率', '见面', `${staleDays}天未到`, '负责人', '最后走访']
  const rows = buildings.map((building) => [
    buildingKindWord[building.kind],
    building.compound,
    building.name,
    building.doors,
    building.visited,
    percent(building.visited, building.doors),
    building.met,
    building.stale,
    building.owners.join('、') || '无人负责',
    building.lastVisitAt === null ? '' : shortDate(dayOf(building.lastVisitAt)),
  ])
  return [head, ...rows].map((row) => row.join('\t')).join('\n')
}
