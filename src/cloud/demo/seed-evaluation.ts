import type { Context } from '#cloud/context'
import { pushAs } from './push-as'
import type { Random } from './random'
import type { Town } from './town'

/** On the demonstration's sheet one number is the street's own, so that its reason can be seen beside the counted ones. */
export async function seedEvaluation(context: Context, towns: readonly Town[], rng: Random): Promise<void> {
  const row = await context.db.selectFrom('campaign').selectAll().orderBy('campaign_id').executeTakeFirst()
  const street = towns.find(({ unit }) => unit.kind === 'street')
  const clerk = street?.staff.find(({ role }) => role === 'street')
  const community = towns.find(({ unit }) => unit.kind === 'community')
  if (row === undefined || street === undefined || clerk === undefined || community === undefined) return
  await pushAs(context, street.unit.id, rng)(clerk, 'evaluation.adjust', {
    campaignId: row.content.id,
    base: 0,
    unitId: community.unit.id,
    item: 'mended',
    tenths: 45,
    reason: '两处横幅破损，当天更换，扣半分',
  })
}
