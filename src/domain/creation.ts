import type { Campaign, Criterion, Measure } from './campaign'
import { type Measured, reaches } from './measure'
import type { UnitKind } from './unit'

/** One criterion of 无诈机关 / 无诈社区 / 无诈企业 as a unit stands to it. */
export interface CriterionLine extends Pick<Criterion, 'id' | 'word' | 'measure' | 'atLeast'> {
  readonly figure: Measured
  readonly met: boolean
}

/** S01: how far a unit is on its way. It is not a rank: each unit stands against the criteria, never against another unit. */
export interface Creation {
  /** What its kind is to become, e.g. 无诈社区; null: nothing of the campaign's is meant for its kind. */
  readonly target: string | null
  readonly criteria: readonly CriterionLine[]
  readonly met: number
}

/** Which measures a kind of unit has to be known by. */
export function creationMeasures({ criteria }: Pick<Campaign, 'criteria'>, kind: UnitKind): readonly Measure[] {
  return [...new Set(criteria.filter(({ kinds }) => kinds.includes(kind)).map(({ measure }) => measure))]
}

export function creationOf(
  { targets, criteria }: Pick<Campaign, 'targets' | 'criteria'>,
  kind: UnitKind,
  figures: ReadonlyMap<Measure, Measured>,
): Creation {
  const lines = criteria
    .filter(({ kinds }) => kinds.includes(kind))
    .map(({ id, word, measure, atLeast }): CriterionLine => {
      const figure: Measured = figures.get(measure) ?? {
        kind: 'none',
        why: 'not-yet',
        pending: 0,
      }
      return {
        id,
        word,
        measure,
        atLeast,
        figure,
        met: reaches(figure, atLeast),
      }
    })
  return {
    target: targets.find(({ kinds }) => kinds.includes(kind))?.word ?? null,
    criteria: lines,
    met: lines.filter(({ met }) => met).length,
  }
}
