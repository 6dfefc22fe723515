import type { BuildingId, GridId } from './ids'
import type { Scope } from './staff'

/** Doors of one building and how many were reached at least once, whatever the outcome was (全覆盖、无死角, S02). */
export interface BuildingCount {
  readonly buildingId: BuildingId
  readonly doors: number
  /** Doors with at least one visit that stands. */
  readonly visited: number
  /** Doors where somebody was met at least once. */
  readonly met: number
}

/**
 * Nearest to being finished first: started buildings by the doors left, then untouched ones, then finished ones. A building
 * half done is the cheapest way to close a gap.
 */
export function nearestToFinished(a: BuildingCount, b: BuildingCount): number {
  return rank(a) - rank(b) || left(a) - left(b) || (a.buildingId < b.buildingId ? -1 : 1)
}

export function left(count: BuildingCount): number {
  return count.doors - count.visited
}

function rank(count: BuildingCount): number {
  if (left(count) <= 0) return 2
  return count.visited > 0 ? 0 : 1
}

/** Whose grid a building lies in, of grid workers in service; nobody's is flagged (S02, S31). */
export function ownersOf<Worker extends { readonly scope: Scope }>(
  { gridId }: { readonly gridId: GridId | null },
  workers: readonly Worker[],
): readonly Worker[] {
  return workers.filter(({ scope }) => scope.kind === 'grid' && scope.gridId === gridId)
}
