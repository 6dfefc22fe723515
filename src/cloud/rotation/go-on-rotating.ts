import type { Context } from '#cloud/context'
import { isUnavailable } from '#cloud/db/errors'
import type { MasterKeys } from '#cloud/vault/keys'
import { StaleVault } from '#cloud/vault/stale-vault'
import type { UnitId } from '#domain/ids'
import type { Milliseconds } from '#domain/time'
import { type Rotated, rotateUnit } from './rotate-unit'

interface Told {
  /** Of each unit that was gone on with. */
  unit(unitId: UnitId, how: Rotated | 'failed'): void
  progress(unitId: UnitId, boxes: number): void
}

/** Goes on with all rotations that were asked for, unit by unit, until time is up. One unit's trouble is not the others'. */
export async function goOnRotating(
  context: Context,
  keys: MasterKeys,
  until: Milliseconds,
  told?: Told,
): Promise<void> {
  const asked = await context.db.selectFrom('key_rotation').select('unit_id').orderBy('unit_id').execute()
  for (const { unit_id: unitId } of asked) {
    if (context.clock.now() >= until) return
    const progress = (boxes: number) => told?.progress(unitId, boxes)
    try {
      const how = await rotateUnit({ context, keys, until, progress }, unitId)
      told?.unit(unitId, how)
    } catch (error) {
      if (isUnavailable(error)) throw error
      // The vault was opened by a request just before the new key was there: the next run opens it anew.
      const stale = error instanceof StaleVault
      if (stale) context.vault.forget(unitId)
      else context.log.error({ err: error, unit: unitId }, 'keys not rotated')
      told?.unit(unitId, stale ? 'later' : 'failed')
    }
  }
}
