import type { Context } from '#cloud/context'
import { supplyNow } from '#cloud/queries/supply'
import { leafletKinds } from '#domain/leaflet'
import { DAY } from '#domain/time'
import { pushAs } from './push-as'
import { random } from './random'
import type { Town } from './town'

/** Its own, so that what else chance decided stays as it is. */
const SEED = 20210330

/** What each community of the demonstration received, so that a few hundred are left of everything; in 青枫苑社区 one kind runs low. */
export async function seedSupply(context: Context, towns: readonly Town[]): Promise<void> {
  const rng = random(SEED)
  const at = context.clock.now() - 25 * DAY
  for (const { unit, staff } of towns.filter(({ unit }) => unit.kind === 'community')) {
    const head = staff.find(({ role }) => role === 'secretary')
    if (head === undefined) continue
    const push = pushAs({ ...context, clock: { now: () => at } }, unit.id, rng)
    const held = await context.db
      .selectFrom('stock')
      .select(['kind', 'issued', 'returned'])
      .where('unit_id', '=', unit.id)
      .execute()
    const { kinds } = await supplyNow(context.db, unit.id, held)
    for (const kind of leafletKinds) {
      const out = kinds.find((one) => one.kind === kind)
      if (out === undefined) continue
      const left = unit.id === 'qfy' && kind === 'handbook' ? 60 : rng.between(3, 9) * 100
      const quantity = out.issued - out.returned + left
      await push(head, 'leaflet.receive', { kind, quantity, note: '街道第一批' })
    }
  }
}
