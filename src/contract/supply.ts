import * as v from 'valibot'
import { LOW_AT, leafletKinds } from '#domain/leaflet'
import { count, instant, line } from './scalars'

/** What a unit received of leaflets from the street (F05): one paper of the unit; what it issued is known from its people's stock. */

const MOST = 1_000_000
const quantity = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(-MOST),
  v.maxValue(MOST),
  v.check((pieces) => pieces !== 0),
)

/** A negative `quantity` corrects what was entered before, and says why in `note`. */
export const leafletReceive = v.strictObject({
  type: v.literal('leaflet.receive'),
  body: v.strictObject({ kind: v.picklist(leafletKinds), quantity, note: v.optional(line(60)) }),
})

/** Under so many pieces a kind is low; 0: never. */
export const leafletThreshold = v.strictObject({
  type: v.literal('leaflet.threshold'),
  body: v.strictObject({ below: count }),
})

const delivery = v.object({
  kind: v.picklist(leafletKinds),
  quantity: v.number(),
  note: v.nullable(v.string()),
  at: instant,
  by: v.string(),
})

/** As its paper holds it. */
export const supplyContent = v.object({
  received: v.strictObject(v.entriesFromList(leafletKinds, count)),
  /** The last ones, newest first: older ones are in the log. */
  deliveries: v.pipe(v.array(delivery), v.readonly()),
  lowAt: count,
})
export type SupplyContent = v.InferOutput<typeof supplyContent>

export const noSupply: SupplyContent = {
  received: { flyer: 0, letter: 0, handbook: 0, sticker: 0 },
  deliveries: [],
  lowAt: LOW_AT,
}

/** As the secretary reads it: a line a kind that was ever received or issued. */
export const supply = v.object({
  kinds: v.array(v.object({ kind: v.picklist(leafletKinds), received: count, issued: count, returned: count })),
  deliveries: v.array(delivery),
  lowAt: count,
})
export type Supply = v.InferOutput<typeof supply>
